"""What only the whole file shows: families, doubled NIKs, missing heads, values that differ.

Every statement runs once over the batch, after its last row is staged.
"""
# ruff: noqa: S608

from households.facts import FACTS
from households.imports.staging import list_format
from households.imports.tables import (
    HOUSE_FACTS,
    ISSUE,
    ROW,
    STAGED,
    alias,
    is_text,
    is_yes_no,
    rows_of,
    run,
)
from households.models import ImportBatch
from households.models.import_staging import Action, IssueKind

_ISSUE_INTO = f'INSERT INTO {ISSUE} (batch_id, kind, line, kk_key, "column", code, params)'


def check_file(batch: ImportBatch) -> None:
    """Merge rows into households and refuse those that are not sound; sets households_total."""
    list_type = list_format(batch.format)
    params = {
        "batch": batch.pk,
        "refused": IssueKind.REFUSED.value,
        "notice": IssueKind.NOTICE.value,
        "nik": list_type.nik,
        "relation": list_type.relation,
        "kk": list_type.kk,
        "village": list_type.village,
    }
    # The planner knows nothing of rows that came a moment ago, and would join them one by one.
    for statement in (
        f"ANALYZE {ROW}", _SAME_NIK, _merged(), f"ANALYZE {STAGED}", f"ANALYZE {ISSUE}",
        _DIFFERENT, _HALF_A_POINT_SAID, _HALF_A_POINT, _NO_HEAD, _MANY_HEADS, _NO_VILLAGE, _REFUSED,
    ):  # fmt: skip
        run(statement, params)
    counted = rows_of(f"SELECT count(*) FROM {STAGED} WHERE batch_id = %(batch)s", params)
    batch.households_total = counted[0][0]


_SAME_NIK = f"""
{_ISSUE_INTO}
SELECT %(batch)s, %(refused)s, line, kk_key, %(nik)s, 'nik_twice',
       jsonb_build_object('line', CASE WHEN line = first THEN last ELSE first END)
FROM (
    SELECT line, kk_key, min(line) OVER same AS first, max(line) OVER same AS last
    FROM {ROW} WHERE batch_id = %(batch)s AND nik_hashes IS NOT NULL
    WINDOW same AS (PARTITION BY nik_hashes)
) AS holders
WHERE first <> last
"""


def _merged() -> str:
    values = ", ".join(f"{_merged_value(name)} AS {name}" for name in HOUSE_FACTS)
    differing = ", ".join(
        f"CASE WHEN {_least(name)} <> {_greatest(name)} THEN '{name}' END" for name in HOUSE_FACTS
    )
    return f"""
    INSERT INTO {STAGED} (
        id, batch_id, position, kk_key, kk_sealed, kk_hashes, dwelling_id, village_code, first_line,
        rows, conflicts, action, known_id, members_created, members_updated,
        {", ".join(HOUSE_FACTS)}
    )
    SELECT COALESCE(h.new_household_id, gen_random_uuid()), %(batch)s,
           row_number() OVER (ORDER BY f.first_line), f.kk_key, h.kk_sealed, h.kk_hashes,
           h.new_dwelling_id, f.village_code, f.first_line, f.rows, f.conflicts, '', NULL, 0, 0,
           {alias("f", HOUSE_FACTS)}
    FROM (
        SELECT kk_key, min(line) AS first_line, count(*) AS rows,
               min(line) FILTER (WHERE relation = 1) AS head_line,
               min(village_code) AS village_code,
               array_remove(ARRAY[
                   CASE WHEN min(village_code) <> max(village_code) THEN 'village_code' END,
                   {differing}
               ], NULL) AS conflicts,
               {values}
        FROM {ROW} WHERE batch_id = %(batch)s AND kk_key IS NOT NULL
        GROUP BY kk_key
    ) AS f
    LEFT JOIN {ROW} AS h ON h.batch_id = %(batch)s AND h.kk_key = f.kk_key AND h.line = f.head_line
    ORDER BY f.first_line
    """


def _least(name: str) -> str:
    if is_yes_no(name):
        return f"bool_and({name})"
    return f"min(lower({name}))" if is_text(name) else f"min({name})"


def _greatest(name: str) -> str:
    if is_yes_no(name):
        return f"bool_or({name})"
    return f"max(lower({name}))" if is_text(name) else f"max({name})"


