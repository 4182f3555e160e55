"""All six outcomes of the households asked for, from the same statement that opens the flags."""

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from accounts import clock
from entitlements.evaluation import rules_on, scope, statement, verdicts
from entitlements.programmes.table import Entitlement
from entitlements.programmes.table import Outcome as Code
from households.models import Member

# A household's own state is the worst of its members'.
WORST_FIRST = (Code.MISSING, Code.UNKNOWN, Code.STALE, Code.IN_PROGRESS, Code.MET)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one table says of one subject; `name` is the member's, '' for a household."""

    entitlement: str
    household_id: UUID
    member_id: UUID | None
    name: str
    row: str
    outcome: str
    severity: int | None
    facts: Mapping[str, Any]
    rule_version_id: int


def explain(household_ids: Collection[UUID], on: date | None = None) -> list[Outcome]:
    """Every subject of the households that are enrolled on the day, with the facts read."""
    rules = rules_on(on or clock.today())
    of = scope.households(list(household_ids))
    with connection.cursor() as cursor:
        cursor.execute(statement.outcomes(rules, of.kind), of.values)
        found = cursor.fetchall()
    names = dict(Member.objects.filter(household_id__in=household_ids).values_list("pk", "name"))
    outcomes = []
    for entitlement, subject, household, word, facts in found:
        member = subject if subject in names else None
        said = verdicts.read(word)
        outcomes.append(
            Outcome(
                entitlement=entitlement,
                household_id=household,
                member_id=member,
                name=names.get(subject, ""),
                row=said.row.id,
                outcome=said.row.outcome.value,
                severity=said.severity,
                facts=json.loads(facts),
                rule_version_id=rules.version_id,
            )
        )
    return outcomes


def household_states(
    household_ids: Collection[UUID], on: date | None = None
) -> dict[UUID, dict[str, str]]:
    """Each household's state in each entitlement; an empty mapping where it is not enrolled.

    With no resident member KIP and KIS are NOT_APPLICABLE.
    """
    rules = rules_on(on or clock.today())
    of = scope.households(list(household_ids))
    found: dict[UUID, dict[str, set[str]]] = {}
    with connection.cursor() as cursor:
        cursor.execute(statement.outcomes(rules, of.kind, with_facts=False), of.values)
        for entitlement, _subject, household, word in cursor.fetchall():
            outcomes = found.setdefault(household, {}).setdefault(entitlement, set())
            outcomes.add(verdicts.read(word).row.outcome.value)
    return {
        pk: {name: worst(found[pk].get(name, ())) for name in Entitlement.values}
        if pk in found
        else {}
        for pk in household_ids
    }


def worst(outcomes: Iterable[str]) -> str:
    """The worst of several outcomes; NOT_APPLICABLE only where all are, or there are none."""
    there = set(outcomes)
    return next((code.value for code in WORST_FIRST if code in there), Code.NOT_APPLICABLE.value)
