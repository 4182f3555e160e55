"""Statements that change what is known already, each keeping what was before for an undo.

They follow `comparing` and read its tables. Facts that were not known and facts that changed are
two observations, as `record_facts` would have written them.
"""
# ruff: noqa: S608

from typing import Any
from uuid import UUID

from households import sealed
from households.codes import NikState
from households.facts import facts_of
from households.imports.tables import (
    AUDIT,
    CHANGE,
    HOUSEHOLD,
    MEMBER,
    MODELS,
    OBSERVATION,
    ROW,
    TABLES,
    column_type,
    rows_of,
    run,
)
from households.models import Household, Member
from households.models.observation import ObservationKind, Source, SubjectKind

# What there is to write, a line a subject: its old values, and the new ones by kind.
_SUBJECTS = """
CREATE TEMP TABLE plan_subject ON COMMIT DROP AS
SELECT subject_kind, subject_id, version, (array_agg(household_id))[1] AS household_id,
       jsonb_object_agg(fact, old) AS before,
       jsonb_object_agg(fact, new) AS after,
       jsonb_object_agg(fact, new) FILTER (WHERE is_first) AS first,
       jsonb_object_agg(fact, new) FILTER (WHERE NOT is_first) AS changed,
       version + bool_or(is_first)::int + bool_or(NOT is_first)::int AS version_after
FROM (
    SELECT *, old IN ('null', '""') AS is_first FROM plan_change WHERE NOT is_kept
) AS facts
GROUP BY subject_kind, subject_id, version
"""
_KEEP_FACTS = f"""
INSERT INTO {CHANGE} (
    batch_id, household_id, subject_kind, subject_id, before, version_before, version_after
)
SELECT %(batch)s, household_id, subject_kind, subject_id, before, version, version_after
FROM plan_subject
"""


def _observe(values: str, kind: ObservationKind, version: str) -> str:
    return f"""
    INSERT INTO {OBSERVATION} (
        subject_kind, subject_id, version, kind, source, observed_on, recorded_at, recorded_by_id,
        values, batch_id, visit_id
    )
    SELECT subject_kind, subject_id, {version}, '{kind.value}', '{Source.LIST.value}',
           %(observed_on)s, %(now)s, %(actor)s, {values}, %(batch)s, NULL
    FROM plan_subject WHERE {values} IS NOT NULL
    """


def set_facts(kind: SubjectKind, source: str, values: str, version: str) -> str:
    """Set the facts that `values` (a jsonb column of `source`) holds, and the version."""
    facts = ", ".join(
        f"{name} = CASE WHEN s.{values} ? '{name}' "
        f"THEN {_cast(kind, name, values)} ELSE t.{name} END"
        for name in facts_of(kind)
    )
    return f"""
    UPDATE {TABLES[kind]} AS t SET version = s.{version}, {facts}
    FROM {source} AS s WHERE s.subject_kind = '{kind.value}' AND s.subject_id = t.id
    """


def _cast(kind: SubjectKind, name: str, values: str) -> str:
    return f"(s.{values} ->> '{name}')::{column_type(kind, name)}"


_KEEP_NAMES = f"""
INSERT INTO {CHANGE} (
    batch_id, household_id, subject_kind, subject_id, before, version_before, version_after
)
SELECT %(batch)s, r.household_id, 'M', m.id, jsonb_build_object(
           'name', m.name, 'name_key', m.name_key, 'listed_name_key', m.listed_name_key),
       m.version, m.version
FROM plan_rename AS r JOIN {MEMBER} AS m ON m.id = r.member_id
"""
_RENAME = f"""
UPDATE {MEMBER} AS m SET name = r.name, name_key = r.name_key, listed_name_key = r.name_key
FROM plan_rename AS r WHERE r.member_id = m.id
"""
_KEEP_NUMBERS = f"""
INSERT INTO {CHANGE} (
    batch_id, household_id, subject_kind, subject_id, before, number_sealed, number_hash,
    version_before, version_after
)
SELECT %(batch)s, n.household_id, 'M', m.id, jsonb_build_object(
           'nik_state', m.nik_state, 'nik_missing_reason', m.nik_missing_reason,
           'nik_matched', m.nik_matched),
       m.nik_sealed, m.nik_hash, m.version, m.version + 1
FROM plan_number AS n JOIN {MEMBER} AS m ON m.id = n.member_id
"""
_OBSERVE_NUMBERS = f"""
INSERT INTO {OBSERVATION} (
    subject_kind, subject_id, version, kind, source, observed_on, recorded_at, recorded_by_id,
    values, batch_id, visit_id
)
SELECT 'M', m.id, m.version, CASE WHEN c.number_hash IS NULL
           THEN '{ObservationKind.FIRST.value}' ELSE '{ObservationKind.CHANGED.value}' END,
       '{Source.LIST.value}', %(observed_on)s, %(now)s, %(actor)s,
       jsonb_build_object('nik_state', m.nik_state)
           || CASE WHEN (c.before ->> 'nik_matched')::boolean IS DISTINCT FROM m.nik_matched
              THEN jsonb_build_object('nik_matched', m.nik_matched) ELSE '{{}}' END,
       %(batch)s, NULL
FROM plan_number AS n JOIN {MEMBER} AS m ON m.id = n.member_id
JOIN {CHANGE} AS c ON c.batch_id = %(batch)s AND c.subject_id = m.id AND c.before ? 'nik_state'
"""


