"""The embedded PostgreSQL where its surroundings are unfriendly."""

import os
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg2
import pytest

from desaberdaya.localstack import folders, postgres_programs, processes
from desaberdaya.localstack.embedded_postgres import EXTENSIONS, SUPERUSER, EmbeddedPostgres
from desaberdaya.localstack.errors import StackError
from desaberdaya.localstack.postgres_programs import locate_package, programs_for
from desaberdaya.localstack.server_account import server_account

pytestmark = pytest.mark.stack
as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root must give up being root")


def postgres_in(place: Path) -> EmbeddedPostgres:
    return EmbeddedPostgres(place / "data", place / "sockets", place / "log", durable=False)


@contextmanager
def running(postgres: EmbeddedPostgres) -> Iterator[processes.Child]:
    child = postgres.start()
    try:
        processes.wait_until(postgres.is_ready, seconds=20, what="PostgreSQL", while_running=child)
        yield child
    finally:
        processes.stop(child, 10)


def ask(url: str, question: str) -> list[tuple[object, ...]]:
    connection = psycopg2.connect(url)
    try:
        with connection.cursor() as cursor:
            cursor.execute(question)
            return cursor.fetchall()
    finally:
        connection.close()


def test_the_application_owns_its_database_and_is_no_superuser(place: Path) -> None:
    postgres = postgres_in(place)
    assert postgres.create()
    with running(postgres):
        postgres.prepare_database()
        postgres.prepare_database()
        assert ask(
            postgres.url(),
            "SELECT rolsuper, rolbypassrls, rolcreatedb, rolname = current_user"
            " FROM pg_roles WHERE rolname = current_user",
        ) == [(False, False, True, True)]
        assert ask(
            postgres.url(),
            "SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = current_database()",
        ) == [("desaberdaya",)]
        for database in ("desaberdaya", "template1"):
            found = ask(postgres.url(SUPERUSER, database), "SELECT extname FROM pg_extension")
            assert {name for (name,) in found} >= set(EXTENSIONS)


def test_data_of_another_major_version_are_refused_in_words(place: Path) -> None:
    postgres = postgres_in(place)
    postgres.create()
    assert not postgres.create()
    (place / "data" / "PG_VERSION").write_text("16\n")
    with pytest.raises(StackError, match="written by PostgreSQL 16; this is PostgreSQL 18"):
        postgres.create()


def test_an_interrupted_creation_leaves_nothing_behind(place: Path) -> None:
    unfinished = place / "data.new"
    unfinished.mkdir()
    (unfinished / "PG_VERSION").write_text("18\n")
    postgres = postgres_in(place)
    assert postgres.create()
    assert not unfinished.exists()
    with running(postgres):
        assert ask(postgres.url(SUPERUSER, "postgres"), "SELECT 1") == [(1,)]


def test_a_killed_server_starts_again_with_what_was_committed(place: Path) -> None:
    postgres = EmbeddedPostgres(place / "data", place / "sockets", place / "log")
    postgres.create()
    url = postgres.url(SUPERUSER, "postgres")
    with running(postgres) as child:
        connection = psycopg2.connect(url)
        connection.autocommit = True
        connection.cursor().execute("CREATE TABLE kept AS SELECT 1 AS number")
        child.process.send_signal(signal.SIGKILL)
        child.process.wait()
        connection.close()
    with running(postgres):
        assert ask(url, "SELECT number FROM kept") == [(1,)]


def test_a_pid_file_whose_number_another_program_has_now_stops_nothing(place: Path) -> None:
    postgres = postgres_in(place)
    postgres.create()
    with subprocess.Popen(["sleep", "60"]) as other:
        (place / "data" / "postmaster.pid").write_text(f"{other.pid}\n{place / 'data'}\n")
        with running(postgres):
            assert postgres.is_ready()
        other.kill()


@as_root
def test_programs_in_a_closed_folder_are_copied_to_where_nobody_reaches_them(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = locate_package()
    closed = place / "closed"
    closed.mkdir(mode=0o700)
    for part in package.parent.glob("embedded_postgres*"):
        (closed / part.name).symlink_to(part)
    monkeypatch.setattr(folders, "ROOTS_SHELTER", place / "shelter")

    programs = programs_for(server_account(), closed / package.name)
    assert programs.is_relative_to(place / "shelter")
    assert server_account().run([programs / "postgres", "--version"]).returncode == 0

    monkeypatch.setattr(postgres_programs, "locate_package", lambda: closed / package.name)
    postgres = postgres_in(place)
    assert postgres.programs == programs
    postgres.create()
    with running(postgres):
        assert (place / "data").stat().st_uid == server_account().owner


@as_root
def test_data_of_a_checkout_that_nobody_can_enter_lie_in_the_shelter(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folders, "ROOTS_SHELTER", place / "shelter")
    checkout = place / "checkout"
    checkout.mkdir(mode=0o700)
    found = folders.prepare(checkout / ".local")
    assert found.home.is_relative_to(place / "shelter")
    assert found.sockets.is_relative_to(place / "shelter")
    assert folders.can_be_entered(found.home)

    (checkout / ".local" / "postgres").mkdir()
    with pytest.raises(StackError, match="cannot enter"):
        folders.prepare(checkout / ".local")


def test_sockets_of_a_deep_checkout_lie_in_a_short_folder(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folders, "ROOTS_SHELTER", place / "shelter")
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(place))
    deep = place.joinpath(*["folder-in-a-folder"] * 6)
    deep.mkdir(parents=True)
    found = folders.prepare(deep / ".local")
    assert found.home == deep / ".local"
    assert len(str(found.sockets / "postgres" / ".s.PGSQL.5432")) <= folders.SOCKET_PATH_LIMIT
    assert folders.prepare(place / ".local").sockets == place / ".local" / "sockets"


@as_root
def test_a_folder_that_another_account_put_there_is_refused(place: Path) -> None:
    folder = place / "taken"
    folder.mkdir()
    os.chown(folder, server_account().owner, -1)
    with pytest.raises(StackError, match="belongs to another account"):
        folders.make_folder(folder)
