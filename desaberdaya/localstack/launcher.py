"""One run of the stack: servers, migrations, a first filling, then our own processes."""

import signal
import socket
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from desaberdaya import catalogues
from desaberdaya.localstack import folders, services, stack_env, survivors
from desaberdaya.localstack.broker import EmbeddedBroker
from desaberdaya.localstack.embedded_postgres import EmbeddedPostgres
from desaberdaya.localstack.errors import StackError, StopAskedError
from desaberdaya.localstack.first_start import FILLING, FirstStart
from desaberdaya.localstack.lock import RunLock
from desaberdaya.localstack.services import Service
from desaberdaya.localstack.supervisor import Supervisor


def say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


@dataclass
class Launcher:
    """One run of the stack.

    `local` is its own folder, `given` the environment it was started in, `filling` the commands
    that fill a new database.
    """

    local: Path
    port: int
    given: Mapping[str, str]
    filling: tuple[str, ...] = FILLING
    stop_asked: bool = False

    def run(self) -> int:
        """Run until asked to stop (then 0); raises StackError, with everything stopped."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._on_signal)
        where = folders.prepare(self.local)
        notes = folders.make_folder(self.local / "run")
        supervisor = Supervisor(notes, self._pause, say)
        with RunLock(self.local / "run.lock", self._address):
            try:
                self._start_all(where, supervisor)
                self._watch(supervisor)
            except StopAskedError:
                return 0
            finally:
                supervisor.stop()
                self._forget_lent_servers()
                if supervisor.running:
                    say("Stopped.")

    @property
    def _address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def _on_signal(self, number: int, frame: object) -> None:
        self.stop_asked = True

    def _pause(self, seconds: float) -> None:
        """Wait; raises StopAskedError as soon as somebody wants us to stop."""
        deadline = time.monotonic() + seconds
        while not self.stop_asked:
            left = deadline - time.monotonic()
            if left <= 0:
                return
            time.sleep(min(left, 0.1))
        raise StopAskedError

    def _watch(self, supervisor: Supervisor) -> NoReturn:
        while True:
            supervisor.revive()
            self._pause(0.2)

    def _start_all(self, where: folders.Folders, supervisor: Supervisor) -> None:
        self._refuse_taken_port()
        survivors.end_survivors(supervisor.notes)
        folders.make_folder(self.local / "media")
        env = self._start_servers(where, supervisor)
        catalogues.compile_stale()
        first = FirstStart(
            self.local / "first-start", env, where.log / "setup.log", self._pause, self.filling
        )
        first.migrate()
        if first.is_due():
            say("First start: loading the regions and a demonstration province …")
            first.load()
        supervisor.launch(
            services.web(self.port, env, where.log),
            services.worker(env, where.log),
            services.beat(supervisor.notes, env, where.log),
        )
        supervisor.await_ready()
        say(f"\nDesa Berdaya: {self._address}\n{first.demo_accounts()}")
        say(f"Data in {where.home}, logs in {where.log}. Ctrl-C stops everything.")

    def _start_servers(self, where: folders.Folders, supervisor: Supervisor) -> dict[str, str]:
        """Start the servers that the environment does not name; returns the environment for all."""
        postgres = EmbeddedPostgres(
            where.home / "postgres", where.sockets / "postgres", where.log / "postgres.log"
        )
        broker = EmbeddedBroker(
            where.home / "broker", where.sockets / "broker.sock", where.log / "broker.log"
        )
        values = self._write_environment(postgres, broker)
        if "REDIS_URL" not in self.given:
            supervisor.launch(Service("Broker", broker.start, broker.is_ready, is_server=True))
        if "DATABASE_URL" in self.given:
            supervisor.await_ready()
        else:
            postgres.create()
            supervisor.launch(
                Service(
                    "PostgreSQL", postgres.start, postgres.is_ready, patience=20, is_server=True
                )
            )
            supervisor.await_ready()
            postgres.prepare_database()
        return {**values, **self.given, "PYTHONUNBUFFERED": "1"}

    def _write_environment(
        self, postgres: EmbeddedPostgres, broker: EmbeddedBroker
    ) -> dict[str, str]:
        """What `manage.py` and our processes need, as it stands in `.local/stack.env`."""
        file = self.local / "stack.env"
        values = stack_env.with_keys(stack_env.read(file), self.given, data=postgres.data)
        values |= {
            "DESABERDAYA_ENVIRONMENT": self.given.get("DESABERDAYA_ENVIRONMENT", "local"),
            "DATABASE_URL": self.given.get("DATABASE_URL", postgres.url()),
            "REDIS_URL": self.given.get("REDIS_URL", broker.url),
        }
        stack_env.write(file, values)
        return values

    def _forget_lent_servers(self) -> None:
        """A later `manage.py seed_demo --reset` must not reach a database lent for one run."""
        file = self.local / "stack.env"
        lent = {"DATABASE_URL", "REDIS_URL"} & self.given.keys()
        if lent:
            values = stack_env.read(file)
            stack_env.write(file, {name: values[name] for name in values if name not in lent})

    def _refuse_taken_port(self) -> None:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", self.port))
            except OSError as error:
                raise StackError(
                    f"Port {self.port} is taken by another program: choose another one, "
                    f"for example PORT={self.port + 1} make run."
                ) from error
