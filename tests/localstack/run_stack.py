"""Run the real launcher in a folder of a test, with an empty database: FOLDER PORT."""

import os
import sys
from pathlib import Path

from desaberdaya.localstack.errors import StackError
from desaberdaya.localstack.launcher import Launcher

if __name__ == "__main__":
    folder, port = sys.argv[1:]
    try:
        sys.exit(Launcher(Path(folder), int(port), dict(os.environ), filling=()).run())
    except StackError as error:
        sys.exit(str(error))
