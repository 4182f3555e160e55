"""Two at once, killed half-way, without a broker: every way ends in the same flags."""

import threading
import time
from collections.abc import Callable
from typing import Any

import pytest
from celery import Celery
from django.db import OperationalError, connection, transaction

from accounts import clock
from entitlements import evaluation
from entitlements.evaluation import scope
from entitlements.evaluation.apply import apply
from entitlements.models import Flag
from entitlements.services import evaluate_household, sweep
from entitlements.tasks import check_household
from households import nudges
from households.models import Household, Member
from households.models.enrolment import State
from households.services.facts import record_facts
from tests.cast import VILLAGE_A
from tests.factories import make_household, make_member, make_village, system_account

pytestmark = pytest.mark.django_db(transaction=True)

FAMILIES = 6


@pytest.fixture
def families(transactional_db: None) -> list[Household]:
    """Enrolled families without a single fact: four flags each."""
    village = make_village(VILLAGE_A, "Desa Anggrek")
    evaluation.rules_on(clock.today())
    homes = [make_household(village, state=State.ENROLLED) for _ in range(FAMILIES)]
    for home in homes:
        make_member(home, "Contoh Warga")
    return homes


def flags() -> list[tuple[Any, ...]]:
    columns = ("entitlement", "subject_id", "row", "severity", "closed_at", "cause")
    return sorted(Flag.objects.values_list(*columns), key=str)


def in_a_thread(work: Callable[[], object]) -> threading.Thread:
    def run() -> None:
        try:
            work()
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    return thread


def test_two_sweeps_at_once_open_each_flag_once(families: list[Household]) -> None:
    opened: list[int] = []
    threads = [in_a_thread(lambda: opened.append(sweep().opened)) for _ in range(2)]
    for thread in threads:
        thread.join()
    assert sorted(opened) == [0, 4 * FAMILIES]
    assert Flag.objects.count() == 4 * FAMILIES


def test_an_evaluation_waits_its_turn_and_then_sees_what_the_one_before_wrote(
    families: list[Household],
) -> None:
    counted: list[int] = []
    with transaction.atomic():
        assert evaluate_household(families[0].pk).opened == 4
        second = in_a_thread(lambda: counted.append(evaluate_household(families[0].pk).written))
        assert waits_for_its_turn()
        assert counted == []
    second.join()
    assert counted == [0]


def waits_for_its_turn() -> bool:
    """Whether another session stands before the lock; asked until it does, or 10 s are over."""
    deadline = time.monotonic() + 10
    with connection.cursor() as cursor:
        while time.monotonic() < deadline:
            cursor.execute(
                "SELECT count(*) FROM pg_locks WHERE locktype='advisory' AND NOT granted"
            )
            if cursor.fetchone() == (1,):
                return True
    return False


def test_a_run_that_is_killed_half_way_leaves_nothing_half_done_and_can_be_repeated(
    families: list[Household], monkeypatch: pytest.MonkeyPatch
) -> None:
    sweep()
    Member.objects.update(presence=2)
    before = flags()
    monkeypatch.setattr(evaluation, "apply", killed_after_applying)
    with pytest.raises(OperationalError):
        sweep()
    connection.close()
    assert flags() == before

    monkeypatch.undo()
    assert sweep().closed == 2 * FAMILIES
    assert set(Flag.objects.filter(member__isnull=False).values_list("cause", flat=True)) == {
        "died"
    }
    assert sweep().written == 0


def killed_after_applying(cursor: Any, rules: Any) -> Any:
    """PostgreSQL loses the connection when all is written and nothing is committed."""
    counts = apply(cursor, rules)
    cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")
    return counts


def test_a_sweep_that_is_killed_between_ranges_keeps_the_finished_ones(
    families: list[Household], monkeypatch: pytest.MonkeyPatch
) -> None:
    turns = iter(range(FAMILIES))

    def dies_on_the_third(cursor: Any, rules: Any) -> Any:
        if next(turns) == 2:
            return killed_after_applying(cursor, rules)
        return apply(cursor, rules)

    monkeypatch.setattr(evaluation, "apply", dies_on_the_third)
    with pytest.raises(OperationalError):
        sweep(range_size=2)
    connection.close()
    done = Flag.objects.count()
    assert 0 < done < 4 * FAMILIES

    monkeypatch.undo()
    assert sweep(range_size=2).opened == 4 * FAMILIES - done
    assert Flag.objects.count() == 4 * FAMILIES


def test_the_database_itself_refuses_a_second_open_flag(families: list[Household]) -> None:
    rules = evaluation.rules_on(clock.today())
    evaluation.evaluate(rules, scope.EVERYBODY)
    flag = Flag.objects.filter(member=None).first()
    assert flag is not None
    flag.pk = None
    with pytest.raises(Exception, match="a_subject_has_one_open_flag_an_entitlement"):
        flag.save(force_insert=True)


def test_with_the_broker_down_a_nudge_is_dropped_and_the_sweep_catches_up(
    families: list[Household], monkeypatch: pytest.MonkeyPatch
) -> None:
    home = families[0]
    sweep()
    without_broker = Celery("nowhere", broker="redis+socket:///nowhere/broker.sock")
    monkeypatch.setattr("accounts.nudges.current_app", without_broker)
    assert nudges.send(nudges.CHECK_HOUSEHOLD, str(home.pk)) is False
    record_facts(
        actor=system_account(),
        subject=home.dwelling,
        values={"toilet": 1, "closet": 1, "disposal": 1},
        observed_on=clock.today(),
    )
    nudges.nudge_household(home.pk)
    assert home.flags.filter(closed_at=None).count() == 4
    assert sweep().closed == 1
    assert home.flags.get(entitlement="SANITATION").cause == "fixed"


def test_the_task_takes_an_id_and_checks_that_household_alone(families: list[Household]) -> None:
    check_household(str(families[0].pk))
    check_household(str(families[0].pk))
    assert Flag.objects.count() == 4
    assert set(Flag.objects.values_list("household", flat=True)) == {families[0].pk}


def test_a_real_worker_checks_a_household_right_after_its_facts_changed(
    families: list[Household], worker: None
) -> None:
    with transaction.atomic():
        nudges.nudge_household(families[0].pk)
    deadline = time.monotonic() + 15
    while not Flag.objects.exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert Flag.objects.filter(household=families[0]).count() == 4
    assert Flag.objects.count() == 4


def test_beat_sweeps_at_the_interval_and_a_late_sweep_is_dropped(settings: Any) -> None:
    entry = settings.CELERY_BEAT_SCHEDULE["sweep"]
    assert entry["task"] == nudges.SWEEP
    assert entry["schedule"] == settings.SWEEP_SECONDS
    assert entry["options"]["expires"] == settings.SWEEP_SECONDS


def test_a_worker_whose_database_was_restarted_does_its_next_task(
    families: list[Household], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(connection.settings_dict, "CONN_MAX_AGE", 600)
    monkeypatch.setitem(connection.settings_dict, "CONN_HEALTH_CHECKS", True)
    connection.close()
    check_household(str(families[0].pk))
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (lost,) = cursor.fetchone()
    in_a_thread(lambda: terminate(lost)).join()
    check_household(str(families[1].pk))
    assert Flag.objects.count() == 8


def terminate(backend: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [backend])
