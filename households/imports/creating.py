"""Statements that make the households, dwellings and members that a list brings.

They follow `comparing` and read its tables; versions and observations are those that
`record_facts` would have written: one first observation a subject, with all that is known of it.
"""
# ruff: noqa: S608

from households.imports.tables import (
    DWELLING,
    DWELLING_FACTS,
    HOUSEHOLD,
    HOUSEHOLD_FACTS,
    MEMBER,
    MEMBER_FACTS,
    OBSERVATION,
    ROW,
    STAGED,
    STATE,
    alias,
    or_blank,
    values_object,
)
from households.models.enrolment import State
from households.models.household import Origin
from households.models.import_staging import Action
from households.models.observation import ObservationKind, Source, SubjectKind

_NEW = f"""
plan_result AS p JOIN {STAGED} AS s ON s.id = p.staged_id AND p.action = '{Action.CREATED.value}'
"""
# New people: of new households, and of known ones.
_NEW_ROWS = f"""
plan_result AS p
JOIN plan_row AS x ON x.staged_id = p.staged_id AND x.member_id IS NULL
    AND p.action IN ('{Action.CREATED.value}', '{Action.UPDATED.value}')
JOIN {ROW} AS s ON s.id = x.row_id
"""


def _version(names: tuple[str, ...]) -> str:
    """1 where anything is known, for that is the first observation; else 0."""
    return f"(num_nonnulls({alias('s', names)}) > 0)::int"


_DWELLINGS = f"""
INSERT INTO {DWELLING} (id, version, {", ".join(DWELLING_FACTS)})
SELECT s.dwelling_id, {_version(DWELLING_FACTS)},
       {", ".join(or_blank("s", name) for name in DWELLING_FACTS)}
FROM {_NEW} ORDER BY s.position
"""
_HOUSEHOLDS = f"""
INSERT INTO {HOUSEHOLD} (
    id, village_id, dwelling_id, kk_sealed, kk_hash, origin, phone, language, version, created_at,
    created_by_id, batch_id, {", ".join(HOUSEHOLD_FACTS)}
)
SELECT s.id, s.village_code, s.dwelling_id, s.kk_sealed, s.kk_hashes[1], '{Origin.LIST.value}',
       '', '', {_version(HOUSEHOLD_FACTS)}, %(now)s, %(actor)s, %(batch)s,
       {alias("s", HOUSEHOLD_FACTS)}
FROM {_NEW} ORDER BY s.position
"""
_STATES = f"""
INSERT INTO {STATE} (
    id, household_id, state, valid_from, valid_to, reason, alternative_track, recorded_at,
    recorded_by_id
)
SELECT gen_random_uuid(), s.id, '{State.CANDIDATE.value}', %(since)s, NULL, %(reason)s, false,
       %(now)s, %(actor)s
FROM {_NEW} ORDER BY s.position
"""
_MEMBERS = f"""
INSERT INTO {MEMBER} (
    id, household_id, name, name_key, listed_name_key, nik_sealed, nik_hash, nik_state,
    nik_missing_reason, version, created_at, batch_id, {", ".join(MEMBER_FACTS)}
)
SELECT s.id, COALESCE(p.household_id, p.staged_id), s.name, s.name_key, s.name_key, s.nik_sealed,
       s.nik_hashes[1], s.nik_state, s.nik_missing_reason, {_version(MEMBER_FACTS)}, %(now)s,
       %(batch)s, {alias("s", MEMBER_FACTS)}
FROM {_NEW_ROWS} ORDER BY s.line
"""


def _observed(kind: SubjectKind, subject: str, names: tuple[str, ...], source: str) -> str:
    return f"""
    INSERT INTO {OBSERVATION} (
        subject_kind, subject_id, version, kind, source, observed_on, recorded_at, recorded_by_id,
        values, batch_id, visit_id
    )
    SELECT '{kind.value}', {subject}, 1, '{ObservationKind.FIRST.value}', '{Source.LIST.value}',
           %(observed_on)s, %(now)s, %(actor)s, {values_object("s", names)}, %(batch)s, NULL
    FROM {source}
    WHERE num_nonnulls({alias("s", names)}) > 0
    """


CREATE = (
    _DWELLINGS,
    _HOUSEHOLDS,
    _STATES,
    _MEMBERS,
    _observed(SubjectKind.DWELLING, "s.dwelling_id", DWELLING_FACTS, _NEW),
    _observed(SubjectKind.HOUSEHOLD, "s.id", HOUSEHOLD_FACTS, _NEW),
    _observed(SubjectKind.MEMBER, "s.id", MEMBER_FACTS, _NEW_ROWS),
)
