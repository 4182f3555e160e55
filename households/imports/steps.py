"""Take a batch one part further: read, check, compare, load. Each part holds or does not, and the
batch says how far it is, so whoever comes next goes on from there, also after a kill."""
# ruff: noqa: S608

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from uuid import UUID

from django.db import transaction

from accounts import clock
from households.imports import uploads
from households.imports.applying import apply_part, plan_part
from households.imports.checks import check_file
from households.imports.matching import Scope
from households.imports.reading import open_sheet
from households.imports.staging import Stager
from households.imports.tables import (
    DWELLING,
    HOUSEHOLD,
    ISSUE,
    MEMBER,
    OBSERVATION,
    ROW,
    STAGED,
    STATE,
    rows_of,
    run,
)
from households.models import ImportBatch
from households.models.import_batch import READING, BatchState
from households.models.import_staging import Action
from households.nudges import nudge_everybody

COMPARED_AT_ONCE = 20_000  # households
LOADED_AT_ONCE = 5_000

MANY_ROWS = 10_000  # the planner should know of them before autovacuum comes by

COUNTS = (
    "rows", "households_created", "households_updated", "households_unchanged", "members_created",
    "members_updated", "rejected_rows", "rejected_households",
)  # fmt: skip
_LOADED = tuple(action.value for action in (Action.CREATED, Action.UPDATED, Action.UNCHANGED))


@contextmanager
def stager_for(batch: ImportBatch, path: Path | None = None) -> Iterator[Stager | None]:
    """The reader of the batch's file (stored, or lying at `path`); None once it is read."""
    if batch.is_read or batch.state not in READING:
        yield None
        return
    source = path.open("rb") if path else uploads.open_stored(batch.stored_name, batch.pk)
    with closing(source):
        yield Stager(batch, open_sheet(source, batch.file_name))


@transaction.atomic
def advance(batch_id: UUID, stager: Stager | None) -> ImportBatch:
    """Do the next part; nothing where the batch waits for a person. Raises FileRefused."""
    batch = ImportBatch.objects.select_for_update().get(pk=batch_id)
    if batch.state in READING:
        _read_on(batch, stager)
    elif batch.state == BatchState.APPLYING:
        _load_on(batch)
    else:
        return batch
    batch.worked_at = clock.now()
    batch.save()
    return batch


def _read_on(batch: ImportBatch, stager: Stager | None) -> None:
    batch.state = BatchState.CHECKING
    if not batch.is_read:
        if stager is not None:
            stager.stage_part(batch)
        return
    if batch.households_total is None:
        check_file(batch)
        return
    scope = _next(batch, COMPARED_AT_ONCE)
    plan_part(batch, scope)
    batch.households_done = scope.last
    if batch.households_done >= batch.households_total:
        batch.state = BatchState.CHECKED
        batch.counts = count(batch)


def _load_on(batch: ImportBatch) -> None:
    scope = _next(batch, LOADED_AT_ONCE)
    apply_part(batch, scope)
    batch.households_done = scope.last
    if batch.households_done < (batch.households_total or 0):
        return
    batch.counts = count(batch)
    finish_loading(batch)


def finish_loading(batch: ImportBatch) -> None:
    """All is loaded: what is left is to enrol, where that was asked; the caller saves the batch."""
    if batch.enrol_on is None:
        _finish(batch)
    else:
        batch.state = BatchState.ENROLLING


def _next(batch: ImportBatch, size: int) -> Scope:
    last = min(batch.households_done + size, batch.households_total or 0)
    return Scope(batch.pk, batch.households_done + 1, last)


@transaction.atomic
def finish_enrolling(batch_id: UUID) -> ImportBatch:
    """The households of the batch are enrolled: it is done. Safe to repeat."""
    batch = ImportBatch.objects.select_for_update().get(pk=batch_id)
    if batch.state == BatchState.ENROLLING:
        _finish(batch)
        batch.save()
    return batch


def _finish(batch: ImportBatch) -> None:
    """Loaded: what is staged of the loaded households is forgotten, what was refused is kept for
    the report and for decisions."""
    batch.state = BatchState.APPLIED
    batch.applied_at = clock.now()
    params = {"batch": batch.pk, "loaded": list(_LOADED)}
    loaded = f"SELECT kk_key FROM {STAGED} WHERE batch_id = %(batch)s AND action = ANY (%(loaded)s)"
    run(f"DELETE FROM {ROW} WHERE batch_id = %(batch)s AND kk_key IN ({loaded})", params)
    run(f"DELETE FROM {STAGED} WHERE batch_id = %(batch)s AND action = ANY (%(loaded)s)", params)
    if batch.rows_done >= MANY_ROWS:
        for table in (HOUSEHOLD, MEMBER, DWELLING, OBSERVATION, STATE):
            run(f"ANALYZE {table}", {})
    nudge_everybody()


def loaded_household_ids(batch: ImportBatch, after: int, size: int) -> list[tuple[int, UUID]]:
    """(position, household) of the households that the batch loaded, unchanged ones too, behind the
    position `after`; empty once the batch is finished."""
    return rows_of(
        f"""
        SELECT position, COALESCE(known_id, id) FROM {STAGED}
        WHERE batch_id = %(batch)s AND position > %(after)s AND action = ANY (%(loaded)s)
        ORDER BY position LIMIT %(size)s
        """,
        {"batch": batch.pk, "after": after, "size": size, "loaded": list(_LOADED)},
    )


def count(batch: ImportBatch) -> dict[str, int]:
    """The numbers of contracts.md, of what would be done or what was done."""
    params = {"batch": batch.pk}
    by_action: dict[str, tuple[int, int, int, int]] = {
        action: (households, rows, created, updated)
        for action, households, rows, created, updated in rows_of(
            f"""
            SELECT action, count(*), sum(rows), sum(members_created), sum(members_updated)
            FROM {STAGED} WHERE batch_id = %(batch)s GROUP BY action
            """,
            params,
        )
    }
    homeless = rows_of(
        f"SELECT count(*) FROM {ROW} WHERE batch_id = %(batch)s AND kk_key IS NULL", params
    )[0][0]

    def total(place: int, *actions: Action) -> int:
        return sum(int(by_action.get(action, (0, 0, 0, 0))[place]) for action in actions)

    rejected = (Action.REFUSED, Action.WAITING)
    return {
        "rows": batch.rows_done,
        "households_created": total(0, Action.CREATED),
        "households_updated": total(0, Action.UPDATED),
        "households_unchanged": total(0, Action.UNCHANGED),
        "members_created": total(2, *Action),
        "members_updated": total(3, *Action),
        "rejected_rows": total(1, *rejected) + homeless,
        "rejected_households": total(0, *rejected),
    }


def forget_staged(batch: ImportBatch) -> None:
    """Delete what is staged of the batch, what is wrong with it, and its stored file."""
    for table in (ROW, STAGED, ISSUE):
        run(f"DELETE FROM {table} WHERE batch_id = %(batch)s", {"batch": batch.pk})
    stored = batch.stored_name
    batch.stored_name = ""
    batch.save(update_fields=["stored_name"])
    transaction.on_commit(lambda: uploads.forget(stored))
