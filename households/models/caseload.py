"""Which facilitator accompanies which household, from when to when."""

import uuid

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q

from accounts.models.assignment import date_range


class CaseloadAssignment(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    household = models.ForeignKey(
        "households.Household", on_delete=models.CASCADE, related_name="caseload_assignments"
    )
    facilitator = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, related_name="caseload_assignments"
    )
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    assigned_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    assigned_at = models.DateTimeField()

    class Meta:
        ordering = ("household_id", "valid_from")
        indexes = (
            models.Index(
                fields=("facilitator", "household"),
                condition=Q(valid_to=None),
                name="caseload_now",
            ),
        )
        constraints = (
            models.CheckConstraint(
                name="a_caseload_assignment_ends_after_it_begins",
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
            ),
            ExclusionConstraint(
                name="a_household_has_one_facilitator_at_a_time",
                expressions=(
                    ("household", RangeOperators.EQUAL),
                    (date_range("valid_from", "valid_to"), RangeOperators.OVERLAPS),
                ),
            ),
        )

    def __str__(self) -> str:
        return f"{self.household_id} {self.facilitator}"
