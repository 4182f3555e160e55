"""From the rows of a plan to what the schedule computes with."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from interventions.models import MentoringPlan, PlanTemplate, TemplatePhase, Visit
from interventions.models.plan import Ending
from interventions.models.visit import Mode
from interventions.schedule import Adjustment, Course, Made, Phase

# A meeting of the group is not a visit to the family: its own cadence is the group's.
COUNTED_MODES = (Mode.FACE_TO_FACE, Mode.PHONE)


def with_course(plans: QuerySet[MentoringPlan]) -> QuerySet[MentoringPlan]:
    """The plans with all that `course_of` reads, by a constant number of queries."""
    return plans.select_related("template").prefetch_related(
        "shifts", "pauses", Prefetch("template__phases", TemplatePhase.objects.order_by("number"))
    )


def phases_of(template: PlanTemplate) -> list[Phase]:
    return [
        Phase(
            row.number, row.name, row.month_from, row.month_to, row.cadence_days, row.visits
        )
        for row in template.phases.all()
    ]  # fmt: skip


def course_of(plan: MentoringPlan) -> Course:
    """The plan as the schedule knows it; shifts and pauses in the order they were recorded."""
    moves = [(row.recorded_at, Adjustment(row.from_on, row.days)) for row in plan.shifts.all()]
    for pause in plan.pauses.all():
        days = (pause.to_on - pause.from_on).days if pause.to_on else None
        moves.append((pause.recorded_at, Adjustment(pause.from_on, days)))
    return Course(
        starts_on=plan.starts_on,
        months=plan.months,
        phases=phases_of(plan.template),
        adjustments=[move for _, move in sorted(moves, key=lambda pair: pair[0])],
        ended_on=plan.ended_on,
        graduated=plan.ending == Ending.GRADUATED,
    )


def made_visits(household_ids: Iterable[UUID]) -> dict[UUID, list[Made]]:
    """The visits that count as contacts, by household. One query."""
    found: dict[UUID, list[Made]] = {}
    rows = Visit.objects.filter(household__in=list(household_ids), mode__in=COUNTED_MODES)
    for pk, household_id, day in rows.values_list("pk", "household_id", "happened_on"):
        found.setdefault(household_id, []).append(Made(pk, day))
    return found
