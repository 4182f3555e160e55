"""Which families are due for a visit, and which nobody met in person for too long."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from django.db.models import F, Max, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce, Greatest

from households.models import Household
from interventions.models import MentoringPlan, Visit
from interventions.models.visit import Mode
from interventions.schedule import UNSEEN_AFTER_DAYS, Lateness, lateness

AHEAD = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class DueLine:
    household_id: UUID
    due_on: date
    days_late: int  # 0 where it is not late
    lateness: Lateness


@dataclass(frozen=True, slots=True)
class DueList:
    """Each in the order of the due date."""

    overdue: list[DueLine] = field(default_factory=list)
    today: list[DueLine] = field(default_factory=list)
    coming: list[DueLine] = field(default_factory=list)  # the next seven days


def due_list(households: QuerySet[Household], on: date) -> DueList:
    """The contacts of these households that are due until a week after `on`. One query."""
    plans = MentoringPlan.objects.filter(household__in=households, next_due__lte=on + AHEAD)
    found = DueList()
    rows = plans.order_by("next_due", "household_id").values_list("household_id", "next_due")
    for household_id, due_on in rows:
        if due_on is None:
            continue
        line = DueLine(household_id, due_on, max((on - due_on).days, 0), lateness(due_on, on))
        part = found.overdue if due_on < on else found.today if due_on == on else found.coming
        part.append(line)
    return found


def unseen(households: QuerySet[Household], on: date) -> QuerySet[MentoringPlan]:
    """Plans under way whose family nobody met in person for 30 days: for the officer.

    A paused plan is left aside. `last_seen` is the last meeting in person or the plan's beginning.
    """
    met = (
        Visit.objects.filter(
            household=OuterRef("household_id"), mode=Mode.FACE_TO_FACE, happened_on__lte=on
        )
        .values("household_id")
        .annotate(last=Max("happened_on"))
        .values("last")
    )
    return (
        MentoringPlan.objects.filter(household__in=households, ended_on=None)
        .exclude(pauses__to_on=None, pauses__isnull=False)
        .annotate(last_seen=Greatest(F("starts_on"), Coalesce(Subquery(met), F("starts_on"))))
        .filter(last_seen__lt=on - timedelta(days=UNSEEN_AFTER_DAYS))
    )
