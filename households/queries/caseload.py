"""Who accompanies how many, and whose households may change hands."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, QuerySet

from accounts import clock
from accounts.models import AuditEntry, User
from households.access import assigned_on, households_for, unassigned_for
from households.models import Household
from households.queries.listing import HouseholdRow, rows_of

MOST = 1000  # families in one act; a caseload has about fifty
NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Origin:
    """Where families come from: a facilitator's caseload, or a village's without one."""

    url: str
    name: str
    households: int


@dataclass(frozen=True, slots=True)
class Undo:
    """What takes a reassignment back: to whom the families go again."""

    url: str
    name: str
    households: int


def caseloads(user: User) -> list[Origin]:
    """The facilitators with households in sight, and how many each has."""
    held = assigned_on(clock.today()).filter(household__in=households_for(user).values("pk"))
    counted = held.values("facilitator", "facilitator__name").annotate(number=Count("pk"))
    return [
        Origin(f"?from={row['facilitator']}", row["facilitator__name"], row["number"])
        for row in counted.order_by("facilitator__name")
    ]


def without_facilitator(user: User) -> list[Origin]:
    """The villages with households that nobody accompanies."""
    rows = unassigned_for(user).values("village", "village__name").annotate(number=Count("pk"))
    return [
        Origin(f"?village={row['village']}", row["village__name"], row["number"])
        for row in rows.order_by("village")
    ]


def households_of(user: User, facilitator: UUID) -> list[HouseholdRow]:
    """The households in sight that the facilitator accompanies today."""
    held = assigned_on(clock.today()).filter(facilitator=facilitator)
    rows = households_for(user).filter(pk__in=held.values("household"))
    return _in_place_order(rows)


def households_without(user: User, village: str) -> list[HouseholdRow]:
    """The households of the village that nobody accompanies."""
    rows = unassigned_for(user).filter(village=village)
    return _in_place_order(rows)


def households_in_sight(user: User, ids: Sequence[UUID]) -> list[HouseholdRow]:
    """Those of the ids that the person may see."""
    rows = households_for(user).filter(pk__in=list(ids)[:MOST])
    return _in_place_order(rows)


def _in_place_order(households: QuerySet[Household]) -> list[HouseholdRow]:
    ordered = households.order_by("dwelling__dusun", "pk")
    return rows_of(list(ordered.values_list("pk", flat=True)[:MOST]))


def undoable(user: User, audit_id: int) -> list[Undo]:
    """For each facilitator that families came from, what brings them back."""
    origins = _origins(user, audit_id)
    names = {
        str(pk): name
        for pk, name in User.objects.filter(pk__in=filter(None, set(origins.values()))).values_list(
            "pk", "name"
        )
    }
    counts: dict[str, int] = {}
    for origin in origins.values():
        counts[origin] = counts.get(origin, 0) + 1
    return [
        Undo(f"?undo={audit_id}&origin={origin or NOBODY}", names.get(origin, ""), number)
        for origin, number in counts.items()
    ]


def households_to_return(user: User, audit_id: int, origin: str) -> list[HouseholdRow]:
    """The households of one reassignment that came from there ('' and NOBODY: from nobody)."""
    wanted = "" if origin == NOBODY else origin
    ids = [UUID(pk) for pk, came in _origins(user, audit_id).items() if came == wanted]
    return households_in_sight(user, ids)


def _origins(user: User, audit_id: int) -> dict[str, str]:
    """Household -> the facilitator before it; {} for what is not the person's to see."""
    entry = AuditEntry.objects.filter(pk=audit_id, action="caseload.reassigned").first()
    origins: dict[str, str] = entry.detail["origins"] if entry else {}
    if households_for(user).filter(pk__in=list(origins)).count() != len(origins):
        return {}
    return origins
