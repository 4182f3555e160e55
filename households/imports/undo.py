"""Take a batch back as if it had never been, while nothing was built on it.

All of it or nothing, in one transaction: there is no half-undone list, and a killed undo left no
trace. An enrolled household was built on, by the batch's own enrolment too: who was enrolled has a
plan, and leaves the programme by a decision, not by an undo.
"""
# ruff: noqa: S608

from dataclasses import dataclass
from uuid import UUID

from django.db import IntegrityError, models, transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import clock
from accounts.audit import record_audit
from accounts.models import User
from households.imports.applying import ONE_LIST_AT_A_TIME
from households.imports.changing import set_facts
from households.imports.steps import forget_staged
from households.imports.tables import (
    CASELOAD,
    CHANGE,
    DIFFERENCE,
    DWELLING,
    HOUSEHOLD,
    MEMBER,
    MODELS,
    OBSERVATION,
    STATE,
    TABLES,
    rows_of,
    run,
)
from households.models import Household, ImportBatch, Member
from households.models.enrolment import State
from households.models.import_batch import BatchState
from households.models.observation import DifferenceState
from households.nudges import nudge_everybody


class UndoRefused(Exception):
    """Something was built on the batch; the message says what."""


@dataclass(frozen=True, slots=True)
class Blocker:
    """What was built on the batch, and on how many of its households, members or facts."""

    reason: str
    count: int


_MADE = f"(SELECT id FROM {HOUSEHOLD} WHERE batch_id = %(batch)s)"
_MADE_DWELLINGS = f"(SELECT dwelling_id FROM {HOUSEHOLD} WHERE batch_id = %(batch)s)"
_MADE_SUBJECTS = f"""(
    SELECT id FROM {HOUSEHOLD} WHERE batch_id = %(batch)s
    UNION ALL SELECT id FROM {MEMBER} WHERE batch_id = %(batch)s
    UNION ALL SELECT dwelling_id FROM {HOUSEHOLD} WHERE batch_id = %(batch)s
)"""
_CHANGED = " UNION ALL ".join(
    f"""
    SELECT t.id FROM {table} AS t JOIN (
        SELECT subject_id, max(version_after) AS version FROM {CHANGE}
        WHERE batch_id = %(batch)s AND subject_kind = '{kind.value}' GROUP BY subject_id
    ) AS c ON c.subject_id = t.id WHERE t.version <> c.version
    """
    for kind, table in TABLES.items()
)
_QUESTIONS: tuple[tuple[str | Promise, str], ...] = (
    (
        gettext_lazy("keluarga sudah diverifikasi, didaftarkan, atau berganti status"),
        f"""
        SELECT household_id FROM {STATE} WHERE household_id IN {_MADE}
        GROUP BY household_id HAVING count(*) > 1 OR min(state) <> '{State.CANDIDATE.value}'
        """,
    ),
    (
        gettext_lazy("keluarga sudah punya pendamping"),
        f"SELECT household_id FROM {CASELOAD} WHERE household_id IN {_MADE} GROUP BY household_id",
    ),
    (
        gettext_lazy("orang, keluarga, atau rumah sudah dicatat lagi sesudahnya"),
        f"""
        SELECT subject_id FROM {OBSERVATION}
        WHERE subject_id IN {_MADE_SUBJECTS} AND batch_id IS DISTINCT FROM %(batch)s
        UNION {_CHANGED}
        """,
    ),
    (
        gettext_lazy("nama atau nomor sudah diperbaiki sesudahnya"),
        f"""
        SELECT m.id FROM {MEMBER} AS m JOIN {CHANGE} AS c ON c.subject_id = m.id
        WHERE c.batch_id = %(batch)s AND c.before ? 'name' AND m.name_key <> m.listed_name_key
        UNION SELECT id FROM {MEMBER} WHERE batch_id = %(batch)s AND name_key <> listed_name_key
        """,
    ),
    (
        gettext_lazy("anggota lain sudah ditambahkan atau pindah ke keluarga ini"),
        f"""
        SELECT id FROM {MEMBER}
        WHERE household_id IN {_MADE} AND batch_id IS DISTINCT FROM %(batch)s
        """,
    ),
    (
        gettext_lazy("rumah sudah dicatat ditempati keluarga lain"),
        f"""
        SELECT id FROM {HOUSEHOLD} WHERE dwelling_id IN {_MADE_DWELLINGS}
        AND batch_id IS DISTINCT FROM %(batch)s
        """,
    ),
    (
        gettext_lazy("perbedaan catatan sudah diputuskan"),
        f"""
        SELECT id FROM {DIFFERENCE}
        WHERE batch_id = %(batch)s AND state <> '{DifferenceState.OPEN.value}'
        """,
    ),
)


