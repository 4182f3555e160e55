"""The plan template's versions, as pages and forms show them."""

from dataclasses import dataclass

from django.db.models import Count, QuerySet

from interventions.models import PlanTemplate
from interventions.models.template import Stage


@dataclass(frozen=True, slots=True)
class PhaseRow:
    number: int
    stage: str
    stage_label: str
    name: str
    month_from: int
    month_to: int
    every: int  # cadence in days in the plan, number of visits outside it
    group_cadence_days: int | None
    milestones: list[str]

    @property
    def is_in_plan(self) -> bool:
        return self.stage == Stage.PLAN


def versions() -> QuerySet[PlanTemplate]:
    """Every version with how many plans were made from it, the newest first."""
    return PlanTemplate.objects.annotate(plan_count=Count("plans")).select_related("created_by")


def newest_version() -> int:
    return PlanTemplate.objects.values_list("version", flat=True).first() or 0


def phases_of(template: PlanTemplate) -> list[PhaseRow]:
    return [
        PhaseRow(
            number=row.number,
            stage=row.stage,
            stage_label=row.get_stage_display(),
            name=row.name,
            month_from=row.month_from,
            month_to=row.month_to,
            every=row.cadence_days or row.visits or 0,
            group_cadence_days=row.group_cadence_days,
            milestones=[milestone.text for milestone in row.milestones.all()],
        )
        for row in template.phases.all()
    ]
