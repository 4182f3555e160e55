"""A place for a stack of one test, and the launcher as a process that can be killed."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import psutil
import pytest

from desaberdaya.environment import BASE_DIR
from tests.environment import NO_SERVERS, TEST_ENVIRONMENT

OURS = (
    TEST_ENVIRONMENT.keys()
    | NO_SERVERS.keys()
    | {
        "DESABERDAYA_MEDIA_ROOT",
        "DESABERDAYA_STATIC_ROOT",
    }
)


@pytest.fixture
def place() -> Iterator[Path]:
    """A short folder that every account may enter, unlike pytest's own."""
    folder = Path(tempfile.mkdtemp(prefix="desaberdaya-stack-", dir="/tmp"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@dataclass
class Stack:
    """A launcher in `local`, as `make run` starts it."""

    local: Path
    port: int
    started: list[subprocess.Popen[str]] = field(default_factory=list)

    def start(self) -> subprocess.Popen[str]:
        # As in a terminal: nothing of this test run's own servers and keys.
        env = {name: value for name, value in os.environ.items() if name not in OURS}
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.localstack.run_stack", str(self.local), str(self.port)],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env=env,
            cwd=BASE_DIR,
        )
        self.started.append(process)
        return process

    def start_and_wait(self) -> subprocess.Popen[str]:
        """Start, and read what it says up to its last line."""
        process = self.start()
        assert process.stdout is not None
        said = []
        for line in process.stdout:
            said.append(line)
            if "Ctrl-C" in line:
                return process
        raise AssertionError("".join(said))

    def processes(self) -> list[psutil.Process]:
        """Every process of the stack that is alive, whoever is its parent."""
        marks = (str(self.local), f"127.0.0.1:{self.port}")
        launchers = [psutil.Process(one.pid) for one in self.started if one.poll() is None]
        family = [child for one in launchers for child in one.children(recursive=True)]
        named = [
            one
            for one in psutil.process_iter(["cmdline", "environ"])
            if any(mark in " ".join(one.info["cmdline"] or ()) for mark in marks)
            or str(self.local) in (one.info["environ"] or {}).get("DATABASE_URL", "")
        ]
        return [
            one
            for one in {*launchers, *family, *named}
            if one.is_running() and one.status() != psutil.STATUS_ZOMBIE
        ]

    def wait_for_nobody(self, seconds: float) -> list[psutil.Process]:
        """Wait until no process is left; returns those that are."""
        deadline = time.monotonic() + seconds
        while (left := self.processes()) and time.monotonic() < deadline:
            time.sleep(0.1)
        return left


@pytest.fixture
def stack(place: Path) -> Iterator[Stack]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    stack = Stack(place / "local", port)
    yield stack
    for process in stack.started:
        if process.poll() is None:
            process.kill()
        process.communicate()
    for left in stack.wait_for_nobody(5):
        left.kill()
