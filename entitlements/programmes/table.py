"""The vocabulary of the decision tables: rows in order, the first whose condition holds decides.

A condition is a `Q` over fact names. It is written positively, so that a missing fact (NULL) makes
it not hold: `~Q(...)` is for nothing but "missing or otherwise", where the rule says missing.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.roles import Agency

Words = str | Promise


class Entitlement(models.TextChoices):
    KIP = "KIP", _("KIP (sekolah)")
    KIS = "KIS", _("KIS (kesehatan)")
    SANITATION = "SANITATION", _("Jamban")
    WATER = "WATER", _("Air")


class Outcome(models.TextChoices):
    MET = "MET", _("Terpenuhi")
    MISSING = "MISSING", _("Belum")
    IN_PROGRESS = "IN_PROGRESS", _("Dalam proses")
    UNKNOWN = "UNKNOWN", _("Perlu data")
    STALE = "STALE", _("Kedaluwarsa")
    NOT_APPLICABLE = "NOT_APPLICABLE", _("Tidak berlaku")


FLAGGED = frozenset({Outcome.MISSING, Outcome.IN_PROGRESS, Outcome.UNKNOWN, Outcome.STALE})


class Subject(StrEnum):
    MEMBER = "member"
    HOUSEHOLD = "household"


@dataclass(frozen=True, slots=True)
class If:
    """A severity that depends: `then` where `when` holds, else `otherwise`."""

    when: Q
    then: int
    otherwise: int


@dataclass(frozen=True, slots=True)
class Instead:
    """Other sentences where a fact has one value: kindergarten is spoken of in its own words."""

    fact: str
    value: object
    reason: Words
    next_step: Words


@dataclass(frozen=True, slots=True)
class Row:
    """One row. `when` is None for "otherwise"; `also` names facts that only the wording needs.

    `reason` says what is the matter, `next_step` who does what about it: sentences whose
    %(placeholders)s wording.py fills. `source` is given where it is another than the table's.
    """

    id: str
    when: Q | None
    outcome: Outcome
    severity: int | If | None
    reason: Words
    next_step: Words = ""
    also: tuple[str, ...] = ()
    instead: Instead | None = None
    source: Words = ""

    @property
    def severities(self) -> tuple[int | None, ...]:
        if isinstance(self.severity, If):
            return (self.severity.then, self.severity.otherwise)
        return (self.severity,)

    @property
    def facts(self) -> tuple[str, ...]:
        """The facts the row rests on: what its condition, its severity and its wording read."""
        instead = () if self.instead is None else (self.instead.fact,)
        return tuple(dict.fromkeys((*self.deciding_facts, *self.also, *instead)))

    @property
    def deciding_facts(self) -> tuple[str, ...]:
        graver = self.severity.when if isinstance(self.severity, If) else Q()
        return (*facts_in(self.when or Q()), *facts_in(graver))


@dataclass(frozen=True, slots=True)
class Table:
    """`agencies` take this part of the house (programme.md, section 9)."""

    entitlement: Entitlement
    subject: Subject
    agencies: tuple[Agency, ...]
    source: str
    rows: tuple[Row, ...]

    @property
    def by_id(self) -> dict[str, Row]:
        return {row.id: row for row in self.rows}

    @property
    def facts(self) -> frozenset[str]:
        """Everything that a row's condition, severity or wording reads."""
        return frozenset(fact for row in self.rows for fact in row.facts)

    @property
    def deciding_facts(self) -> frozenset[str]:
        """Only what conditions and severities read."""
        return frozenset(fact for row in self.rows for fact in row.deciding_facts)


def facts_in(condition: Q) -> list[str]:
    """The fact names that a condition reads, in order, once each."""
    found: list[str] = []
    for child in condition.children:
        found += facts_in(child) if isinstance(child, Q) else [_name_of(child)]
    return list(dict.fromkeys(found))


def _name_of(lookup: Any) -> str:
    return str(lookup[0]).partition("__")[0]
