"""After a visit: bring the household's flags up to date and note that it was done."""

from datetime import timedelta
from uuid import UUID

from accounts import clock
from entitlements.models import EvaluationRun
from entitlements.services import evaluate_household
from interventions.models import Visit


def check_after_visit(visit_id: UUID) -> None:
    """Evaluate the household of a visit; one that is gone or was checked already is no harm."""
    visit = Visit.objects.filter(pk=visit_id).first()
    if visit is None:
        return
    evaluate_household(visit.household_id)
    Visit.objects.filter(pk=visit_id).update(flags_checked_at=clock.now())


def settle_by_sweep(visit: Visit) -> None:
    """Where the nudge was lost: a sweep that began after the visit came in has checked it too."""
    if visit.flags_checked_at and visit.flags_checked_at >= visit.check_asked_at:
        return
    run = EvaluationRun.objects.first()
    if run and run.finished_at - timedelta(seconds=run.seconds) >= visit.check_asked_at:
        Visit.objects.filter(pk=visit.pk).update(flags_checked_at=run.finished_at)
        visit.flags_checked_at = run.finished_at
