"""A visit whose nudge was lost is checked by a sweep: by one that has seen it, by no other."""

from datetime import timedelta

import pytest

from accounts import clock
from entitlements.models import EvaluationRun
from households.models.enrolment import State
from interventions.models import Visit
from interventions.services.checks import settle_by_sweep
from interventions.services.visits import record_visit
from tests.cast import make_cast
from tests.factories import make_household
from tests.interventions.visits import a_visit


def sweep_beginning_now() -> None:
    now = clock.now()
    EvaluationRun.objects.update_or_create(
        defaults={"on": now.date(), "finished_at": now + timedelta(seconds=1), "seconds": 1}
    )


@pytest.mark.django_db
def test_a_sweep_that_began_before_the_visit_was_committed_does_not_count_as_its_check(
    django_capture_on_commit_callbacks, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("accounts.nudges.send", lambda *call: True)
    cast = make_cast()
    household = make_household(cast.village_a, facilitator=cast.sari, state=State.ENROLLED)
    with django_capture_on_commit_callbacks(execute=True):
        kept = record_visit(actor=cast.sari, visit=a_visit(household))
        sweep_beginning_now()
    visit = Visit.objects.get(pk=kept.pk)
    settle_by_sweep(visit)
    assert visit.flags_checked_at is None
    sweep_beginning_now()
    settle_by_sweep(visit)
    assert visit.flags_checked_at is not None
