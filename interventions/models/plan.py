"""The path of one household through the programme: where it began, what moved or halted it."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Ending(models.TextChoices):
    GRADUATED = "graduated", _("Lulus")
    EXITED = "exited", _("Keluar")


class MentoringPlan(models.Model):
    """Contacts are computed (interventions.schedule); only the next due date is stored.

    `months` counts from `starts_on`, the enrolment date; an extension lengthens it. From `ended_on`
    on nothing is due but the watch after graduation.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    household = models.ForeignKey(
        "households.Household", on_delete=models.CASCADE, related_name="plans"
    )
    template = models.ForeignKey(
        "interventions.PlanTemplate", on_delete=models.PROTECT, related_name="plans"
    )
    starts_on = models.DateField()
    months = models.PositiveSmallIntegerField(default=24)
    ended_on = models.DateField(null=True, blank=True)
    ending = models.CharField(max_length=10, choices=Ending.choices, blank=True)
    next_due = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("household_id", "-starts_on")
        indexes = (
            models.Index(
                fields=("next_due", "household"),
                condition=Q(next_due__isnull=False),
                name="plan_contact_due",
            ),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("household",),
                condition=Q(ended_on=None),
                name="a_household_follows_one_plan_now",
            ),
            models.CheckConstraint(
                name="a_plan_ends_after_it_begins",
                condition=Q(ended_on=None) | Q(ended_on__gte=F("starts_on")),
            ),
            models.CheckConstraint(
                name="a_plan_that_ended_says_how",
                condition=Q(ended_on=None, ending="") | (Q(ended_on__isnull=False) & ~Q(ending="")),
            ),
        )

    def __str__(self) -> str:
        return f"{self.household_id} {self.starts_on}"


class PlanShift(models.Model):
    """Contacts due on or after `from_on` come `days` later (earlier where negative)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    plan = models.ForeignKey(MentoringPlan, on_delete=models.CASCADE, related_name="shifts")
    from_on = models.DateField()
    days = models.SmallIntegerField()
    reason = models.CharField(max_length=300)
    recorded_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ("recorded_at",)
        constraints = (
            models.CheckConstraint(
                name="a_shift_moves_up_to_a_year",
                condition=Q(days__range=(-366, 366)) & ~Q(days=0),
            ),
        )

    def __str__(self) -> str:
        return f"{self.from_on} {self.days:+d}"


class PlanPause(models.Model):
    """Nothing is due from `from_on` until (not on) `to_on`; the path goes on where it halted."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    plan = models.ForeignKey(MentoringPlan, on_delete=models.CASCADE, related_name="pauses")
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=300)
    resume_reason = models.CharField(max_length=300, blank=True)
    recorded_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ("from_on", "recorded_at")
        constraints = (
            models.UniqueConstraint(
                fields=("plan",), condition=Q(to_on=None), name="a_plan_pauses_once_at_a_time"
            ),
            models.CheckConstraint(
                name="a_pause_ends_after_it_begins",
                condition=Q(to_on=None) | Q(to_on__gte=F("from_on")),
            ),
        )

    def __str__(self) -> str:
        return f"{self.from_on}–{self.to_on or ''}"
