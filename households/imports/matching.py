"""Who in a list is whom in the database: the households by No. KK, the members by NIK, else by
name and birth date within the household. What a list cannot know waits for a decision.

Works on the staged households of a range of positions, in temporary tables of the transaction:
`plan_household`, `plan_row` and `plan_wait`.
"""
# ruff: noqa: S608

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from households.codes import NikState
from households.imports.tables import (
    HOUSEHOLD,
    ISSUE,
    MEMBER,
    OBSERVATION,
    ROW,
    STAGED,
    rows_of,
    run,
)
from households.models.import_staging import Action, IssueKind

TABLES = ("plan_household", "plan_row", "plan_wait")
WELL_FORMED = NikState.WELL_FORMED.value


@dataclass(frozen=True, slots=True)
class Scope:
    """The staged households of a batch from one position to another, both included."""

    batch: UUID
    first: int
    last: int

    @property
    def params(self) -> dict[str, Any]:
        return {"batch": self.batch, "first": self.first, "last": self.last}


def match(scope: Scope, columns: dict[str, str]) -> None:
    """Fill the three tables; `columns` names the columns `kk`, `nik` and `village` of the file."""
    for table in (*TABLES, "plan_unknown", "plan_free"):
        run(f"DROP TABLE IF EXISTS pg_temp.{table}", {})
    params = scope.params | columns
    run(_HOUSEHOLDS, params)
    run("ANALYZE plan_household", {})
    run(_ROWS, params)
    run("ANALYZE plan_row", {})
    for pairing in (_BY_NAME_AND_BIRTH, _BY_FORMER, _BY_NAME_ALONE):
        if not _look_for_the_unknown():
            break
        run(pairing, {})
    run(_WAITING, params)


def _look_for_the_unknown() -> bool:
    """Lay out the rows that are about nobody yet and the members that no row is about."""
    run("DROP TABLE IF EXISTS pg_temp.plan_unknown", {})
    run("DROP TABLE IF EXISTS pg_temp.plan_free", {})
    if not run(_UNKNOWN, {}):
        return False
    run("ANALYZE plan_unknown", {})
    found = run(_FREE, {}) > 0
    run("ANALYZE plan_free", {})
    return found


_HOUSEHOLDS = f"""
CREATE TEMP TABLE plan_household ON COMMIT DROP AS
SELECT h.id AS staged_id, h.position, h.kk_key, h.village_code, h.first_line,
       k.id AS household_id, k.dwelling_id, k.village_id AS known_village
FROM {STAGED} AS h
LEFT JOIN {HOUSEHOLD} AS k ON k.kk_hash = ANY (h.kk_hashes)
WHERE h.batch_id = %(batch)s AND h.position BETWEEN %(first)s AND %(last)s
  AND h.action <> '{Action.REFUSED.value}'
"""

# `member_id` is the member that the row is about; `owner_household` where the NIK's holder lives.
_ROWS = f"""
CREATE TEMP TABLE plan_row ON COMMIT DROP AS
SELECT r.id AS row_id, r.line, p.staged_id, p.position, p.kk_key, p.household_id,
       r.name_key, r.birth_date, r.nik_state,
       CASE WHEN o.household_id = p.household_id THEN o.id END AS member_id,
       o.household_id AS owner_household,
       o.household_id = p.household_id AS by_nik,
       NULL::varchar AS other_nik
FROM plan_household AS p
JOIN {ROW} AS r ON r.batch_id = %(batch)s AND r.kk_key = p.kk_key
LEFT JOIN {MEMBER} AS o ON o.nik_hash = ANY (r.nik_hashes)
"""

_UNKNOWN = """
CREATE TEMP TABLE plan_unknown ON COMMIT DROP AS
SELECT row_id, household_id, name_key, birth_date, nik_state, row_number() OVER (
    PARTITION BY household_id, name_key, birth_date ORDER BY line) AS nth
FROM plan_row
WHERE household_id IS NOT NULL AND member_id IS NULL AND owner_household IS NULL
"""
# Step by step, whatever the planner believes of a table that was filled a moment ago.
_FREE = f"""
CREATE TEMP TABLE plan_free ON COMMIT DROP AS
WITH near AS MATERIALIZED (
    SELECT m.id, m.household_id, m.name_key, m.listed_name_key, m.birth_date, m.nik_state
    FROM {MEMBER} AS m WHERE m.household_id IN (SELECT household_id FROM plan_unknown)
), free AS MATERIALIZED (
    SELECT * FROM near
    WHERE NOT EXISTS (SELECT FROM plan_row AS taken WHERE taken.member_id = near.id)
)
SELECT *, row_number() OVER (PARTITION BY household_id, name_key, birth_date ORDER BY id) AS nth
FROM free
"""
_TAKE = """
UPDATE plan_row AS r SET member_id = f.member_id,
    other_nik = CASE WHEN r.nik_state = 'well_formed' AND f.nik_state = 'well_formed'
                THEN 'differs' END
"""

