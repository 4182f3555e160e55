"""`make run` from outside: what it starts, what it leaves, what it says."""

import http.client
import re
import signal
import socket
import stat
import time

import psutil
import psycopg2
import pytest
from django.urls import reverse

from desaberdaya.localstack import stack_env
from tests.localstack.conftest import Stack

pytestmark = pytest.mark.stack


def page_status(port: int) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", reverse("account_login"))
    return connection.getresponse().status


def execute(stack: Stack, statement: str) -> list[tuple[str]]:
    connection = psycopg2.connect(stack_env.read(stack.local / "stack.env")["DATABASE_URL"])
    try:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(statement)
            return cursor.fetchall() if cursor.description else []
    finally:
        connection.close()


def test_the_stack_serves_survives_a_kill_with_its_data_and_leaves_nothing(stack: Stack) -> None:
    launcher = stack.start_and_wait()
    assert page_status(stack.port) == 200
    listening = {
        connection.laddr.port
        for process in stack.processes()
        for connection in process.net_connections("inet")
        if connection.status == psutil.CONN_LISTEN
    }
    assert listening == {stack.port}
    assert stat.S_IMODE((stack.local / "stack.env").stat().st_mode) == 0o600
    keys = stack_env.read(stack.local / "stack.env")["DESABERDAYA_FIELD_KEYS"]

    second = stack.start()
    said, _ = second.communicate(timeout=30)
    assert second.returncode == 1
    assert re.search(rf"runs already \(process {launcher.pid}, http://127.0.0.1:\d+\)", said)

    execute(stack, "CREATE TABLE kept AS SELECT 'still here' AS word")
    launcher.kill()
    assert stack.wait_for_nobody(20) == []

    launcher = stack.start_and_wait()
    assert execute(stack, "SELECT word FROM kept") == [("still here",)]
    assert stack_env.read(stack.local / "stack.env")["DESABERDAYA_FIELD_KEYS"] == keys

    launcher.terminate()
    said, _ = launcher.communicate(timeout=30)
    assert launcher.returncode == 0
    assert "Stopped." in said
    assert stack.wait_for_nobody(0) == []
    assert not (stack.local / "postgres" / "postmaster.pid").exists()


def test_a_taken_port_is_said_before_anything_starts(stack: Stack) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", stack.port))
        other.listen()
        said, _ = stack.start().communicate(timeout=30)
    assert f"Port {stack.port} is taken" in said
    assert stack.wait_for_nobody(0) == []


def test_lost_keys_are_said_instead_of_sealing_with_new_ones(stack: Stack) -> None:
    (stack.local / "postgres").mkdir(parents=True)
    launcher = stack.start()
    said, _ = launcher.communicate(timeout=30)
    assert launcher.returncode == 1
    assert "DESABERDAYA_FIELD_KEYS" in said
    assert "no longer in stack.env" in said


@pytest.mark.soak
@pytest.mark.parametrize("attempt", range(10))
def test_whatever_is_killed_is_started_again(stack: Stack, attempt: int) -> None:
    launcher = stack.start_and_wait()
    for name in ("worker", "broker", "postgresql", "web", "beat"):
        note = stack.local / "run" / f"{name}.pid"
        before = note.read_text()
        psutil.Process(int(before.split()[0])).kill()
        assert launcher.stdout is not None
        assert "starting it again" in launcher.stdout.readline()
        deadline = time.monotonic() + 30
        while note.read_text() == before and time.monotonic() < deadline:
            time.sleep(0.1)
        assert note.read_text() != before
    launcher.send_signal(signal.SIGINT)
    launcher.communicate(timeout=30)
    assert launcher.returncode == 0
    assert stack.wait_for_nobody(0) == []
