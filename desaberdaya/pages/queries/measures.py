"""What the caseload table counts: one queryset a measure, which both counts and lists.

A number in the table and the rows behind it come from the same queryset with the same filters, so
they cannot differ. Every row of it belongs to a household that is accompanied today.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, Model, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from entitlements.models import Flag
from entitlements.programmes.table import Entitlement
from households.access import assigned_on, households_for
from households.models import EnrolmentState, Household
from households.models.enrolment import ACTIVE
from interventions.models import MentoringPlan, Visit
from interventions.queries import unseen

NOBODY = "nobody"
DUE_AHEAD = timedelta(days=7)
# How old an open flag may be before it is told apart, in days since it was first seen.
AGES: dict[str, tuple[int | None, int | None]] = {
    "new": (None, 29),
    "middle": (30, 90),
    "old": (91, None),
}
AGE_LABELS = {
    "new": _("kurang dari 30 hari"),
    "middle": _("30–90 hari"),
    "old": _("lebih dari 90 hari"),
}


@dataclass(frozen=True, slots=True)
class Selection:
    """What the address bar narrows the table to; an empty value does not narrow."""

    on: date
    days: int = 30
    regency: str = ""
    village: str = ""
    facilitator: str = ""  # a user's id, or NOBODY
    age: str = ""  # a key of AGES: which open flags are counted

    @property
    def since(self) -> date:
        """The first day of the period; the last is `on`."""
        return self.on - timedelta(days=self.days - 1)


Measure = Callable[[User, Selection], QuerySet[Any]]


def _accompanied(user: User, selection: Selection) -> QuerySet[Household]:
    on = selection.on
    held = assigned_on(on).filter(household=OuterRef("pk"))
    enrolled = EnrolmentState.objects.filter(
        Q(valid_to=None) | Q(valid_to__gt=on),
        household=OuterRef("pk"), state__in=ACTIVE, valid_from__lte=on,
    )  # fmt: skip
    found = households_for(user, on).filter(Exists(enrolled))
    if selection.regency:
        found = found.filter(village__code__startswith=f"{selection.regency}.")
    if selection.village:
        found = found.filter(village=selection.village)
    if selection.facilitator == NOBODY:
        found = found.filter(~Exists(held))
    elif selection.facilitator:
        found = found.filter(Exists(held.filter(facilitator=UUID(selection.facilitator))))
    return found


def families(user: User, selection: Selection) -> QuerySet[Household]:
    """The households that are accompanied today."""
    return _placed(_accompanied(user, selection), "", selection.on)


def visits_done(user: User, selection: Selection) -> QuerySet[Visit]:
    """The visits that were made in the period."""
    made = Visit.objects.filter(happened_on__range=(selection.since, selection.on))
    return _of(made, user, selection)


def visits_due(user: User, selection: Selection) -> QuerySet[MentoringPlan]:
    """The plans whose next contact falls due today or within the coming days."""
    on = selection.on
    plans = MentoringPlan.objects.filter(next_due__gte=on, next_due__lt=on + DUE_AHEAD)
    return _of(plans, user, selection)


def visits_late(user: User, selection: Selection) -> QuerySet[MentoringPlan]:
    """The plans whose next contact should have been before today."""
    return _of(MentoringPlan.objects.filter(next_due__lt=selection.on), user, selection)


def families_unseen(user: User, selection: Selection) -> QuerySet[MentoringPlan]:
    """The plans under way whose family nobody met in person for 30 days."""
    return _placed(unseen(_accompanied(user, selection), selection.on), "household__", selection.on)


def open_flags(entitlement: str) -> Measure:
    def flags(user: User, selection: Selection) -> QuerySet[Flag]:
        """The open flags of one entitlement, of the chosen age."""
        of_that_age = of_age(selection.age, selection.on)
        found = Flag.objects.filter(of_that_age, closed_at=None, entitlement=entitlement)
        return _of(found, user, selection)

    return flags


def flags_of_any_age(user: User, selection: Selection) -> QuerySet[Flag]:
    """The open flags of the households that are selected, of every entitlement."""
    return _of(Flag.objects.filter(closed_at=None), user, selection)


def of_age(age: str, on: date) -> Q:
    """Flags first seen as long ago as `age` (a key of AGES) says; every flag for ''."""
    least, most = AGES.get(age, (None, None))
    condition = Q()
    if least is not None:
        condition &= Q(first_seen_on__lte=on - timedelta(days=least))
    if most is not None:
        condition &= Q(first_seen_on__gte=on - timedelta(days=most))
    return condition


def _of(rows: QuerySet[Any], user: User, selection: Selection) -> QuerySet[Any]:
    """The rows of the households that are selected, each with its place."""
    chosen = _accompanied(user, selection).values("pk")
    return _placed(rows.filter(household__in=chosen), "household__", selection.on)


def _placed(rows: QuerySet[Any], prefix: str, on: date) -> QuerySet[Any]:
    """Each row with the code of its village and who accompanies its household today."""
    carer = assigned_on(on).filter(household=OuterRef(f"{prefix}pk")).values("facilitator")[:1]
    placed: QuerySet[Any] = rows.annotate(place=F(f"{prefix}village_id"), carer=Subquery(carer))
    return placed


MEASURES: dict[str, Measure] = {
    "families": families,
    "done": visits_done,
    "due": visits_due,
    "late": visits_late,
    "unseen": families_unseen,
    **{f"flags-{name}": open_flags(name) for name in Entitlement.values},
}


def rows_behind(measure: str, user: User, selection: Selection) -> QuerySet[Model]:
    """The rows that a measure counts. Raises KeyError for a measure there is not."""
    return MEASURES[measure](user, selection)