# Two of one name and birth date without a NIK are told apart by their order, which the order of
# their ids keeps.
_BY_NAME_AND_BIRTH = f"""
{_TAKE}
FROM (
    SELECT u.row_id, m.id AS member_id, m.nik_state
    FROM plan_unknown AS u JOIN plan_free AS m
      ON m.household_id = u.household_id AND m.name_key = u.name_key AND m.nth = u.nth
     AND m.birth_date IS NOT DISTINCT FROM u.birth_date
) AS f
WHERE f.row_id = r.row_id
"""


def _only_pairs(pairs: str) -> str:
    """Take the pairs of a row and a member that have no rival on either side."""
    return f"""
    {_TAKE}
    FROM (
        SELECT *, count(*) OVER (PARTITION BY row_id) AS members,
                  count(*) OVER (PARTITION BY member_id) AS rows
        FROM (SELECT DISTINCT * FROM ({pairs}) AS found) AS pair
    ) AS f
    WHERE f.row_id = r.row_id AND f.members = 1 AND f.rows = 1
    """


_SAME_NAME = "(m.name_key = u.name_key OR m.listed_name_key = u.name_key)"

# Somebody mended the name or the birth date since a list gave them: the list still means the same
# person, or loading it again would make a second one.
_BY_FORMER = _only_pairs(f"""
    SELECT u.row_id, m.id AS member_id, m.nik_state
    FROM plan_unknown AS u JOIN plan_free AS m
      ON m.household_id = u.household_id AND {_SAME_NAME}
    WHERE (m.birth_date IS NOT DISTINCT FROM u.birth_date OR EXISTS (
        SELECT FROM {OBSERVATION} AS o
        WHERE o.subject_id = m.id AND o.values ->> 'birth_date' = u.birth_date::text
      ))
""")

# A birth date that one side does not know is not another birth date.
_BY_NAME_ALONE = _only_pairs(f"""
    SELECT u.row_id, m.id AS member_id, m.nik_state
    FROM plan_unknown AS u JOIN plan_free AS m
      ON m.household_id = u.household_id AND {_SAME_NAME}
    WHERE (m.birth_date IS NULL OR u.birth_date IS NULL)
      AND NOT (m.nik_state = '{WELL_FORMED}' AND u.nik_state = '{WELL_FORMED}')
""")

# What waits, with the household that is known already: one line a reason and row.
_WAITING = """
CREATE TEMP TABLE plan_wait ON COMMIT DROP AS
SELECT staged_id, kk_key, line, %(nik)s AS column_name,
       CASE WHEN household_id IS NULL THEN 'known_under_other_kk'
            ELSE 'nik_in_other_household' END AS code,
       owner_household AS known_id
FROM plan_row WHERE owner_household IS NOT NULL AND owner_household IS DISTINCT FROM household_id
UNION ALL
SELECT staged_id, kk_key, line, %(nik)s, 'other_nik_recorded', household_id
FROM plan_row WHERE other_nik IS NOT NULL
UNION ALL
SELECT staged_id, kk_key, first_line, %(village)s, 'known_in_other_village', household_id
FROM plan_household WHERE known_village <> village_code
"""

_KEPT = """
batch_id = %(batch)s AND kind = %(waiting)s AND kk_key IN (SELECT kk_key FROM plan_household)
"""


def keep_waiting(scope: Scope) -> None:
    """Write what waits beside the refusals, in place of what an earlier look had found."""
    params = scope.params | {"waiting": IssueKind.WAITING.value}
    if rows_of(f"SELECT 1 FROM {ISSUE} WHERE {_KEPT} LIMIT 1", params):
        run(f"DELETE FROM {ISSUE} WHERE {_KEPT}", params)
    run(
        f"""
        INSERT INTO {ISSUE} (batch_id, kind, line, kk_key, "column", code, params)
        SELECT %(batch)s, %(waiting)s, line, kk_key, column_name, code,
               jsonb_build_object('household', known_id)
        FROM plan_wait
        """,
        params,
    )
