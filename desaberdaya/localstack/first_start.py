"""Bring a database up to date, and fill it when it is new."""

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import psycopg2

from desaberdaya.environment import BASE_DIR
from desaberdaya.localstack import processes
from desaberdaya.localstack.errors import StackError

FILLING = ("load_regions", "seed_demo")


@dataclass
class FirstStart:
    """`markers` holds a file a database that was filled; `pause` waits and may raise."""

    markers: Path
    env: Mapping[str, str]
    log: Path
    pause: Callable[[float], None]
    filling: tuple[str, ...] = FILLING

    def migrate(self) -> None:
        self._manage("migrate", "--no-input")

    def is_due(self) -> bool:
        return not self._marker().exists()

    def load(self) -> None:
        """Regions and the demonstration; repeated as a whole at the next start if interrupted."""
        for command in self.filling:
            self._manage(command)
        self.markers.mkdir(mode=0o700, exist_ok=True)
        self._marker().touch()

    def demo_accounts(self) -> str:
        """The lines that tell how to sign in, one account a role; empty without a demonstration."""
        done = subprocess.run(
            [sys.executable, "manage.py", "seed_demo", "--accounts"],
            capture_output=True,
            text=True,
            check=False,
            cwd=BASE_DIR,
            env={**os.environ, **self.env},
            start_new_session=True,
        )
        return done.stdout.strip() if done.returncode == 0 else ""

    def _marker(self) -> Path:
        """Named for this very database: another one, or a new one of its name, is not filled."""
        _scheme, _, rest = self.env["DATABASE_URL"].partition("://")
        try:
            connection = psycopg2.connect(f"postgresql://{rest}", connect_timeout=5)
        except psycopg2.OperationalError as error:
            raise StackError(f"The database of DATABASE_URL does not answer:\n{error}") from error
        try:
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT (pg_control_system()).system_identifier, oid FROM pg_database"
                    " WHERE datname = current_database()"
                )
                (row,) = cursor.fetchall()
        finally:
            connection.close()
        return self.markers / f"{row[0]}-{row[1]}"

    def _manage(self, *arguments: str) -> None:
        child = processes.start(
            [sys.executable, "manage.py", *arguments],
            name=arguments[0],
            log=self.log,
            env={**os.environ, **self.env},
            cwd=BASE_DIR,
        )
        try:
            while child.is_running:
                self.pause(0.05)
        finally:
            processes.stop(child, patience=5)
        if child.process.returncode:
            raise StackError(f"`manage.py {arguments[0]}` failed.\n{processes.tail(self.log, 30)}")
