"""The long campaign: everything is killed and paused in a random order while visits come in."""

import random
import signal
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest

from tests.resilience.conftest import Scene
from tests.resilience.phone import Phone
from tests.resilience.stack import OwnStack
from tests.resilience.truth import assert_nothing_is_lost

pytestmark = [pytest.mark.stack, pytest.mark.soak]

FAMILIES = 1500
SEED = 20261124
BROKER_DOWN = 60  # seconds
ROUNDS, EVENTS = 3, 12  # of which each round has this many
PHONES = 2
BETWEEN_VISITS = 0.4  # seconds


def _killed(name: str) -> Callable[[OwnStack, float], None]:
    def happen(stack: OwnStack, seconds: float) -> None:
        stack.kill(name)
        time.sleep(seconds)
        stack.start(name)

    return happen


def _paused(name: str) -> Callable[[OwnStack, float], None]:
    def happen(stack: OwnStack, seconds: float) -> None:
        stack.signal(name, signal.SIGSTOP)
        time.sleep(seconds * 3)  # also beyond the patience of whoever waits for it
        stack.signal(name, signal.SIGCONT)

    return happen


def _database_killed(stack: OwnStack, seconds: float) -> None:
    stack.kill("postgres")
    time.sleep(seconds)
    stack.restart_postgres()


def _database_restarted(stack: OwnStack, seconds: float) -> None:
    stack.signal("postgres", signal.SIGINT)
    stack.services["postgres"].child.process.wait()
    time.sleep(seconds)
    stack.restart_postgres()


def _pool_killed(stack: OwnStack, seconds: float) -> None:
    stack.kill_pool()
    time.sleep(seconds)


EVENTS_KNOWN = {
    "worker killed": _killed("worker"),
    "pool killed": _pool_killed,
    "worker paused": _paused("worker"),
    "broker killed": _killed("broker"),
    "broker paused": _paused("broker"),
    "web killed": _killed("web"),
    "beat killed": _killed("beat"),
    "database killed": _database_killed,
    "database restarted": _database_restarted,
}


@contextmanager
def visits_coming_in(scene: Scene) -> Iterator[None]:
    """Facilitators go from family to family until the end of the block."""
    enough = threading.Event()

    def tour(phone: Phone) -> None:
        while not enough.is_set():
            scene.sent.append(phone.visit(scene.families.pop()))
            time.sleep(BETWEEN_VISITS)

    phones = [Phone(scene.stack.port, dict(scene.phone.cookies)) for _number in range(PHONES)]
    with ThreadPoolExecutor(PHONES) as people:
        tours = [people.submit(tour, phone) for phone in phones]
        try:
            yield
        finally:
            enough.set()
        for done in tours:
            done.result()


def test_a_minute_without_a_broker_loses_nothing(scene: Scene) -> None:
    with visits_coming_in(scene):
        scene.stack.kill("broker")
        before = len(scene.sent)
        time.sleep(BROKER_DOWN)
        during = scene.sent[before:]
        scene.stack.start("broker")
    assert len(during) > BROKER_DOWN / 2
    assert {visit.attempts for visit in during} == {1}
    assert_nothing_is_lost(scene.stack, scene.sent)


def test_many_disturbances_in_a_random_order_lose_nothing(scene: Scene) -> None:
    dice = random.Random(SEED)
    for _round in range(ROUNDS):
        story = []
        with visits_coming_in(scene):
            for name in dice.choices(list(EVENTS_KNOWN), k=EVENTS):
                story.append(name)
                EVENTS_KNOWN[name](scene.stack, dice.uniform(0, 3))
                scene.stack.revive()
        print(f"{len(scene.sent)} visits; {', '.join(story)}")  # noqa: T201  beside a failure
        assert_nothing_is_lost(scene.stack, scene.sent)
