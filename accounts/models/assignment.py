"""Who works where, from when to when: history keeps who was in charge."""

import uuid
from datetime import date, timedelta

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q


def date_range(valid_from: str, valid_to: str) -> Func:
    """daterange(from, to, '[)'): the day `to` is the first day it no longer holds."""
    return Func(F(valid_from), F(valid_to), function="daterange", output_field=DateRangeField())


class RegionAssignment(models.Model):
    """A facilitator's village, or a regency of an officer or an agency desk."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, related_name="region_assignments"
    )
    region = models.ForeignKey(
        "accounts.Region", on_delete=models.PROTECT, related_name="assignments"
    )
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("region_id", "valid_from")
        constraints = (
            models.CheckConstraint(
                name="region_assignment_ends_after_it_begins",
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
            ),
            ExclusionConstraint(
                name="a_person_holds_a_region_once_at_a_time",
                expressions=(
                    ("user", RangeOperators.EQUAL),
                    ("region", RangeOperators.EQUAL),
                    (date_range("valid_from", "valid_to"), RangeOperators.OVERLAPS),
                ),
            ),
        )

    def __str__(self) -> str:
        return f"{self.user} @ {self.region_id}"

    @property
    def last_day(self) -> date | None:
        """The last day on which it holds; None while no end is set."""
        return self.valid_to - timedelta(days=1) if self.valid_to else None
