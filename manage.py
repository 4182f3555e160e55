#!/usr/bin/env python
"""Django's command line, on the running local stack unless the environment names other servers."""

import sys

from desaberdaya.environment import load_local_stack


def main() -> None:
    load_local_stack()
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
