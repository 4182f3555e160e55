"""Start everything in order, keep it running, stop it in reverse order."""

import signal
import socket
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn

from desaberdaya import catalogues
from desaberdaya.localstack import folders, processes, services, stack_env, survivors
from desaberdaya.localstack.broker import EmbeddedBroker
from desaberdaya.localstack.embedded_postgres import EmbeddedPostgres
from desaberdaya.localstack.errors import StackError, StopAskedError
from desaberdaya.localstack.first_start import FILLING, FirstStart
from desaberdaya.localstack.lock import RunLock
from desaberdaya.localstack.services import Service


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
    running: list[Service] = field(default_factory=list)
    stop_asked: bool = False

    def run(self) -> int:
        """Run until asked to stop (then 0); raises StackError, with everything stopped."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._on_signal)
        where = folders.prepare(self.local)
        with RunLock(self.local / "run.lock", f"http://127.0.0.1:{self.port}"):
            try:
                self._start_all(where)
                self._watch()
            except StopAskedError:
                return 0
            finally:
                self._stop_all()

    def _on_signal(self, number: int, frame: object) -> None:
        self.stop_asked = True

    def pause(self, seconds: float) -> None:
        """Wait; raises StopAskedError as soon as somebody wants us to stop."""
        deadline = time.monotonic() + seconds
        while True:
            if self.stop_asked:
                raise StopAskedError
            left = deadline - time.monotonic()
            if left <= 0:
                return
            time.sleep(min(left, 0.1))

    def _start_all(self, where: folders.Folders) -> None:
        self._refuse_taken_port()
        self.notes = folders.make_folder(self.local / "run")
        survivors.end_survivors(self.notes)
        folders.make_folder(self.local / "media")
        env = self._start_servers(where)
        catalogues.compile_stale()
        first = FirstStart(
            self.local / "first-start", env, where.log / "setup.log", self.pause, self.filling
        )
        first.migrate()
        if first.is_due():
            say("First start: loading the regions and a demonstration province …")
            first.load()
        own = [
            services.web(self.port, env, where.log),
            services.worker(env, where.log),
            services.beat(self.notes, env, where.log),
        ]
        for service in own:
            self._launch(service)
        accounts = first.demo_accounts()
        for service in own:
            self._await(service)
        say(f"\nDesa Berdaya: http://127.0.0.1:{self.port}\n{accounts}")
        say(f"Data in {where.home}, logs in {where.log}. Ctrl-C stops everything.")

    def _start_servers(self, where: folders.Folders) -> dict[str, str]:
        """Start the servers that the environment does not name; returns the environment for all."""
        postgres = EmbeddedPostgres(
            where.home / "postgres", where.sockets / "postgres", where.log / "postgres.log"
        )
        broker = EmbeddedBroker(
            where.home / "broker", where.sockets / "broker.sock", where.log / "broker.log"
        )
        file = self.local / "stack.env"
        values = stack_env.with_keys(stack_env.read(file), self.given, data=postgres.data)
        values |= {
            "DESABERDAYA_ENVIRONMENT": self.given.get("DESABERDAYA_ENVIRONMENT", "local"),
            "DATABASE_URL": self.given.get("DATABASE_URL") or postgres.url(),
            "REDIS_URL": self.given.get("REDIS_URL") or broker.url,
        }
        stack_env.write(file, values)
        if not self.given.get("REDIS_URL"):
            self._launch(Service("Broker", broker.start, broker.is_ready, is_server=True))
        if not self.given.get("DATABASE_URL"):
            postgres.create()
            self._launch(
                Service(
                    "PostgreSQL", postgres.start, postgres.is_ready, is_server=True, patience=20
                )
            )
        for service in self.running:
            self._await(service)
        if not self.given.get("DATABASE_URL"):
            postgres.prepare_database()
        return {**values, **self.given, "PYTHONUNBUFFERED": "1"}

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

    def _launch(self, service: Service) -> None:
        service.child = service.start()
        survivors.remember(service.child, self.notes)
        if service not in self.running:
            self.running.append(service)

    def _await(self, service: Service) -> None:
        processes.wait_until(
            service.is_ready,
            seconds=60,
            what=service.name,
            while_running=service.child,
            pause=self.pause,
        )

    def _watch(self) -> NoReturn:
        """Start again whatever dies, until asked to stop or until something dies too often."""
        while True:
            for service in self.running:
                if not service.child.is_running:
                    self._revive(service)
            self.pause(0.2)

    def _revive(self, service: Service) -> None:
        code = service.child.process.returncode
        processes.kill_group(service.child.process.pid)
        if not service.note_death():
            raise StackError(
                f"{service.name} ended {len(service.deaths)} times within a minute: giving up.\n"
                f"{processes.tail(service.child.log)}"
            )
        say(f"{service.name} ended unexpectedly (exit code {code}): starting it again.")
        self.pause(service.breath)
        self._launch(service)

    def _stop_all(self) -> None:
        """Our own processes first and together, then the servers that they need, one by one."""
        started = list(reversed(self.running))
        own = [service for service in started if not service.is_server]
        for service in own:
            processes.ask_to_stop(service.child)
        for service in own:
            processes.see_stopped(service.child, service.patience)
        for service in started:
            if service.is_server:
                processes.stop(service.child, service.patience)
        if started:
            survivors.forget(self.notes)
            say("Stopped.")
