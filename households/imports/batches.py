"""Begin, confirm, discard and go on with the loading of a list: what a page, a command and the
worker may do with a batch."""

import hashlib
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from accounts import clock
from accounts.audit import record_audit
from accounts.models import User
from households.imports import uploads
from households.imports.problems import FileRefused
from households.imports.steps import forget_staged
from households.models import ImportBatch
from households.models.import_batch import AT_WORK, BatchState
from households.nudges import send

KEPT_DAYS = 30  # how long refused rows and their sealed file wait to be mended or decided
STALLED = timedelta(minutes=2)  # a part takes seconds: after this nobody is at it any more

CHECK, APPLY, UNDO = "households.check_batch", "households.apply_batch", "households.undo_batch"
ENROL = "interventions.enrol_batch"
_TASKS = {
    BatchState.UPLOADED: CHECK,
    BatchState.CHECKING: CHECK,
    BatchState.APPLYING: APPLY,
    BatchState.ENROLLING: ENROL,
    BatchState.UNDOING: UNDO,
}


class BatchRefused(Exception):
    """The batch is not in a state for that; the message says so, for a person to read."""


@dataclass(frozen=True, slots=True)
class ListInput:
    """What is asked of a list; `observed_on` None is today."""

    format: str
    file_name: str
    village: str = ""
    observed_on: date | None = None
    enrol_on: date | None = None


def file_hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@transaction.atomic
def begin_batch(
    *, actor: User, wanted: ListInput, file_hash: str, stored_name: str = "", pk: UUID | None = None
) -> ImportBatch:
    batch = ImportBatch.objects.create(
        id=pk or uuid.uuid4(),
        format=wanted.format,
        village_id=wanted.village or None,
        file_name=wanted.file_name[-200:],
        file_hash=file_hash,
        stored_name=stored_name,
        observed_on=wanted.observed_on or clock.today(),
        enrol_on=wanted.enrol_on,
        created_at=clock.now(),
        created_by=actor,
    )
    record_audit(actor=actor, action="import.begun", subject=batch, format=batch.format)
    return batch


def unfinished_batch(wanted: ListInput, file_hash: str) -> ImportBatch | None:
    """The batch of a command that was stopped while it loaded the same file in the same way."""
    asked = Q() if wanted.observed_on is None else Q(observed_on=wanted.observed_on)
    return (
        ImportBatch.objects.filter(
            asked,
            format=wanted.format,
            village=wanted.village or None,
            enrol_on=wanted.enrol_on,
            file_hash=file_hash,
            stored_name="",
            state__in=(*AT_WORK, BatchState.CHECKED),
        )
        .exclude(state=BatchState.UNDOING)
        .first()
    )


def receive_list(*, actor: User, wanted: ListInput, pieces: Iterable[bytes]) -> ImportBatch:
    """Seal an uploaded file; `go_on` asks the worker to read it."""
    pk = uuid.uuid4()
    stored, digest = uploads.store(pieces, pk)
    return begin_batch(actor=actor, wanted=wanted, file_hash=digest, stored_name=stored, pk=pk)


def go_on(batch: ImportBatch) -> bool:
    """Ask the worker for what is next; False where the broker is out of reach: beat asks again."""
    task = _TASKS.get(BatchState(batch.state))
    return task is None or send(task, str(batch.pk))


@transaction.atomic
def confirm_batch(*, actor: User, batch: ImportBatch) -> ImportBatch:
    """Load what was checked; the same again is no change. Raises BatchRefused."""
    row = _locked(batch)
    if row.state in {BatchState.APPLYING, BatchState.ENROLLING, BatchState.APPLIED}:
        return row
    if row.state != BatchState.CHECKED:
        raise BatchRefused(_("Daftar ini belum selesai dibaca, atau sudah tidak bisa diterapkan."))
    row.state = BatchState.APPLYING
    row.households_done = 0
    row.save(update_fields=["state", "households_done"])
    record_audit(actor=actor, action="import.confirmed", subject=row)
    return row


@transaction.atomic
def discard_batch(*, actor: User, batch: ImportBatch) -> ImportBatch:
    """Forget a list that was not loaded; the same again is no change. Raises BatchRefused."""
    row = _locked(batch)
    if row.state == BatchState.DISCARDED:
        return row
    if row.state not in {BatchState.UPLOADED, BatchState.CHECKING, BatchState.CHECKED}:
        raise BatchRefused(_("Daftar ini sudah diterapkan. Pakai “Batalkan” untuk menariknya."))
    row.state = BatchState.DISCARDED
    row.save(update_fields=["state"])
    forget_staged(row)
    record_audit(actor=actor, action="import.discarded", subject=row)
    return row


@transaction.atomic
def refuse_batch(batch_id: UUID, refused: FileRefused) -> ImportBatch:
    """The file is not of its kind: nothing of it is kept but the sentence why."""
    row = ImportBatch.objects.select_for_update().get(pk=batch_id)
    row.state = BatchState.REFUSED
    row.problem = str(refused)[:300]
    row.save(update_fields=["state", "problem"])
    forget_staged(row)
    return row


def forget_old_lists() -> int:
    """Delete what is kept of lists that nobody mended, decided or loaded for KEPT_DAYS."""
    before = clock.now() - timedelta(days=KEPT_DAYS)
    waiting = Q(state=BatchState.CHECKED, created_at__lt=before)
    loaded = Q(state=BatchState.APPLIED, applied_at__lt=before)
    kept = Q(issues__isnull=False) | ~Q(stored_name="")
    old = list(ImportBatch.objects.filter(waiting | loaded, kept).distinct())
    for batch in old:
        with transaction.atomic():
            row = _locked(batch)
            if row.state == BatchState.CHECKED:
                row.state = BatchState.DISCARDED
                row.save(update_fields=["state"])
            forget_staged(row)
    return len(old)


def stalled_batches() -> list[ImportBatch]:
    """Uploaded lists at which nobody worked for a while: the broker was down, or the worker."""
    since = clock.now() - STALLED
    return list(
        ImportBatch.objects.filter(
            Q(worked_at=None, created_at__lt=since) | Q(worked_at__lt=since), state__in=AT_WORK
        ).exclude(stored_name="", state__in=(BatchState.UPLOADED, BatchState.CHECKING))
    )


def _locked(batch: ImportBatch) -> ImportBatch:
    return ImportBatch.objects.select_for_update().get(pk=batch.pk)
