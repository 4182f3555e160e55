"""What the worker does for lists: ids in, one part after the other, safe twice and late.

A task works for a while and hands on to the next: a list of a million rows is no task of an hour.
"""

import time
from uuid import UUID

from celery import shared_task

from households.imports import batches
from households.imports.problems import FileRefused
from households.imports.steps import advance, stager_for
from households.imports.undo import undo
from households.models import ImportBatch
from households.models.import_batch import READING, BatchState

SECONDS = 20  # then the next task goes on


@shared_task(name=batches.CHECK)
def check_batch(batch_id: str) -> None:
    """Read a list and say what would become of it."""
    batch = ImportBatch.objects.get(pk=UUID(batch_id))
    until = time.monotonic() + SECONDS
    try:
        with stager_for(batch) as stager:
            while batch.state in READING and time.monotonic() < until:
                batch = advance(batch.pk, stager)
    except FileRefused as refused:
        batches.refuse_batch(batch.pk, refused)
        return
    if batch.state in READING:
        batches.go_on(batch)


@shared_task(name=batches.APPLY)
def apply_batch(batch_id: str) -> None:
    """Load a list that was confirmed; the enrolment that may follow lies in an app above."""
    batch = ImportBatch.objects.get(pk=UUID(batch_id))
    until = time.monotonic() + SECONDS
    while batch.state == BatchState.APPLYING and time.monotonic() < until:
        batch = advance(batch.pk, None)
    batches.go_on(batch)


@shared_task(name=batches.UNDO)
def undo_batch(batch_id: str) -> None:
    undo(UUID(batch_id))


@shared_task(name="households.go_on_with_lists")
def go_on_with_lists() -> None:
    """For lists whose message was lost: the broker was down, or the worker was killed."""
    for batch in batches.stalled_batches():
        batches.go_on(batch)


@shared_task(name="households.forget_old_lists")
def forget_old_lists() -> None:
    batches.forget_old_lists()
