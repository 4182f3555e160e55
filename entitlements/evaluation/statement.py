"""THE statement: what the tables say of everybody in scope, compiled from them once a day.

Four arms, one a table, in a UNION ALL: the fastest way to read the same people for several
questions (docs/bench.md). The same text is run for one household, a village or the province with
another WHERE; what it says is compared with the open flags in difference.py.
"""

from functools import lru_cache
from typing import Any

from django.db import connection
from django.db.models import QuerySet
from psycopg2.extensions import AsIs

from entitlements.evaluation import scope, verdicts
from entitlements.evaluation.rules import Rules
from entitlements.evaluation.subjects import subjects
from entitlements.programmes import TABLES
from entitlements.programmes.table import Table

# OFFSET 0 keeps the planner from dissolving the arm and computing its CASE twice.
ARM = """SELECT '{entitlement}'::varchar AS entitlement, subject_id, household_id, verdict{facts}
FROM ({select} OFFSET 0) AS arm (subject_id, household_id, verdict{facts}){where}"""


@lru_cache(maxsize=64)
def flagged(rules: Rules, kind: scope.Kind) -> str:
    """Who should have an open flag now: entitlement, subject, household, verdict.

    The text has %(named)s places for the scope's values, and for nothing else.
    """
    return "\nUNION ALL\n".join(
        ARM.format(
            entitlement=table.entitlement.value,
            select=_select(table, rules, kind, flagged_only=True),
            facts="",
            where=" WHERE verdict IS NOT NULL",
        )
        for table in TABLES
    )


@lru_cache(maxsize=64)
def outcomes(rules: Rules, kind: scope.Kind, *, with_facts: bool = True) -> str:
    """What every subject in scope has come to, all six outcomes, and the facts it rests on."""
    return "\nUNION ALL\n".join(
        ARM.format(
            entitlement=table.entitlement.value,
            select=_select(table, rules, kind, flagged_only=False, with_facts=with_facts),
            facts=", facts" if with_facts else "",
            where="",
        )
        for table in TABLES
    )


def _select(
    table: Table,
    rules: Rules,
    kind: scope.Kind,
    *,
    flagged_only: bool,
    with_facts: bool = False,
) -> str:
    columns: dict[str, Any] = {"verdict": verdicts.verdict(table, rules, flagged_only=flagged_only)}
    if with_facts:
        columns["facts"] = verdicts.facts(table, rules)
    read = table.facts if with_facts else table.deciding_facts
    rows = subjects(table, rules, kind, read).annotate(**columns)
    return as_text(rows.values_list("subject", "home_id", *columns))


def as_text(rows: QuerySet[Any, Any]) -> str:
    """The query as SQL text, its constants written out, the scope's marks as %(named)s places."""
    sql, parameters = rows.query.sql_with_params()
    values = [
        AsIs(f"%({scope.MARKS[value]})s") if value in scope.MARKS else value for value in parameters
    ]
    with connection.cursor() as cursor:
        return str(cursor.mogrify(sql, values).decode())
