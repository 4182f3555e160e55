"""Enrol the households of a list that was loaded with a day to enrol them on."""

from uuid import UUID

from households.models import Household, ImportBatch
from interventions.services.enrolment import enrol_households


def enrol_batch(batch_id: UUID) -> int:
    """How many households of the batch were enrolled; 0 where it names no day, or on a repeat."""
    batch = ImportBatch.objects.select_related("created_by").get(pk=batch_id)
    if batch.enrol_on is None:
        return 0
    ids = Household.objects.filter(batch=batch).order_by("pk").values_list("pk", flat=True)
    return enrol_households(
        actor=batch.created_by,
        household_ids=ids.iterator(chunk_size=10_000),
        on=batch.enrol_on,
        reason=batch.file_name,
    )
