"""What a list would change, fact by fact, and what it may not.

A list never overwrites what a facilitator saw, nor what an officer, an agency or another system
recorded on the same or a later date, nor what a newer list said: there the two differ, and a person
decides. Comes after `matching` and fills `plan_change` (one line a fact), `plan_rename`,
`plan_number` (members whose missing or malformed NIK the list knows) and `plan_result`.
"""
# ruff: noqa: S608

from datetime import date

from households.codes import NikState
from households.imports.matching import Scope
from households.imports.tables import (
    DIFFERENCE,
    DWELLING,
    DWELLING_FACTS,
    HOUSEHOLD,
    HOUSEHOLD_FACTS,
    MEMBER,
    MEMBER_FACTS,
    OBSERVATION,
    ROW,
    STAGED,
    any_differs,
    as_observed,
    changed_object,
    rows_of,
    run,
)
from households.models.import_staging import Action
from households.models.observation import DifferenceState, Source

TABLES = ("plan_change", "plan_rename", "plan_number", "plan_result")


def compare(scope: Scope, observed_on: date) -> None:
    for table in TABLES:
        run(f"DROP TABLE IF EXISTS pg_temp.{table}", {})
    params = scope.params | {"observed_on": observed_on}
    is_any_known = bool(rows_of(_ANY_KNOWN, {}))
    for statement in (_CHANGES, _RENAMES, _NUMBERS):
        run(statement if is_any_known else f"{statement} WITH NO DATA", params)
    if is_any_known and rows_of("SELECT 1 FROM plan_change LIMIT 1", {}):
        run("ANALYZE plan_change", {})
        run(_PROTECTED, params)
        run(_SHARED_HOUSE, params)
    run(_RESULT, params)
    run("ANALYZE plan_result", {})


def keep_results(scope: Scope) -> None:
    """Write to each staged household what would become of it, where that is news."""
    run(_KEEP, scope.params)


_ANY_KNOWN = "SELECT 1 FROM plan_household WHERE household_id IS NOT NULL LIMIT 1"
_NOT_WAITING = """
NOT EXISTS (SELECT FROM plan_wait AS w WHERE w.staged_id = p.staged_id)
"""
_LINE = "p.staged_id, p.position, p.household_id"


def _old(current: str, names: tuple[str, ...]) -> str:
    """The recorded value of the fact `c.key`, as an observation would keep it."""
    pairs = ", ".join(f"'{name}', {as_observed(current, name)}" for name in names)
    return f"jsonb_build_object({pairs}) -> c.key"


def _each(kind: str, staged: str, current: str, names: tuple[str, ...], source: str) -> str:
    return f"""
    SELECT {_LINE}, '{kind}' AS subject_kind, {current}.id AS subject_id,
           {current}.version AS version, c.key AS fact,
           {_old(current, names)} AS old, c.value AS new, false AS is_kept
    FROM {source}
    CROSS JOIN LATERAL jsonb_each({changed_object(staged, current, names)}) AS c
    WHERE {any_differs(staged, current, names)} AND {_NOT_WAITING}
    """


_MEMBERS_OF_ROWS = f"""
plan_row AS p JOIN {ROW} AS s ON s.id = p.row_id JOIN {MEMBER} AS m ON m.id = p.member_id
"""
_HOUSEHOLDS = f"""
plan_household AS p JOIN {STAGED} AS s ON s.id = p.staged_id
JOIN {HOUSEHOLD} AS h ON h.id = p.household_id
"""
_DWELLINGS = f"""
plan_household AS p JOIN {STAGED} AS s ON s.id = p.staged_id
JOIN {DWELLING} AS d ON d.id = p.dwelling_id
"""
_CHANGES = f"""
CREATE TEMP TABLE plan_change ON COMMIT DROP AS
{_each("M", "s", "m", MEMBER_FACTS, _MEMBERS_OF_ROWS)}
UNION ALL {_each("H", "s", "h", HOUSEHOLD_FACTS, _HOUSEHOLDS)}
UNION ALL {_each("D", "s", "d", DWELLING_FACTS, _DWELLINGS)}
"""

# A name is changed by a list only while it is still the one that a list gave.
_RENAMES = f"""
CREATE TEMP TABLE plan_rename ON COMMIT DROP AS
SELECT {_LINE}, m.id AS member_id, s.name, s.name_key
FROM {_MEMBERS_OF_ROWS}
WHERE p.by_nik AND m.name_key = m.listed_name_key AND s.name_key <> m.name_key AND {_NOT_WAITING}
"""

_NUMBERS = f"""
CREATE TEMP TABLE plan_number ON COMMIT DROP AS
SELECT {_LINE}, p.row_id, m.id AS member_id
FROM {_MEMBERS_OF_ROWS}
WHERE p.by_nik IS NOT TRUE AND s.nik_sealed IS NOT NULL
  AND m.nik_state <> '{NikState.WELL_FORMED.value}' AND {_NOT_WAITING}
"""

