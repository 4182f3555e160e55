"""A real PostgreSQL from a wheel, on a Unix socket only."""

import shutil
import signal
import time
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import quote

import psycopg2
from psycopg2 import sql

from desaberdaya.localstack import folders, processes
from desaberdaya.localstack.errors import StackError
from desaberdaya.localstack.postgres_programs import programs_for
from desaberdaya.localstack.processes import Child
from desaberdaya.localstack.server_account import (
    BARE_ENVIRONMENT,
    ServerAccount,
    server_account,
)

SUPERUSER = "owner"
ROLE = "desaberdaya"
DATABASE = "desaberdaya"
EXTENSIONS = ("pg_trgm", "unaccent", "btree_gist", "btree_gin", "citext")
RECOVERY_SECONDS = 60
LINGERING_SECONDS = 10
INITDB_OPTIONS = (
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--locale=C",
    "--encoding=UTF8",
    "--auth=trust",  # whoever may enter the socket's folder
    "--no-sync",
    f"--username={SUPERUSER}",
)
SETTINGS = {
    "listen_addresses": "",
    "max_connections": "100",
    "shared_buffers": "256MB",
    "timezone": "UTC",
    "log_timezone": "UTC",
    # A refused statement holds names and numbers of people: they stay out of the log.
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
}
NOT_DURABLE = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


@dataclass
class EmbeddedPostgres:
    """One server: its data folder, its socket's folder, its log. `durable=False` for tests."""

    data: Path
    sockets: Path
    log: Path
    durable: bool = True

    @cached_property
    def account(self) -> ServerAccount:
        return server_account()

    @cached_property
    def programs(self) -> Path:
        return programs_for(self.account)

    def url(self, role: str = ROLE, database: str = DATABASE) -> str:
        return f"postgres://{role}@/{database}?host={quote(str(self.sockets))}"

    def create(self) -> bool:
        """Make the data folder unless it is there; True when it was made now."""
        folders.make_folder_for_server(self.sockets, self.account)
        if (self.data / "PG_VERSION").exists():
            self._refuse_foreign_data()
            return False
        # Made beside its place and moved there, so that an interrupted initdb leaves nothing.
        unfinished = self.data.with_name(self.data.name + ".new")
        shutil.rmtree(unfinished, ignore_errors=True)
        folders.make_folder_for_server(unfinished, self.account)
        self._run("initdb", *INITDB_OPTIONS, "-D", unfinished)
        if self.data.exists():
            self.data.rmdir()
        unfinished.rename(self.data)
        return True

    def _refuse_foreign_data(self) -> None:
        if self.data.stat().st_uid != self.account.owner:
            raise StackError(
                f"{self.data} belongs to another account: start the stack as the account that "
                "started it first, or remove that folder to begin anew."
            )
        found = (self.data / "PG_VERSION").read_text().strip()
        ours = self._run("postgres", "--version").split()[-1].split(".")[0]
        if found != ours:
            raise StackError(
                f"The data in {self.data} were written by PostgreSQL {found}; this is PostgreSQL "
                f"{ours}, which cannot read them. Dump them with the old version, or remove the "
                "folder to begin anew."
            )

    def _run(self, program: str, *arguments: str | Path) -> str:
        done = self.account.run([self.programs / program, *arguments])
        if done.returncode:
            raise StackError(f"PostgreSQL's {program} failed:\n{done.stdout}{done.stderr}")
        return done.stdout

    def start(self) -> Child:
        """Start the server; it may not take connections yet."""
        self.remove_stale_pid()
        settings = SETTINGS | {"unix_socket_directories": str(self.sockets)}
        if not self.durable:
            settings |= NOT_DURABLE
        options = [part for item in settings.items() for part in ("-c", "=".join(item))]
        return processes.start(
            [self.programs / "postgres", "-D", self.data, *options],
            name="PostgreSQL",
            log=self.log,
            env=BARE_ENVIRONMENT,
            account=self.account,
            cwd=Path("/"),
            stop_signal=signal.SIGINT,  # fast: ends the sessions, keeps the data whole
            orphan_signal=signal.SIGINT,
        )

    def remove_stale_pid(self) -> None:
        """Clear what a killed server left: wait for its last process, then drop its pid file.

        A pid file whose number now belongs to some other program would keep the server from
        starting for ever.
        """
        pid_file = self.data / "postmaster.pid"
        if not pid_file.exists():
            return
        pid = int((pid_file.read_text().split() or ["0"])[0])
        deadline = time.monotonic() + LINGERING_SECONDS
        while pid and "postgres" in processes.command_of(pid):
            if time.monotonic() > deadline:
                raise StackError(f"Another PostgreSQL (process {pid}) still works on {self.data}.")
            time.sleep(0.05)
        pid_file.unlink(missing_ok=True)
        for lock in self.sockets.glob(".s.PGSQL.*"):
            lock.unlink(missing_ok=True)

    def is_ready(self) -> bool:
        try:
            psycopg2.connect(self.url(SUPERUSER, "postgres"), connect_timeout=2).close()
        except psycopg2.OperationalError:
            return False
        return True

    def prepare_database(self) -> None:
        """The application's role and database, and the extensions in it and in new databases."""
        self._execute(
            "postgres",
            sql.SQL(
                "DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = {name}) THEN "
                "CREATE ROLE {role} LOGIN NOSUPERUSER NOBYPASSRLS CREATEDB; END IF; END $$"
            ).format(name=sql.Literal(ROLE), role=sql.Identifier(ROLE)),
        )
        self._add_extensions("template1")
        if not self._execute(
            "postgres",
            sql.SQL("SELECT 1 FROM pg_database WHERE datname = {}").format(sql.Literal(DATABASE)),
        ):
            self._execute(
                "postgres",
                sql.SQL("CREATE DATABASE {} OWNER {}").format(
                    sql.Identifier(DATABASE), sql.Identifier(ROLE)
                ),
            )
        self._add_extensions(DATABASE)

    def _add_extensions(self, database: str) -> None:
        self._execute(
            database,
            sql.SQL("; ").join(
                sql.SQL("CREATE EXTENSION IF NOT EXISTS {}").format(sql.Identifier(name))
                for name in EXTENSIONS
            ),
        )

    def _execute(self, database: str, statement: sql.Composable) -> int:
        """Run as the superuser, outside a transaction; returns the number of rows found."""
        connection = psycopg2.connect(self.url(SUPERUSER, database))
        try:
            connection.autocommit = True
            with connection.cursor() as cursor:
                cursor.execute(statement)
                return cursor.rowcount
        finally:
            connection.close()
