"""A nudge is only a nudge: nobody waits for a broker that is down or hangs."""

import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from accounts import nudges
from desaberdaya.celery import app
from desaberdaya.localstack import processes
from desaberdaya.localstack.broker import EmbeddedBroker
from desaberdaya.localstack.processes import Child

pytestmark = pytest.mark.stack


@pytest.fixture
def broker(place: Path, monkeypatch: pytest.MonkeyPatch) -> EmbeddedBroker:
    """A broker of our own, not running yet, to which nudges go."""
    broker = EmbeddedBroker(place / "nudged", place / "nudged.sock", place / "nudged.log")
    monkeypatch.setitem(app.conf, "broker_write_url", broker.url)
    return broker


@pytest.fixture
def running(broker: EmbeddedBroker) -> Iterator[Child]:
    child = broker.start()
    processes.wait_until(broker.is_ready, seconds=10, what="The broker", while_running=child)
    assert nudges.send(nudges.SWEEP)
    yield child
    processes.kill_group(child.process.pid)
    child.process.wait()


def seconds_to_fail() -> float:
    started = time.monotonic()
    assert not nudges.send(nudges.SWEEP)
    return time.monotonic() - started


def test_no_broker_at_all_is_known_at_once(broker: EmbeddedBroker) -> None:
    assert seconds_to_fail() < 1


def test_a_killed_broker_is_known_at_once_and_found_again(
    broker: EmbeddedBroker, running: Child
) -> None:
    processes.kill_group(running.process.pid)
    running.process.wait()
    assert seconds_to_fail() < 1
    broker.socket.unlink()
    assert seconds_to_fail() < 1
    again = broker.start()
    processes.wait_until(broker.is_ready, seconds=10, what="The broker", while_running=again)
    assert nudges.send(nudges.SWEEP)
    processes.stop(again, 5)


def test_a_hanging_broker_is_given_a_second(running: Child) -> None:
    running.process.send_signal(signal.SIGSTOP)
    assert seconds_to_fail() < 1.8
    assert seconds_to_fail() < 1.8
    running.process.send_signal(signal.SIGCONT)
    assert nudges.send(nudges.SWEEP)
