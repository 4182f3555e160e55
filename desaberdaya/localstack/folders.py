"""Where the servers of the local stack keep their data and their sockets.

Two things can stand in the way of keeping everything in the checkout's `.local`: PostgreSQL
refuses to run as root, and the account that it then runs under may not reach a checkout in a
private folder; and a Unix socket's path holds about a hundred bytes, which a deep checkout exceeds.
"""

import hashlib
import os
import stat
import sys
from dataclasses import dataclass
from pathlib import Path

from desaberdaya.localstack.errors import StackError
from desaberdaya.localstack.server_account import ServerAccount

# sun_path is 108 bytes on Linux and 104 on macOS, with a closing NUL.
SOCKET_PATH_LIMIT = 107 if sys.platform == "linux" else 103
LONGEST_SOCKET = "sockets/postgres/.s.PGSQL.5432"
# As root: a folder of the system that every account may enter and no tidying empties.
ROOTS_SHELTER = Path("/var/lib/desaberdaya")


@dataclass(frozen=True)
class Folders:
    """`home` holds the data, `sockets` the sockets; both inside `.local` where that can be."""

    home: Path
    sockets: Path
    log: Path


def folders_for(local: Path) -> Folders:
    """The folders for the stack whose own files lie in `local`; makes none of them."""
    is_root = os.geteuid() == 0
    shelter = _shelter(local)
    home = shelter if is_root and not can_be_entered(local.parent) else local
    if is_root and home == shelter and (local / "postgres").exists():
        raise StackError(
            f"The data lies in {local / 'postgres'}, but the account `nobody`, under which "
            f"PostgreSQL runs for root, cannot enter {local.parent}: open that folder again "
            "(chmod o+x), or remove the data."
        )
    short_enough = len(os.fsencode(home / LONGEST_SOCKET)) <= SOCKET_PATH_LIMIT
    return Folders(home, (home if short_enough else shelter) / "sockets", local / "log")


def _shelter(local: Path) -> Path:
    digest = hashlib.sha256(os.fsencode(local)).hexdigest()[:8]
    if os.geteuid() == 0:
        return ROOTS_SHELTER / digest
    runtime = Path(os.environ.get("XDG_RUNTIME_DIR", ""))
    if runtime.is_absolute() and runtime.is_dir():
        return runtime / f"desaberdaya-{digest}"
    return Path(f"/tmp/desaberdaya-{os.geteuid()}-{digest}")  # noqa: S108  ours or refused


def can_be_entered(folder: Path) -> bool:
    """Whether any account may pass through the folder and all above it."""
    return all(
        part.stat().st_mode & stat.S_IXOTH for part in (folder, *folder.parents) if part.exists()
    )


def make_folder(folder: Path, *, shared: bool = False) -> Path:
    """Make the folder, closed to other accounts (`shared`: they may pass, not list).

    Raises StackError when somebody else has put it there.
    """
    folder.mkdir(parents=True, exist_ok=True)
    found = folder.lstat()
    if stat.S_ISLNK(found.st_mode) or found.st_uid != os.geteuid():
        raise StackError(
            f"{folder} belongs to another account: run this as that account, or remove the folder."
        )
    folder.chmod(0o711 if shared else 0o700)
    return folder


def make_folder_for_server(folder: Path, account: ServerAccount) -> Path:
    """Make a folder that the server's account owns and nobody else may enter."""
    folder.mkdir(parents=True, exist_ok=True)
    if folder.lstat().st_uid not in {account.owner, os.geteuid()} or folder.is_symlink():
        raise StackError(
            f"{folder} belongs to another account: run this as that account, or remove the folder."
        )
    if account.uid is not None and account.gid is not None:
        os.chown(folder, account.uid, account.gid)
    folder.chmod(0o700)
    return folder


def prepare(local: Path) -> Folders:
    """Make the folders of the stack in `local` and return where they are."""
    is_root = os.geteuid() == 0
    make_folder(local, shared=is_root)
    folders = folders_for(local)
    shelter = _shelter(local)
    for folder in (folders.home, folders.sockets):
        if folder.is_relative_to(shelter):
            if is_root:
                make_folder(ROOTS_SHELTER, shared=True)
            make_folder(shelter, shared=is_root)
        make_folder(folder, shared=is_root)
    make_folder(folders.log)
    return folders
