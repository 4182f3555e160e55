"""Keeps services running: starts them, starts again what dies, stops them in reverse order."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from desaberdaya.localstack import processes, survivors
from desaberdaya.localstack.errors import StackError
from desaberdaya.localstack.services import Service

READY_SECONDS = 60


@dataclass
class Supervisor:
    """`notes` remembers the processes for a later start, `pause` waits and may raise."""

    notes: Path
    pause: Callable[[float], None]
    say: Callable[[str], None]
    running: list[Service] = field(default_factory=list)

    def launch(self, *services: Service) -> None:
        """Start the services; they may not be ready yet."""
        for service in services:
            service.child = service.start()
            survivors.remember(service.child, self.notes)
            if service not in self.running:
                self.running.append(service)

    def await_ready(self) -> None:
        """Wait for everything that was launched; raises StackError in words."""
        for service in self.running:
            processes.wait_until(
                service.is_ready,
                seconds=READY_SECONDS,
                what=service.name,
                while_running=service.child,
                pause=self.pause,
            )

    def revive(self) -> None:
        """Start again what died; raises StackError when something dies too often."""
        for service in self.running:
            if not service.child.is_running:
                self._revive(service)

    def _revive(self, service: Service) -> None:
        code = service.child.process.returncode
        processes.kill_group(service.child.process.pid)
        if not service.note_death():
            raise StackError(
                f"{service.name} ended {len(service.deaths)} times within a minute: giving up.\n"
                f"{processes.tail(service.child.log)}"
            )
        self.say(f"{service.name} ended unexpectedly (exit code {code}): starting it again.")
        self.pause(service.breath)
        self.launch(service)

    def stop(self) -> None:
        """Our own processes first and together, then the servers that they need, one by one."""
        last_first = list(reversed(self.running))
        own = [service for service in last_first if not service.is_server]
        for service in own:
            processes.ask_to_stop(service.child)
        for service in own:
            processes.see_stopped(service.child, service.patience)
        for service in last_first:
            if service.is_server:
                processes.stop(service.child, service.patience)
        survivors.forget(self.notes)
