"""What is killed, stopped or paused in the middle of the work loses no visit and no flag.

In order, on one stack: each test leaves it whole.
"""

import signal
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from desaberdaya.localstack import processes
from tests.resilience.conftest import Scene
from tests.resilience.control import flags_of_an_undisturbed_run
from tests.resilience.midway import (
    evaluation_held_midway,
    evaluations_held,
    evaluations_waiting,
    no_evaluation,
)
from tests.resilience.phone import Phone
from tests.resilience.stack import PATIENCE
from tests.resilience.truth import assert_nothing_is_lost, await_sweep, history

pytestmark = pytest.mark.stack

DELAYED = "dicek sendiri pada pemeriksaan berkala"
CLOSED, OPENED = "yang selesai</h2>", "baru</h2>"
A_MOMENT = 2  # seconds, that a person waits for a form to be taken


def test_a_visit_is_taken_in_a_moment_while_the_broker_is_down_and_checked_by_the_sweep(
    scene: Scene,
) -> None:
    await_sweep(scene.stack)
    scene.stack.kill("broker")
    with no_evaluation(scene.stack):
        visits = [scene.visit(), scene.visit()]
        scene.stack.broker.socket.unlink()
        visits.append(scene.visit())
        assert max(visit.seconds for visit in visits) < A_MOMENT
        assert {visit.attempts for visit in visits} == {1}
        for visit in visits:
            assert DELAYED in scene.phone.result(visit.id)
    scene.stack.start("broker")
    assert_nothing_is_lost(scene.stack, scene.sent)
    page = scene.phone.result(visits[0].id)
    assert CLOSED in page
    assert OPENED in page


def test_a_visit_is_taken_in_a_moment_while_the_broker_hangs(scene: Scene) -> None:
    scene.stack.signal("broker", signal.SIGSTOP)
    with no_evaluation(scene.stack):
        visits = [scene.visit(), scene.visit()]
        assert max(visit.seconds for visit in visits) < A_MOMENT
        assert DELAYED in scene.phone.result(visits[-1].id)
    scene.stack.signal("broker", signal.SIGCONT)
    assert_nothing_is_lost(scene.stack, scene.sent)


def test_a_worker_killed_in_mid_evaluation_ends_in_the_flags_of_an_undisturbed_run(
    scene: Scene,
) -> None:
    stack = scene.stack
    stack.kill("worker")
    stack.kill("broker")  # so that one sweep has them all to do, and no nudge a part of them
    before = history(stack)
    visits = [scene.visit() for _number in range(8)]
    stack.start("broker")
    control = flags_of_an_undisturbed_run(stack)
    assert len(control) == len(before) + len(visits)
    with evaluation_held_midway(stack):
        stack.start("worker")
        _wait(lambda: evaluations_held(stack), "An evaluation in its middle")
        known = evaluations_waiting(stack)
        stack.kill_pool()
        _wait(lambda: evaluations_waiting(stack) - known, "The new pool's evaluation")
        stack.kill("worker")
        assert history(stack) == before
        assert DELAYED in scene.phone.result(visits[-1].id)
    stack.start("worker")
    assert_nothing_is_lost(stack, scene.sent)
    assert history(stack) == control


def test_a_database_killed_under_load_keeps_each_acknowledged_visit_once(scene: Scene) -> None:
    phones = [Phone(scene.stack.port, dict(scene.phone.cookies)) for _number in range(3)]
    with ThreadPoolExecutor(len(phones)) as people:
        tours = [people.submit(_tour, phone, scene, 8) for phone in phones]
        enough = len(scene.sent) + 6
        _wait(lambda: len(scene.sent) >= enough, "The tours")
        scene.stack.kill("postgres")
        scene.stack.restart_postgres()
        for tour in tours:
            tour.result()
    # The kill was felt, and some were acknowledged before it and some after it.
    assert any(visit.attempts > 1 for visit in scene.sent[-24:])
    assert_nothing_is_lost(scene.stack, scene.sent)


def _wait(condition: Callable[[], object], what: str) -> None:
    processes.wait_until(lambda: bool(condition()), seconds=PATIENCE, what=what)


def _tour(phone: Phone, scene: Scene, visits: int) -> None:
    for _number in range(visits):
        scene.sent.append(phone.visit(scene.families.pop()))
