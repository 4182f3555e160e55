"""What must hold after any disturbance: no flag and no visit is lost, wrong or there twice."""

import csv
from collections.abc import Iterable
from typing import Any

from desaberdaya.localstack import processes
from desaberdaya.localstack.embedded_postgres import DATABASE
from entitlements.programmes.table import FLAGGED
from households import sealed
from tests.resilience.phone import Sent
from tests.resilience.stack import PATIENCE, OwnStack

OPEN_FLAGS = """
SELECT household.id, kk_sealed, member.id, nik_sealed, entitlement, "row", outcome, severity
FROM entitlements_flag AS flag
JOIN households_household AS household ON household.id = flag.household_id
LEFT JOIN households_member AS member ON member.id = flag.member_id
WHERE closed_at IS NULL
"""
CHECKED_SINCE = """
SELECT 1 FROM entitlements_evaluationrun
WHERE finished_at - seconds * interval '1 second' > %s
"""
# Of each visit: the row, its two answers and the two days that they bring, one audit row.
VISITS = """
SELECT visit.id::text,
       (SELECT count(*) FROM households_observation, jsonb_object_keys("values")
        WHERE visit_id = visit.id),
       (SELECT count(*) FROM accounts_auditentry
        WHERE action = 'visit.recorded' AND subject_id = visit.id::text),
       (SELECT count(*) FROM interventions_visitconflict WHERE visit_id = visit.id)
FROM interventions_visit AS visit
"""
HISTORY = """
SELECT subject_id::text, entitlement, flag."row", flag.outcome, flag.severity, flag.facts::text,
       first_seen_on, closed_on, cause, closing_row, closing_facts::text,
       (SELECT count(*) FROM entitlements_flagevent WHERE flag_id = flag.id)
FROM entitlements_flag AS flag ORDER BY 1, 2, first_seen_on, closed_on
"""


def assert_nothing_is_lost(stack: OwnStack, sent: Iterable[Sent]) -> None:
    """The one invariant, once a sweep that begins from now on has ended.

    The open flags are those that the statement asks for today, and the visits that are stored are
    those that were acknowledged: each once, with its facts and its audit row.
    """
    await_sweep(stack)
    found = _open_flags(stack)
    assert found
    assert found == _asked_for(stack)
    assert sorted(stack.ask(VISITS)) == sorted((visit.id, 4, 1, 0) for visit in sent)


def await_sweep(stack: OwnStack) -> None:
    [[now]] = stack.ask("SELECT now()")

    def has_swept() -> bool:
        stack.revive()
        return bool(stack.ask(CHECKED_SINCE, [now]))

    processes.wait_until(has_swept, seconds=PATIENCE, what="A sweep")


def history(stack: OwnStack, database: str = DATABASE) -> list[Any]:
    """Every episode of every flag, open and closed, as far as it does not depend on the hour."""
    return stack.ask(HISTORY, database=database)


def _open_flags(stack: OwnStack) -> list[tuple[str, ...]]:
    return sorted(
        (
            sealed.unseal(kk, column=sealed.KK, row=household),
            sealed.unseal(nik, column=sealed.NIK, row=member) if member else "",
            *said[:-1],
            str(said[-1]),
        )
        for household, kk, member, nik, *said in stack.ask(OPEN_FLAGS)
    )


def _asked_for(stack: OwnStack) -> list[tuple[str, ...]]:
    """From the export of contracts.md, which computes every outcome from the facts."""
    path = stack.home / "outcomes.csv"
    stack.manage("export_outcomes", "--output", path)
    with path.open(newline="") as file:
        columns = ("no_kk", "nik", "entitlement", "row", "outcome", "severity")
        return sorted(
            tuple(line[name] for name in columns)
            for line in csv.DictReader(file)
            if line["outcome"] in FLAGGED
        )
