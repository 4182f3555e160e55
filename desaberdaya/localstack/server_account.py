"""Under which account the servers run: ours, or `nobody` where we are root."""

import os
import pwd
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from desaberdaya.localstack.errors import StackError

# Nothing of the caller's language or library path may reach a server.
BARE_ENVIRONMENT = {"PATH": os.defpath, "LANG": "C", "LC_ALL": "C"}


@dataclass(frozen=True)
class ServerAccount:
    """All None: our own account. The three go to subprocess as they are."""

    uid: int | None = None
    gid: int | None = None
    groups: tuple[int, ...] | None = None

    @property
    def is_another(self) -> bool:
        return self.uid is not None

    @property
    def owner(self) -> int:
        """The user id that owns what the server writes."""
        return os.geteuid() if self.uid is None else self.uid

    def run(self, command: Sequence[str | Path]) -> subprocess.CompletedProcess[str]:
        """Run a program under this account to its end."""
        return subprocess.run(
            command,
            capture_output=True,
            text=True,
            check=False,
            cwd="/",
            env=BARE_ENVIRONMENT,
            user=self.uid,
            group=self.gid,
            extra_groups=self.groups,
        )


OURSELVES = ServerAccount()


def server_account() -> ServerAccount:
    """PostgreSQL refuses to be root, so that root starts it under `nobody`."""
    if os.geteuid() != 0:
        return OURSELVES
    try:
        nobody = pwd.getpwnam("nobody")
    except KeyError as error:
        raise StackError(
            "PostgreSQL does not run as root, and this system has no account `nobody` to run it "
            "under: run this as an ordinary user."
        ) from error
    return ServerAccount(nobody.pw_uid, nobody.pw_gid, ())
