"""Open flags, in words and in order; and when they were last checked."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from entitlements.models import EvaluationRun, Flag
from entitlements.programmes.table import Entitlement, Outcome
from entitlements.wording import next_action, reason
from households.models import Household


@dataclass(frozen=True, slots=True)
class FlagView:
    """A flag as a page shows it."""

    id: UUID
    entitlement: str
    entitlement_label: str
    title: str  # the member's name, or the part of the house
    outcome: str
    outcome_label: str
    severity: int
    reason: str
    next_step: str
    since: date
    row: str


def open_flags(households: QuerySet[Household]) -> QuerySet[Flag]:
    """The open flags of the households, the most urgent first, with what their sentences need."""
    return (
        Flag.objects.filter(closed_at=None, household__in=households)
        .select_related("member", "household__dwelling")
        .order_by("-severity", "first_seen_on", "entitlement", "id")
    )


def flag_views(flags: Iterable[Flag]) -> list[FlagView]:
    """The flags in words; their members and dwellings must be loaded (see open_flags)."""
    return [view(flag) for flag in flags]


def view(flag: Flag) -> FlagView:
    """One flag in words."""
    part = str(Entitlement(flag.entitlement).label)
    return FlagView(
        id=flag.pk,
        entitlement=flag.entitlement,
        entitlement_label=part,
        title=flag.member.name if flag.member is not None else _("Rumah"),
        outcome=flag.outcome,
        outcome_label=str(Outcome(flag.outcome).label),
        severity=flag.severity,
        reason=reason(flag),
        next_step=next_action(flag),
        since=flag.first_seen_on,
        row=flag.row,
    )


def last_checked() -> datetime | None:
    """When the last sweep over everybody ended."""
    return EvaluationRun.objects.values_list("finished_at", flat=True).first()