def blockers(batch: ImportBatch) -> list[Blocker]:
    """What was built on the batch; empty where it can be undone."""
    params = {"batch": batch.pk}
    asked = ((str(reason), query) for reason, query in (*_QUESTIONS, *_elsewhere()))
    found: dict[str, int] = {}
    for reason, query in asked:
        rows = rows_of(f"SELECT count(*) FROM ({query}) AS built", params)[0][0]
        found[reason] = found.get(reason, 0) + rows
    return [Blocker(reason, count) for reason, count in found.items() if count]


def _elsewhere() -> list[tuple[str, str]]:
    """Rows of other rooms (visits, plans, flags, …) that point at what the batch made."""
    reason = _("catatan lain sudah memakai data ini")
    pointing: list[tuple[type[models.Model], str]] = [
        (Household, _MADE),
        (Member, f"(SELECT id FROM {MEMBER} WHERE batch_id = %(batch)s)"),
    ]
    questions = []
    for model, made in pointing:
        for relation in model._meta.related_objects:
            there = relation.related_model._meta
            if there.app_label != "households":
                column = relation.field.column
                questions.append(
                    (reason, f"SELECT {column} FROM {there.db_table} WHERE {column} IN {made}")
                )
    return questions


@transaction.atomic
def begin_undo(*, actor: User, batch: ImportBatch) -> ImportBatch:
    """Ask for the undo; the same again is no change. Raises UndoRefused."""
    row = ImportBatch.objects.select_for_update().get(pk=batch.pk)
    if row.state in {BatchState.UNDOING, BatchState.UNDONE}:
        return row
    if row.state != BatchState.APPLIED:
        raise UndoRefused(_("Hanya daftar yang sudah diterapkan yang bisa dibatalkan."))
    _refuse_built_on(row)
    row.state = BatchState.UNDOING
    row.problem = ""
    row.save(update_fields=["state", "problem"])
    record_audit(actor=actor, action="import.undo_asked", subject=row)
    return row


def undo(batch_id: UUID) -> ImportBatch:
    """Undo a batch that was asked to be; where something was built on it meanwhile, it stays
    applied and says so. Safe to repeat."""
    try:
        return _undo(batch_id)
    except (UndoRefused, IntegrityError) as refused:
        sentence = (
            str(refused)
            if isinstance(refused, UndoRefused)
            else _("Tidak bisa dibatalkan: catatan lain sudah memakai data ini.")
        )
        ImportBatch.objects.filter(pk=batch_id, state=BatchState.UNDOING).update(
            state=BatchState.APPLIED, problem=sentence[:300]
        )
        return ImportBatch.objects.get(pk=batch_id)


@transaction.atomic
def _undo(batch_id: UUID) -> ImportBatch:
    batch = ImportBatch.objects.select_for_update().select_related("created_by").get(pk=batch_id)
    if batch.state != BatchState.UNDOING:
        return batch
    run("SELECT pg_advisory_xact_lock(%(key)s)", {"key": ONE_LIST_AT_A_TIME})
    run("SET CONSTRAINTS ALL IMMEDIATE", {})
    _refuse_built_on(batch)
    for statement in _RESTORE:
        run(statement, {"batch": batch.pk})
    batch.state = BatchState.UNDONE
    batch.undone_at = clock.now()
    batch.save(update_fields=["state", "undone_at"])
    forget_staged(batch)
    record_audit(actor=batch.created_by, action="import.undone", subject=batch)
    nudge_everybody()
    return batch


