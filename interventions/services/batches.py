"""Enrol the households of a list that was loaded with a day to enrol them on."""

from uuid import UUID

from households.imports.steps import finish_enrolling, loaded_household_ids
from households.models import ImportBatch
from interventions.services.enrolment import enrol_households

PART = 10_000


def enrol_batch(batch_id: UUID) -> int:
    """Enrol each household that the batch loaded, whether it was new, changed or as before, part
    by part; then the batch is done. Returns how many were enrolled; safe to repeat."""
    batch = ImportBatch.objects.select_related("created_by").get(pk=batch_id)
    if batch.enrol_on is None:
        return 0
    enrolled = after = 0
    while part := loaded_household_ids(batch, after, PART):
        enrolled += enrol_households(
            actor=batch.created_by,
            household_ids=[household_id for _position, household_id in part],
            on=batch.enrol_on,
            reason=batch.file_name,
        )
        after = part[-1][0]
    finish_enrolling(batch_id)
    return enrolled