def _audit(action: str, source: str) -> str:
    return f"""
    INSERT INTO {AUDIT} (at, actor_id, action, subject_kind, subject_id, detail)
    SELECT %(now)s, %(actor)s, '{action}', '{Member._meta.label_lower}', member_id::text,
           jsonb_build_object('batch', %(batch)s)
    FROM {source}
    """


def change_known(params: dict[str, Any]) -> None:
    """Apply the planned changes to members, households and dwellings that are known."""
    run("DROP TABLE IF EXISTS pg_temp.plan_subject", {})
    run(_SUBJECTS, params)
    run(_KEEP_FACTS, params)
    run(_observe("first", ObservationKind.FIRST, "version + 1"), params)
    run(_observe("changed", ObservationKind.CHANGED, "version_after"), params)
    for kind in MODELS:
        run(set_facts(kind, "plan_subject", "after", "version_after"), params)
    if run(_KEEP_NAMES, params):
        run(_RENAME, params)
        run(_audit("member.renamed", "plan_rename"), params)
    if run(_KEEP_NUMBERS, params):
        _set_numbers()
        run(_OBSERVE_NUMBERS, params)
        run(_audit("identifier.nik_set", "plan_number"), params)


def _set_numbers() -> None:
    """A number is sealed for one row: what was sealed for the staged one is sealed anew."""
    found = rows_of(
        f"""
        SELECT n.member_id, s.id, s.nik_sealed, s.nik_hashes[1], s.nik_state, s.nik_matched
        FROM plan_number AS n JOIN {ROW} AS s ON s.id = n.row_id
        """,
        {},
    )
    for member_id, row_id, box, nik_hash, state, matched in found:
        nik = sealed.unseal(box, column=sealed.NIK, row=_uuid(row_id))
        run(
            f"""
            UPDATE {MEMBER} SET nik_sealed = %(box)s, nik_hash = %(hash)s, nik_state = %(state)s,
                nik_missing_reason = '', version = version + 1,
                nik_matched = CASE WHEN %(asked)s THEN nik_matched END
            WHERE id = %(id)s
            """,
            {
                "id": member_id,
                "box": sealed.seal(nik, column=sealed.NIK, row=_uuid(member_id)),
                "hash": nik_hash,
                "state": NikState(state).value,
                # Dukcapil's answer to the former number does not hold for this one.
                "asked": matched is not None,
            },
        )


def _uuid(value: UUID | str) -> UUID:
    return value if isinstance(value, UUID) else UUID(value)


def take_kk(*, batch_id: UUID, household: Household, staged_id: UUID, box: bytes, kk: str) -> None:
    """Give a known household the No. KK of a staged one; `box` is sealed for the staged id."""
    number = sealed.unseal(box, column=sealed.KK, row=staged_id)
    run(
        f"""
        INSERT INTO {CHANGE} (
            batch_id, household_id, subject_kind, subject_id, before, number_sealed, number_hash,
            version_before, version_after
        )
        SELECT %(batch)s, id, 'H', id, '{{"no_kk": null}}', kk_sealed, kk_hash, version, version
        FROM {HOUSEHOLD} WHERE id = %(id)s
        """,
        {"batch": batch_id, "id": household.pk},
    )
    household.kk_sealed = sealed.seal(number, column=sealed.KK, row=household.pk)
    household.kk_hash = kk
    household.save(update_fields=["kk_sealed", "kk_hash"])
