"""What the worker does for this app: ids in, services called, safe twice, late or not at all."""

from uuid import UUID

from celery import shared_task

from interventions import services


@shared_task(name="interventions.enrol_batch")
def enrol_batch(batch_id: str) -> int:
    return services.enrol_batch(UUID(batch_id))


@shared_task(name="interventions.check_after_visit")
def check_after_visit(visit_id: str) -> None:
    services.check_after_visit(UUID(visit_id))
