"""What a visit changed: flags closed with their cause, flags opened, when the next visit is due."""

from dataclasses import dataclass
from datetime import date

from django.db.models import F, QuerySet

from entitlements.models import Flag
from entitlements.queries import flag_views
from entitlements.queries.flags import FlagView
from interventions.models import Visit
from interventions.queries.plans import plan_of


@dataclass(frozen=True, slots=True)
class ClosedFlag:
    title: str
    part: str
    reason: str
    cause: str


@dataclass(frozen=True, slots=True)
class VisitResult:
    is_checked: bool
    is_delayed: bool  # the broker was out of reach: the sweep will check
    closed: list[ClosedFlag]
    opened: list[FlagView]
    changed: list[FlagView]
    next_due: date | None

    @property
    def is_unchanged(self) -> bool:
        return not (self.closed or self.opened or self.changed)


def result_of(visit: Visit) -> VisitResult:
    """What is known now; nothing about flags before they were checked."""
    plan = plan_of(visit.household)
    due = plan.next_due if plan else None
    checked = visit.flags_checked_at
    if checked is None or checked < visit.check_asked_at:
        return VisitResult(False, visit.check_delayed, [], [], [], due)
    since = (visit.check_asked_at, checked)
    flags = Flag.objects.filter(household=visit.household).select_related(
        "member", "household__dwelling"
    )
    closed = flags.filter(closed_at__range=since)
    opened = flags.filter(opened_at__range=since, closed_at=None)
    changed = flags.filter(changed_at__range=since, closed_at=None).exclude(opened_at__range=since)
    ordered = ("-severity", "entitlement", F("member__name").asc(nulls_last=True))
    return VisitResult(
        True,
        visit.check_delayed,
        [_closed(flag, view) for flag, view in _both(closed.order_by(*ordered))],
        flag_views(opened.order_by(*ordered)),
        flag_views(changed.order_by(*ordered)),
        due,
    )


def _both(flags: QuerySet[Flag]) -> list[tuple[Flag, FlagView]]:
    found = list(flags)
    return list(zip(found, flag_views(found), strict=True))


def _closed(flag: Flag, view: FlagView) -> ClosedFlag:
    return ClosedFlag(view.title, view.entitlement_label, view.reason, flag.get_cause_display())
