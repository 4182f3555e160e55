"""`manage.py` in a terminal that stays open: run as a module it takes a command a line, as a JSON
list, and answers each with a line. Starting Python anew for each would be most of a test's time."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from desaberdaya.environment import BASE_DIR


@dataclass
class Terminal:
    env: Mapping[str, str]
    log: Path
    process: subprocess.Popen[str] | None = field(default=None, init=False)

    def run(self, *command: str | Path) -> None:
        """Run one command to its end; raises AssertionError where it fails."""
        if self.process is None:
            self.process = self._open()
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        print(json.dumps([str(part) for part in command]), file=self.process.stdin, flush=True)
        answer = self.process.stdout.readline()
        assert answer == "done\n", self.log.read_text()

    def _open(self) -> subprocess.Popen[str]:
        with self.log.open("a") as log:
            return subprocess.Popen(
                [sys.executable, "-m", "tests.resilience.terminal"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                cwd=BASE_DIR,
                env=dict(self.env),
            )

    def close(self) -> None:
        if self.process is not None:
            self.process.kill()
            self.process.communicate()


def _serve() -> None:
    import django

    django.setup()
    from django.core.management import ManagementUtility
    from django.db import close_old_connections

    answers = os.fdopen(os.dup(sys.stdout.fileno()), "w")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what the commands say is for the log
    for line in sys.stdin:
        close_old_connections()  # the database may have been killed since
        ManagementUtility(["manage.py", *json.loads(line)]).execute()
        print("done", file=answers, flush=True)


if __name__ == "__main__":
    _serve()
