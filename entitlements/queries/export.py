"""Every subject's outcome, one after the other, in bounded memory and always in the same order."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.db import connection, transaction

from entitlements.evaluation import Rules, Scope, statement, verdicts
from households import sealed

CHUNK = 2000

COUNT = """
SELECT count(*) FILTER (WHERE entitlement = 'SANITATION'), count(*) FROM ({outcomes}) AS outcome
"""

LIST = """
SELECT outcome.entitlement, outcome.verdict, household.id, household.kk_sealed,
       member.id, member.nik_sealed, member.name
FROM ({outcomes}) AS outcome
JOIN households_household AS household ON household.id = outcome.household_id
LEFT JOIN households_member AS member ON member.id = outcome.subject_id
ORDER BY household.id, member.id, outcome.entitlement
"""


@dataclass(frozen=True, slots=True)
class OutcomeRow:
    """One subject under one entitlement; `nik` and `name` are '' for a household."""

    household_id: UUID
    no_kk: str
    nik: str
    name: str
    entitlement: str
    row: str
    outcome: str
    severity: int | None


def count_subjects(rules: Rules, of: Scope) -> tuple[int, int]:
    """How many enrolled households and how many outcomes (subjects) the scope has."""
    with connection.cursor() as cursor:
        outcomes = statement.outcomes(rules, of.kind, with_facts=False)
        cursor.execute(COUNT.format(outcomes=outcomes), of.values)
        households, subjects = cursor.fetchone() or (0, 0)
    return households, subjects


def all_outcomes(rules: Rules, of: Scope) -> Iterator[OutcomeRow]:
    """The outcomes with the identifiers opened: for an audited export only."""
    outcomes = statement.outcomes(rules, of.kind, with_facts=False)
    with transaction.atomic(), connection.chunked_cursor() as cursor:
        cursor.execute(LIST.format(outcomes=outcomes), of.values)
        while rows := cursor.fetchmany(CHUNK):
            for entitlement, word, household, kk, member, nik, name in rows:
                said = verdicts.read(word)
                yield OutcomeRow(
                    household_id=household,
                    no_kk=_open(kk, sealed.KK, household),
                    nik=_open(nik, sealed.NIK, member),
                    name=name or "",
                    entitlement=entitlement,
                    row=said.row.id,
                    outcome=said.row.outcome.value,
                    severity=said.severity,
                )


def _open(number: memoryview | None, column: str, row: UUID) -> str:
    return "" if number is None else sealed.unseal(number, column=column, row=row)
