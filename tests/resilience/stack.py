"""A whole stack of one's own, as processes: everything in it may be killed, paused and restarted.

The commands of web, worker and beat are those of `make run`, whose launcher starts again whatever
ends by itself; here the test says when.
"""

import os
import signal
import socket
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil
import psycopg2

from desaberdaya.localstack import processes, services
from desaberdaya.localstack.broker import EmbeddedBroker
from desaberdaya.localstack.embedded_postgres import DATABASE, EmbeddedPostgres
from desaberdaya.localstack.errors import StackError
from desaberdaya.localstack.processes import Child
from desaberdaya.localstack.services import Service
from tests.environment import TEST_ENVIRONMENT
from tests.resilience.terminal import Terminal

PATIENCE = 30  # seconds, for anything to start
RESTARTS = 20


@dataclass
class OwnStack:
    """Durable servers and our three programs, in the folder `home`."""

    home: Path
    services: dict[str, Service] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.postgres = EmbeddedPostgres(self.home / "postgres", self.home / "s", self._log("pg"))
        self.broker = EmbeddedBroker(self.home / "broker", self.home / "b.sock", self._log("b"))
        self.port = _free_port()
        self.env = {
            **os.environ,
            **TEST_ENVIRONMENT,
            "DATABASE_URL": self.postgres.url(),
            "DATABASE_CONN_MAX_AGE": "60",
            "REDIS_URL": self.broker.url,
            "DESABERDAYA_SWEEP_SECONDS": "1",
            "DESABERDAYA_MEDIA_ROOT": str(self.home / "media"),
        }
        self.terminal = Terminal(self.env, self._log("terminal"))
        self.services = {
            "postgres": Service("PostgreSQL", self.postgres.start, self.postgres.is_ready),
            "broker": Service("Broker", self.broker.start, self.broker.is_ready),
            "web": services.web(self.port, self.env, self.home),
            "worker": services.worker(self.env, self.home),
            "beat": services.beat(self.home, self.env, self.home),
        }

    def _log(self, name: str) -> Path:
        return self.home / f"{name}.log"

    def start(self, *names: str) -> None:
        """Start them all, then see that each of them answers."""
        for name in names:
            self.services[name].child = self.services[name].start()
        for name in names:
            self.await_ready(name)

    def await_ready(self, name: str) -> None:
        service = self.services[name]
        processes.wait_until(
            service.is_ready, seconds=PATIENCE, what=service.name, while_running=service.child
        )

    def kill(self, name: str) -> None:
        """End a program and all it has started, as a power cut would."""
        child = self.services[name].child
        alive = child.is_running
        offspring = psutil.Process(child.process.pid).children(recursive=True) if alive else []
        processes.kill_group(child.process.pid)
        child.process.wait()
        # PostgreSQL's backends end by themselves, when they notice that they are alone.
        psutil.wait_procs(offspring, timeout=PATIENCE)

    def kill_pool(self) -> None:
        """End the worker's children alone; the worker goes on and makes new ones."""
        for one in psutil.Process(self.services["worker"].child.process.pid).children():
            one.kill()

    def signal(self, name: str, number: signal.Signals) -> None:
        self.services[name].child.process.send_signal(number)

    def revive(self) -> None:
        """Start again what ended by itself, as a supervisor does: Celery's worker gives up when it
        loses a child and its broker in the same moment."""
        for name in ("web", "worker", "beat"):
            if not self.services[name].child.is_running:
                self.services[name].child = self.services[name].start()

    def restart_postgres(self) -> None:
        """Start it on the data of one that was killed: what was in memory may linger a moment."""
        for _attempt in range(RESTARTS):
            self.services["postgres"].child = self.postgres.start()
            try:
                self.await_ready("postgres")
            except StackError:
                continue
            return
        raise AssertionError(processes.tail(self._log("pg")))

    def stop(self) -> None:
        """There is nothing to keep."""
        self.terminal.close()
        for service in self.services.values():
            child: Child | None = getattr(service, "child", None)
            if child is not None:
                processes.kill_group(child.process.pid)
                child.process.wait()

    def manage(self, *command: str | Path) -> None:
        """Run a command of manage.py on this stack's servers."""
        self.terminal.run(*command)

    def ask(
        self, question: str, values: Sequence[Any] = (), *, database: str = DATABASE
    ) -> list[Any]:
        """Ask the database, each time over a new connection."""
        with closing(psycopg2.connect(self.postgres.url(database=database))) as connection:
            connection.autocommit = True
            with connection.cursor() as cursor:
                cursor.execute(question, values)
                return cursor.fetchall() if cursor.description else []


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
