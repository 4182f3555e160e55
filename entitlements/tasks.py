"""What the worker is nudged to do. Ids in, safe twice, late or not at all."""

from uuid import UUID

from celery import shared_task

from entitlements import services


@shared_task(name="entitlements.check_household", acks_late=True)
def check_household(household_id: str) -> None:
    services.evaluate_household(UUID(household_id))


@shared_task(name="entitlements.sweep", acks_late=True)
def sweep() -> None:
    services.sweep()