def _merged_value(name: str) -> str:
    return f"bool_or({name})" if is_yes_no(name) else f"min({name})"


def _column_of() -> str:
    pairs = ", ".join(f"('{name}', '{FACTS[name].bnba}')" for name in HOUSE_FACTS)
    return f"(VALUES ('village_code', 'kode_desa'), {pairs}) AS c (fact, name)"


# The rows that say something else than the first row of the family that says anything.
_DIFFERENT = f"""
{_ISSUE_INTO}
SELECT %(batch)s, %(refused)s, s.line, s.kk_key, c.name, 'values_differ',
       jsonb_build_object('line', s.first_line)
FROM (
    SELECT r.line, r.kk_key, x.fact, lower(to_jsonb(r) ->> x.fact) AS said,
           first_value(lower(to_jsonb(r) ->> x.fact)) OVER same AS first_said,
           first_value(r.line) OVER same AS first_line
    FROM {STAGED} AS h
    CROSS JOIN LATERAL unnest(h.conflicts) AS x (fact)
    JOIN {ROW} AS r ON r.batch_id = h.batch_id AND r.kk_key = h.kk_key
    WHERE h.batch_id = %(batch)s AND to_jsonb(r) ->> x.fact IS NOT NULL
    WINDOW same AS (PARTITION BY r.kk_key, x.fact ORDER BY r.line)
) AS s
JOIN {_column_of()} ON c.fact = s.fact
WHERE s.said <> s.first_said
"""

_IS_HALF = "(latitude IS NULL) <> (longitude IS NULL)"
_HALF_A_POINT_SAID = f"""
{_ISSUE_INTO}
SELECT %(batch)s, %(notice)s, first_line, kk_key,
       CASE WHEN latitude IS NULL THEN 'lng' ELSE 'lat' END, 'half_a_point', '{{}}'
FROM {STAGED} WHERE batch_id = %(batch)s AND {_IS_HALF}
"""
_HALF_A_POINT = f"""
UPDATE {STAGED} SET latitude = NULL, longitude = NULL WHERE batch_id = %(batch)s AND {_IS_HALF}
"""

# Where a relation or the No. KK could not be read, who the head is cannot be said either.
_RELATION_UNREAD = f"""
EXISTS (SELECT FROM {ISSUE} AS i WHERE i.batch_id = h.batch_id AND i.kk_key = h.kk_key
        AND i."column" IN (%(relation)s, %(kk)s))
"""
_NO_HEAD = f"""
{_ISSUE_INTO}
SELECT %(batch)s, %(refused)s, h.first_line, h.kk_key, %(relation)s, 'no_head', '{{}}'
FROM {STAGED} AS h
WHERE h.batch_id = %(batch)s AND NOT {_RELATION_UNREAD} AND NOT EXISTS (
    SELECT FROM {ROW} AS r
    WHERE r.batch_id = h.batch_id AND r.kk_key = h.kk_key AND r.relation = 1
)
"""
_MANY_HEADS = f"""
{_ISSUE_INTO}
SELECT %(batch)s, %(refused)s, r.line, r.kk_key, %(relation)s, 'many_heads', '{{}}'
FROM {ROW} AS r
WHERE r.batch_id = %(batch)s AND r.relation = 1 AND r.kk_key IN (
    SELECT kk_key FROM {ROW} WHERE batch_id = %(batch)s AND relation = 1
    GROUP BY kk_key HAVING count(*) > 1
)
"""
_NO_VILLAGE = f"""
{_ISSUE_INTO}
SELECT %(batch)s, %(refused)s, h.first_line, h.kk_key, %(village)s, 'village_empty', '{{}}'
FROM {STAGED} AS h
WHERE h.batch_id = %(batch)s AND h.village_code IS NULL AND NOT EXISTS (
    SELECT FROM {ISSUE} AS i WHERE i.batch_id = h.batch_id AND i.kk_key = h.kk_key
    AND i."column" = %(village)s
)
"""
_REFUSED = f"""
UPDATE {STAGED} AS h SET action = '{Action.REFUSED.value}'
WHERE h.batch_id = %(batch)s AND h.kk_key IN (
    SELECT kk_key FROM {ISSUE} WHERE batch_id = %(batch)s AND kind = %(refused)s
)
"""