def _refuse_built_on(batch: ImportBatch) -> None:
    built = blockers(batch)
    if built:
        reasons = "; ".join(f"{blocker.count} {blocker.reason}" for blocker in built)
        raise UndoRefused(_("Tidak bisa dibatalkan: %(reasons)s.") % {"reasons": reasons})


# The first value that the batch found is the one that was there before it.
_BEFORE = f"""
CREATE TEMP TABLE plan_undo ON COMMIT DROP AS
SELECT subject_kind, subject_id, jsonb_object_agg(key, value) AS before,
       min(version_before) AS version,
       (array_agg(number_sealed ORDER BY id) FILTER (WHERE is_number))[1] AS number_sealed,
       (array_agg(number_hash ORDER BY id) FILTER (WHERE is_number))[1] AS number_hash
FROM (
    SELECT DISTINCT ON (c.subject_id, x.key) c.id, c.subject_kind, c.subject_id, c.number_sealed,
           c.number_hash, c.version_before, x.key, x.value,
           x.key IN ('nik_state', 'no_kk') AS is_number
    FROM {CHANGE} AS c CROSS JOIN LATERAL jsonb_each(c.before) AS x
    WHERE c.batch_id = %(batch)s ORDER BY c.subject_id, x.key, c.id
) AS first
GROUP BY subject_kind, subject_id
"""
_NAMES = f"""
UPDATE {MEMBER} AS m SET name = u.before ->> 'name', name_key = u.before ->> 'name_key',
    listed_name_key = u.before ->> 'listed_name_key'
FROM plan_undo AS u WHERE u.subject_id = m.id AND u.before ? 'name'
"""
_NIKS = f"""
UPDATE {MEMBER} AS m SET nik_sealed = u.number_sealed, nik_hash = u.number_hash,
    nik_state = u.before ->> 'nik_state', nik_missing_reason = u.before ->> 'nik_missing_reason'
FROM plan_undo AS u WHERE u.subject_id = m.id AND u.before ? 'nik_state'
"""
_KKS = f"""
UPDATE {HOUSEHOLD} AS h SET kk_sealed = u.number_sealed, kk_hash = u.number_hash
FROM plan_undo AS u WHERE u.subject_id = h.id AND u.before ? 'no_kk'
"""
_LEFT_DWELLINGS = f"""
CREATE TEMP TABLE plan_left ON COMMIT DROP AS
SELECT dwelling_id FROM {HOUSEHOLD} WHERE batch_id = %(batch)s
"""
_RESTORE = (
    "DROP TABLE IF EXISTS pg_temp.plan_undo",
    "DROP TABLE IF EXISTS pg_temp.plan_left",
    _BEFORE,
    *(set_facts(kind, "plan_undo", "before", "version") for kind in MODELS),
    _NAMES,
    _NIKS,
    _KKS,
    f"DELETE FROM {DIFFERENCE} WHERE batch_id = %(batch)s",
    f"DELETE FROM {OBSERVATION} WHERE batch_id = %(batch)s",
    f"DELETE FROM {MEMBER} WHERE batch_id = %(batch)s",
    f"DELETE FROM {STATE} WHERE household_id IN {_MADE}",
    _LEFT_DWELLINGS,
    f"DELETE FROM {HOUSEHOLD} WHERE batch_id = %(batch)s",
    f"DELETE FROM {DWELLING} WHERE id IN (SELECT dwelling_id FROM plan_left)",
    f"DELETE FROM {CHANGE} WHERE batch_id = %(batch)s",
)
