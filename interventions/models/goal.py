"""How far a plan has come with each milestone; one without a row was not begun yet."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _


class GoalState(models.TextChoices):
    NOT_YET = "not_yet", _("Belum")
    IN_PROGRESS = "in_progress", _("Sedang berjalan")
    DONE = "done", _("Selesai")


class PlanGoal(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    plan = models.ForeignKey(
        "interventions.MentoringPlan", on_delete=models.CASCADE, related_name="goals"
    )
    milestone = models.ForeignKey(
        "interventions.TemplateMilestone", on_delete=models.PROTECT, related_name="+"
    )
    state = models.CharField(max_length=12, choices=GoalState.choices)
    seen_on = models.DateField()
    visit = models.ForeignKey("interventions.Visit", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("plan", "milestone"), name="a_plan_has_a_milestone_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.milestone_id} {self.state}"
