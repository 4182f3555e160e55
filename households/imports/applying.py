"""Load the staged households of a range: compare, lock what will change, compare again, write.

One transaction loads whole households or none of them. An unchanged household is neither written
nor locked.
"""
# ruff: noqa: S608

from typing import Any

from django.db import connection

from accounts import clock
from households.imports.changing import change_known
from households.imports.comparing import KEEP_DIFFERENCES, compare, keep_results
from households.imports.creating import CREATE
from households.imports.matching import Scope, keep_waiting, match
from households.imports.staging import list_format
from households.imports.tables import DWELLING, HOUSEHOLD, MEMBER, rows_of, run
from households.models import ImportBatch
from households.models.import_staging import Action

# Two lists at once could both create one household: lists are loaded one after the other.
ONE_LIST_AT_A_TIME = 0x4C697374


def plan_part(batch: ImportBatch, scope: Scope) -> None:
    """Say what would become of the households, writing it to the staged ones only."""
    _look(batch, scope)
    _keep(scope)


def apply_part(batch: ImportBatch, scope: Scope) -> None:
    """Load the households; inside the caller's transaction. Safe to repeat: what is loaded is
    found unchanged."""
    run("SELECT pg_advisory_xact_lock(%(key)s)", {"key": ONE_LIST_AT_A_TIME})
    run("SET CONSTRAINTS ALL IMMEDIATE", {})  # deferred checks would pile up in memory
    _look(batch, scope)
    if _lock():
        _look(batch, scope)
    params = _params(batch)
    for statement in CREATE:
        run(statement, params)
    change_known(params)
    run(KEEP_DIFFERENCES, params)
    _keep(scope)


def _look(batch: ImportBatch, scope: Scope) -> None:
    columns = list_format(batch.format)
    with connection.cursor() as cursor:
        # The planner knows little of tables made a moment ago: workers are not worth their start.
        cursor.execute("SET LOCAL max_parallel_workers_per_gather = 0")
    match(scope, {"nik": columns.nik, "village": columns.village or columns.kk})
    compare(scope, batch.observed_on)


def _keep(scope: Scope) -> None:
    keep_results(scope)
    keep_waiting(scope)


def _lock() -> bool:
    """Lock the known rows that will change, in the order in which others lock them."""
    changing = f"SELECT household_id FROM plan_result WHERE action = '{Action.UPDATED.value}'"
    found = rows_of(
        f"SELECT id FROM {HOUSEHOLD} WHERE id IN ({changing}) ORDER BY id FOR UPDATE", {}
    )
    if not found:
        return False
    for table, kind in ((MEMBER, "M"), (DWELLING, "D")):
        subjects = f"SELECT subject_id FROM plan_change WHERE subject_kind = '{kind}'"
        run(f"SELECT id FROM {table} WHERE id IN ({subjects}) ORDER BY id FOR UPDATE", {})
    return True


def _params(batch: ImportBatch) -> dict[str, Any]:
    return {
        "batch": batch.pk,
        "actor": batch.created_by_id,
        "now": clock.now(),
        "observed_on": batch.observed_on,
        "since": min(batch.observed_on, batch.enrol_on or batch.observed_on),
        "reason": "",
    }
