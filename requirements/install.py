"""Make `.venv` and install a pinned set into it, unless that very set is there already.

`python3 requirements/install.py local|test`. Needs nothing but Python's standard library: this is
what a fresh machine runs first.
"""

import hashlib
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
# Each set holds the ones before it.
SETS = ("local", "test")
OLDEST = (3, 11)


def main(wanted: str) -> int:
    if sys.version_info < OLDEST:
        found = ".".join(map(str, sys.version_info[:2]))
        return _refuse(f"Python 3.11 or newer is needed, this is {found}: make PYTHON=python3.11 …")
    if not _works():
        if VENV.is_symlink():
            return _refuse(f"{VENV} is a link to an environment that does not work here.")
        print("Making .venv …", flush=True)
        made = subprocess.run([sys.executable, "-m", "venv", "--clear", VENV], check=False)
        if made.returncode:
            return _refuse("Python's venv is missing (on Debian: apt-get install python3-venv).")
    enough = SETS[SETS.index(wanted) :]
    if any(_is_installed(name) for name in enough):
        return 0
    print(f"Installing {_file(wanted).relative_to(ROOT)} …", flush=True)
    pip = [str(PYTHON), "-m", "pip", "install", "-qq", "--disable-pip-version-check"]
    done = subprocess.run([*pip, "--require-hashes", "-r", str(_file(wanted))], check=False)
    if done.returncode:
        return _refuse("The packages could not be installed; see above.")
    for name in SETS[: SETS.index(wanted) + 1]:
        _stamp(name).write_text(_digest(name))
    return 0


def _works() -> bool:
    """Whether the environment's Python starts: a moved or half-made one does not."""
    try:
        done = subprocess.run([PYTHON, "-c", "import pip"], capture_output=True, check=False)
    except OSError:
        return False
    return done.returncode == 0


def _is_installed(name: str) -> bool:
    return _stamp(name).exists() and _stamp(name).read_text() == _digest(name)


def _file(name: str) -> Path:
    return ROOT / "requirements" / f"{name}.txt"


def _stamp(name: str) -> Path:
    return VENV / f".installed-{name}"


def _digest(name: str) -> str:
    return hashlib.sha256(_file(name).read_bytes()).hexdigest()


def _refuse(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
