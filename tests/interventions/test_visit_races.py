"""Two sendings of one visit at once: one visit, whoever comes first."""

import threading
from datetime import date

import pytest
from django.db import connection

from households.models.enrolment import State
from interventions.models import MentoringPlan, Visit, VisitConflict
from interventions.services.enrolment import enrol_household
from interventions.services.visits import record_visit
from interventions.visit_content import FactAnswer
from tests.cast import make_cast
from tests.factories import make_household, make_member
from tests.interventions.visits import a_visit
from tests.migrated import load_migrated_rows

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(act, times: int) -> list[object]:
    """What each of several threads, let go together, got or raised."""
    gate, found = threading.Barrier(times), []

    def run() -> None:
        gate.wait()
        try:
            found.append(act())
        except Exception as refused:
            found.append(refused)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def test_a_visit_sent_several_times_at_once_is_one_visit(sent) -> None:
    load_migrated_rows()
    cast = make_cast()
    household = make_household(cast.village_a, facilitator=cast.sari, state=State.VERIFIED)
    enrol_household(actor=cast.sari, household=household, on=date(2026, 11, 2))
    member = make_member(household, schooling=1)
    visit = a_visit(household, answers=(FactAnswer(member.pk, "schooling", 2),))
    found = at_once(lambda: record_visit(actor=cast.sari, visit=visit).pk, 4)
    assert found == [visit.id] * 4
    assert Visit.objects.count() == 1
    assert not VisitConflict.objects.exists()
    member.refresh_from_db()
    assert member.version == 1


def test_a_family_enrolled_twice_at_once_has_one_plan(sent) -> None:
    load_migrated_rows()
    cast = make_cast()
    household = make_household(cast.village_a, facilitator=cast.sari, state=State.VERIFIED)
    found = at_once(
        lambda: (
            enrol_household(actor=cast.sari, household=household, on=date(2026, 11, 2)).household_id
        ),
        3,
    )
    assert found == [household.pk] * 3
    assert MentoringPlan.objects.count() == 1
    assert household.states.filter(state=State.ENROLLED).count() == 1
