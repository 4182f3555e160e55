"""The services of the stack that run our own code, and the care that all of them get."""

import http.client
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from celery import Celery

from desaberdaya.environment import BASE_DIR
from desaberdaya.localstack import processes
from desaberdaya.localstack.processes import Child

DEATHS_ALLOWED = 5
WITHIN_SECONDS = 60


@dataclass
class Service:
    """Something that must run: how it starts, when it is ready, how long its end may take."""

    name: str
    start: Callable[[], Child]
    is_ready: Callable[[], bool]
    patience: float = 5
    is_server: bool = False
    deaths: list[float] = field(default_factory=list)
    child: Child = field(init=False)

    def note_death(self) -> bool:
        """Count a death; False when it dies too often to be started again."""
        now = time.monotonic()
        self.deaths = [then for then in self.deaths if now - then < WITHIN_SECONDS] + [now]
        return len(self.deaths) <= DEATHS_ALLOWED

    @property
    def breath(self) -> float:
        """Seconds to wait before the next start: longer after each death in a row."""
        return min(0.5 * float(2 ** max(len(self.deaths) - 1, 0)), 8)


def web(port: int, env: Mapping[str, str], log: Path) -> Service:
    command = [
        *("gunicorn", "desaberdaya.wsgi:application", "--bind", f"127.0.0.1:{port}"),
        *("--workers", "2", "--threads", "4", "--timeout", "60", "--graceful-timeout", "2"),
        *("--preload", "--no-control-socket"),
    ]
    return Service("Web", _module(command, "Web", env, log), lambda: _answers(port))


def worker(env: Mapping[str, str], log: Path) -> Service:
    command = [
        *("celery", "--app", "desaberdaya", "worker", "--concurrency", "2"),
        *("--loglevel", "INFO", "--without-gossip", "--without-mingle"),
    ]
    return Service(
        "Worker", _module(command, "Worker", env, log), partial(_works, env["REDIS_URL"])
    )


def beat(folder: Path, env: Mapping[str, str], log: Path) -> Service:
    begun = folder / "beat.begun"
    command = [
        *("celery", "--app", "desaberdaya", "beat", "--loglevel", "INFO"),
        *("--schedule", str(folder / "beat-schedule"), "--pidfile", str(begun)),
    ]
    launch = _module(command, "Beat", env, log)

    def start() -> Child:
        begun.unlink(missing_ok=True)  # a killed beat leaves it, and would then not start
        return launch()

    return Service("Beat", start, begun.exists)


def _module(
    command: list[str], name: str, env: Mapping[str, str], log: Path
) -> Callable[[], Child]:
    return lambda: processes.start(
        [sys.executable, "-m", *command],
        name=name,
        log=log / f"{name.lower()}.log",
        env=env,
        cwd=BASE_DIR,
    )


def _works(broker: str) -> bool:
    """Whether a worker answers over the broker."""
    with Celery(broker=broker, set_as_current=False) as app, app.connection_for_write() as way:
        return bool(app.control.ping(timeout=0.3, connection=way))


def _answers(port: int) -> bool:
    """Whether the web server answers at all; a page's own failure is its log's matter."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("HEAD", "/")
        connection.getresponse()
    except OSError:
        return False
    finally:
        connection.close()
    return True
