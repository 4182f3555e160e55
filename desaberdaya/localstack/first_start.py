"""Bring a database up to date, and fill it when it is new."""

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import psycopg2

from desaberdaya.environment import BASE_DIR
from desaberdaya.localstack import processes
from desaberdaya.localstack.errors import StackError

FILLING = ("load_regions", "seed_demo")


@dataclass
class FirstStart:
    """`pause` waits and may raise.

    `markers` holds a file for each database that was filled, with its demonstration accounts.
    """

    markers: Path
    env: Mapping[str, str]
    log: Path
    pause: Callable[[float], None]
    filling: tuple[str, ...] = FILLING

    def migrate(self) -> None:
        self._manage("migrate", "--no-input")

    def is_due(self) -> bool:
        return not self._marker.exists()

    def load(self) -> None:
        """Regions and the demonstration; repeated as a whole at the next start if interrupted."""
        for command in self.filling:
            self._manage(command)
        self.markers.mkdir(mode=0o700, exist_ok=True)
        unfinished = self.markers / "unfinished"
        unfinished.write_text(self._accounts())
        unfinished.replace(self._marker)

    def demo_accounts(self) -> str:
        """The lines that tell how to sign in, one account a role, as they were after loading."""
        return self._marker.read_text()

    def _accounts(self) -> str:
        if "seed_demo" not in self.filling:
            return ""
        done = subprocess.run(
            [sys.executable, "manage.py", "seed_demo", "--accounts"],
            stdout=subprocess.PIPE,
            text=True,
            check=False,
            cwd=BASE_DIR,
            env={**os.environ, **self.env},
            start_new_session=True,
        )
        if done.returncode:
            raise StackError("`manage.py seed_demo --accounts` failed.")
        return done.stdout.strip()

    @cached_property
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
