"""Whom a run of the statement is about: one household, some, a village, a range of ids, or all.

The condition is repeated on every table that is joined: PostgreSQL does not carry a range over a
join, and would read the whole of the other table for it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.db.models.expressions import RawSQL


class Kind(StrEnum):
    EVERYBODY = "everybody"
    VILLAGE = "village"
    RANGE = "range"
    SOME = "some"
    HOUSEHOLD = "household"
    DIFFERENCES = "differences"  # whoever stands in difference.py's table


# What stands in a compiled statement where the scope's own values go. A UUID field takes nothing
# but UUIDs, so the marks are ones that no row has.
LOW, HIGH, HOUSEHOLD = UUID(int=1), UUID(int=2), UUID(int=3)
SOME, VILLAGE = "<some>", "<village>"
MARKS: Mapping[Any, str] = {
    LOW: "low", HIGH: "high", HOUSEHOLD: "household", SOME: "some", VILLAGE: "village",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Scope:
    kind: Kind
    values: Mapping[str, Any] = field(default_factory=dict)


EVERYBODY = Scope(Kind.EVERYBODY)


def household(pk: UUID) -> Scope:
    return Scope(Kind.HOUSEHOLD, {"household": pk})


def households(pks: Sequence[UUID]) -> Scope:
    return Scope(Kind.SOME, {"some": list(pks)})


def village(code: str) -> Scope:
    return Scope(Kind.VILLAGE, {"village": code})


def id_range(low: UUID, high: UUID) -> Scope:
    """Household ids from `low` up to, not including, `high`."""
    return Scope(Kind.RANGE, {"low": low, "high": high})


def condition(kind: Kind, household_id: str, village_id: str) -> Q:
    """The scope over one table, given the paths to the household's id and to its village's."""
    match kind:
        case Kind.HOUSEHOLD:
            return Q(**{household_id: HOUSEHOLD})
        case Kind.RANGE:
            return Q(**{f"{household_id}__gte": LOW, f"{household_id}__lt": HIGH})
        case Kind.SOME:
            some = RawSQL("SELECT unnest(%s::uuid[])", [SOME])
            return Q(**{f"{household_id}__in": some})
        case Kind.VILLAGE:
            return Q(**{village_id: VILLAGE})
        case Kind.EVERYBODY | Kind.DIFFERENCES:
            return Q()