_FIELD = ", ".join(f"'{source.value}'" for source in (Source.OFFICER, Source.AGENCY, Source.SYSTEM))
_PROTECTED = f"""
UPDATE plan_change AS c SET is_kept = true
FROM (
    SELECT x.subject_id, x.fact, o.source, o.observed_on
    FROM (SELECT DISTINCT subject_id, fact FROM plan_change) AS x
    CROSS JOIN LATERAL (
        SELECT source, observed_on FROM {OBSERVATION}
        WHERE subject_id = x.subject_id AND values ? x.fact
        ORDER BY version DESC LIMIT 1
    ) AS o
) AS seen
WHERE seen.subject_id = c.subject_id AND seen.fact = c.fact AND (
    seen.source = '{Source.FACILITATOR.value}'
    OR (seen.source IN ({_FIELD}) AND seen.observed_on >= %(observed_on)s)
    OR (seen.source = '{Source.LIST.value}' AND seen.observed_on > %(observed_on)s)
)
"""

# Several families in one house: a list may fill what nobody knew, the first family's row before
# the others'; where it says something else, that is for a person.
_SHARED_HOUSE = f"""
UPDATE plan_change AS c SET is_kept = true
WHERE c.subject_kind = 'D' AND NOT c.is_kept
  AND EXISTS (SELECT FROM {HOUSEHOLD} AS o
              WHERE o.dwelling_id = c.subject_id AND o.id <> c.household_id)
  AND (c.old NOT IN ('null', '""') OR EXISTS (
        SELECT FROM {STAGED} AS s
        JOIN {HOUSEHOLD} AS o ON o.kk_hash = ANY (s.kk_hashes)
        WHERE s.batch_id = %(batch)s AND s.position < c.position
          AND o.dwelling_id = c.subject_id AND s.action <> '{Action.REFUSED.value}'
          AND to_jsonb(s) ->> c.fact IS NOT NULL
  ))
"""

_RESULT = f"""
CREATE TEMP TABLE plan_result ON COMMIT DROP AS
SELECT p.staged_id, p.household_id, CASE
    WHEN w.staged_id IS NOT NULL THEN '{Action.WAITING.value}'
    WHEN p.household_id IS NULL THEN '{Action.CREATED.value}'
    WHEN r.created > 0 OR u.subjects > 0 THEN '{Action.UPDATED.value}'
    ELSE '{Action.UNCHANGED.value}' END AS action,
    CASE WHEN w.staged_id IS NULL THEN r.created ELSE 0 END AS members_created,
    COALESCE(u.members, 0) AS members_updated
FROM plan_household AS p
JOIN (
    SELECT staged_id, count(*) FILTER (WHERE member_id IS NULL) AS created
    FROM plan_row GROUP BY staged_id
) AS r ON r.staged_id = p.staged_id
LEFT JOIN (SELECT DISTINCT staged_id FROM plan_wait) AS w ON w.staged_id = p.staged_id
LEFT JOIN (
    SELECT staged_id, count(DISTINCT subject_id) AS subjects,
           count(DISTINCT subject_id) FILTER (WHERE is_member) AS members
    FROM (
        SELECT staged_id, subject_id, subject_kind = 'M' AS is_member
        FROM plan_change WHERE NOT is_kept
        UNION ALL SELECT staged_id, member_id, true FROM plan_rename
        UNION ALL SELECT staged_id, member_id, true FROM plan_number
    ) AS touched GROUP BY staged_id
) AS u ON u.staged_id = p.staged_id
"""

_KEEP = f"""
UPDATE {STAGED} AS s
SET action = r.action, known_id = r.household_id, members_created = r.members_created,
    members_updated = r.members_updated
FROM plan_result AS r
WHERE s.id = r.staged_id
  AND (s.action, s.known_id, s.members_created, s.members_updated)
      IS DISTINCT FROM (r.action, r.household_id, r.members_created, r.members_updated)
"""

# Not said again while it is open, nor once a person kept what is recorded against that value.
KEEP_DIFFERENCES = f"""
INSERT INTO {DIFFERENCE} (
    id, household_id, subject_kind, subject_id, fact, current_value, proposed_value,
    proposed_source, proposed_observed_on, batch_id, state, created_at, decided_at, decided_by_id
)
SELECT gen_random_uuid(), c.household_id, c.subject_kind, c.subject_id, c.fact, c.old, c.new,
       '{Source.LIST.value}', %(observed_on)s, %(batch)s, '{DifferenceState.OPEN.value}', %(now)s,
       NULL, NULL
FROM (
    SELECT DISTINCT ON (subject_id, fact, new) * FROM plan_change WHERE is_kept
    ORDER BY subject_id, fact, new, position
) AS c
WHERE NOT EXISTS (
    SELECT FROM {DIFFERENCE} AS d
    WHERE d.subject_id = c.subject_id AND d.fact = c.fact AND d.proposed_value = c.new
      AND (d.state = '{DifferenceState.OPEN.value}'
           OR (d.state = '{DifferenceState.KEPT.value}'
               AND d.current_value IS NOT DISTINCT FROM c.old))
)
ON CONFLICT DO NOTHING
"""
