"""The two-year path as administrators write it. A version is never changed: editing makes the next
one, and a plan keeps the version it was made from (programme.md, section 7)."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Stage(models.TextChoices):
    BEFORE = "before", _("Sebelum pendampingan")
    PLAN = "plan", _("Pendampingan")
    AFTER = "after", _("Sesudah pendampingan")


class PlanTemplate(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    version = models.PositiveIntegerField(unique=True)
    name = models.CharField(max_length=100)
    active_from = models.DateField()
    months = models.PositiveSmallIntegerField(default=24)
    created_at = models.DateTimeField()
    # NULL: came with the product.
    created_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ("-version",)
        constraints = (
            models.CheckConstraint(
                name="a_template_lasts_1_to_60_months", condition=Q(months__range=(1, 60))
            ),
        )

    def __str__(self) -> str:
        return f"{self.name} (v{self.version})"


class TemplatePhase(models.Model):
    """A stretch of months. In the plan a contact is due every `cadence_days`; before and after it a
    fixed number of `visits` is spread over the months."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    template = models.ForeignKey(PlanTemplate, on_delete=models.CASCADE, related_name="phases")
    number = models.PositiveSmallIntegerField()
    stage = models.CharField(max_length=6, choices=Stage.choices, default=Stage.PLAN)
    name = models.CharField(max_length=60)
    month_from = models.SmallIntegerField()
    month_to = models.SmallIntegerField()
    cadence_days = models.PositiveSmallIntegerField(null=True, blank=True)
    visits = models.PositiveSmallIntegerField(null=True, blank=True)
    # Meetings of the group come on top of the home visits and are due for the group, not a family.
    group_cadence_days = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(
                fields=("template", "number"), name="a_template_has_a_phase_number_once"
            ),
            models.CheckConstraint(
                name="a_phase_ends_after_it_begins", condition=Q(month_to__gte=F("month_from"))
            ),
            models.CheckConstraint(
                name="a_phase_has_a_cadence_in_the_plan_and_visits_outside",
                condition=Q(stage=Stage.PLAN, cadence_days__gte=1, visits=None)
                | (~Q(stage=Stage.PLAN) & Q(visits__gte=1, cadence_days=None)),
            ),
        )

    def __str__(self) -> str:
        return self.name


class TemplateMilestone(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    phase = models.ForeignKey(TemplatePhase, on_delete=models.CASCADE, related_name="milestones")
    position = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=200)

    class Meta:
        ordering = ("phase__number", "position")
        constraints = (
            models.UniqueConstraint(
                fields=("phase", "position"), name="a_phase_has_a_position_once"
            ),
        )

    def __str__(self) -> str:
        return self.text
