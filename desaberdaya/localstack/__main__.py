"""`python -m desaberdaya.localstack run`, or `… with-servers COMMAND` on throw-away servers."""

import argparse
import os
import subprocess
import sys
from pathlib import Path

from desaberdaya.environment import LOCAL_STACK_ENV
from desaberdaya.localstack import processes, stack_env
from desaberdaya.localstack.errors import StackError
from desaberdaya.localstack.launcher import Launcher
from desaberdaya.localstack.throwaway import throwaway_servers


def main() -> int:
    options = _parser().parse_args()
    if options.action == "with-servers":
        with throwaway_servers() as servers:
            keys = stack_env.with_keys({}, os.environ, data=Path("/nowhere"))
            env = {"DESABERDAYA_ENVIRONMENT": "test", **keys, **os.environ, **servers}
            return subprocess.run(options.command, check=False, env=env).returncode
    if options.follow_parent:
        processes.follow_parent()
    given = {name: value for name, value in os.environ.items() if value}
    return Launcher(LOCAL_STACK_ENV.parent, _port(), given).run()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m desaberdaya.localstack", description=__doc__)
    actions = parser.add_subparsers(dest="action", required=True)
    run = actions.add_parser("run", help="start everything; Ctrl-C or TERM stops it")
    run.add_argument("--follow-parent", action="store_true", help="stop when the parent is killed")
    with_servers = actions.add_parser("with-servers", help="run a command on throw-away servers")
    with_servers.add_argument("command", nargs=argparse.REMAINDER)
    return parser


def _port() -> int:
    value = os.environ.get("PORT") or "8000"
    if not value.isdigit() or not 0 < int(value) < 65536:
        raise StackError(f"PORT must be a number from 1 to 65535, not {value!r}.")
    return int(value)


if __name__ == "__main__":
    try:
        sys.exit(main())
    except StackError as error:
        sys.exit(str(error))
    except PermissionError as error:
        sys.exit(f"This account may not use {error.filename}: {error.strerror}.")
