"""A PostgreSQL and a broker for one test run, in a folder of their own that goes with them."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from desaberdaya.localstack import folders, processes
from desaberdaya.localstack.broker import EmbeddedBroker
from desaberdaya.localstack.embedded_postgres import EmbeddedPostgres
from desaberdaya.localstack.server_account import server_account

PREFIX = "desaberdaya-test-"


@contextmanager
def throwaway_servers() -> Iterator[dict[str, str]]:
    """Start both servers, yield the environment that leads to them, stop and remove them.

    Nothing of it is durable, and any number can run at the same time.
    """
    home = _temporary_folder()
    children: list[processes.Child] = []
    try:
        for name in ("log", "media", "static"):
            (home / name).mkdir()
        postgres = EmbeddedPostgres(
            home / "postgres", home / "s", home / "log" / "postgres.log", durable=False
        )
        broker = EmbeddedBroker(
            home / "broker", home / "broker.sock", home / "log" / "broker.log", durable=False
        )
        children.append(broker.start())
        postgres.create()
        children.append(postgres.start())
        processes.wait_until(
            postgres.is_ready, seconds=30, what="PostgreSQL", while_running=children[1]
        )
        postgres.prepare_database()
        processes.wait_until(
            broker.is_ready, seconds=30, what="The broker", while_running=children[0]
        )
        yield {
            "DATABASE_URL": postgres.url(),
            "REDIS_URL": broker.url,
            "DESABERDAYA_MEDIA_ROOT": str(home / "media"),
            "DESABERDAYA_STATIC_ROOT": str(home / "static"),
        }
    finally:
        for child in reversed(children):
            # There is nothing to keep.
            processes.kill_group(child.process.pid)
            child.process.wait()
        shutil.rmtree(home, ignore_errors=True)


def _temporary_folder() -> Path:
    """A new folder, near enough the root for a socket and open enough for the server's account."""
    for place in dict.fromkeys((tempfile.gettempdir(), "/tmp", "/var/tmp")):  # noqa: S108
        short_enough = len(place) + len(PREFIX) + 40 <= folders.SOCKET_PATH_LIMIT
        if Path(place).is_dir() and short_enough and folders.can_be_entered(Path(place)):
            break
    home = Path(tempfile.mkdtemp(prefix=PREFIX, dir=place))
    home.chmod(0o711 if server_account().is_another else 0o700)
    return home
