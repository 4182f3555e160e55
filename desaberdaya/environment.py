"""Where a process finds its servers and keys before Django reads its settings.

`make run` writes the addresses and keys of the local stack to `.local/stack.env` (mode 0600,
ignored by git). Whatever the real environment sets wins; production sets everything itself.
"""

import os
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent.parent
LOCAL_STACK_ENV = BASE_DIR / ".local" / "stack.env"


def load_local_stack(path: Path = LOCAL_STACK_ENV) -> None:
    """Fill os.environ from the local stack's file, never overwriting what is set already."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "desaberdaya.settings")
    if not path.exists():
        return
    for line in path.read_text().splitlines():
        name, separator, value = line.partition("=")
        if separator and not name.startswith("#"):
            os.environ.setdefault(name.strip(), value.strip())
