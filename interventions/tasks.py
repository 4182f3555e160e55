"""What the worker does for this app: ids in, services called, safe twice, late or not at all."""

from uuid import UUID

from celery import shared_task

from interventions.services.batches import enrol_batch


@shared_task(name="interventions.enrol_batch")
def enrol_batch_task(batch_id: str) -> int:
    return enrol_batch(UUID(batch_id))
