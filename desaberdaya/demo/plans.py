"""The plans of the demo's families: how far each has come, and when the next visit is due."""

from datetime import date
from uuid import UUID

from accounts.models import User
from desaberdaya.demo.rows import Written, morning
from desaberdaya.demo.visits import PastVisit
from households.models.enrolment import State
from interventions import courses, schedule
from interventions.models import MentoringPlan, PlanGoal, PlanTemplate, TemplatePhase
from interventions.models.goal import GoalState
from interventions.models.plan import Ending


def write_plans(families: list[Written], past: dict[UUID, list[PastVisit]], actor: User) -> None:
    template = PlanTemplate.objects.order_by("-version").first()
    if template is None:
        return
    phases = list(template.phases.prefetch_related("milestones"))
    written = [one for one in families if one.family.enrolled_on is not None]
    plans = [_plan(one, template, past, actor) for one in written]
    MentoringPlan.objects.bulk_create(plans, batch_size=1000)
    goals = [
        goal
        for plan, one in zip(plans, written, strict=True)
        for goal in _goals(plan, phases, past.get(one.household.id, []))
    ]
    PlanGoal.objects.bulk_create(goals, batch_size=1000)


def _plan(
    written: Written,
    template: PlanTemplate,
    past: dict[UUID, list[PastVisit]],
    actor: User,
) -> MentoringPlan:
    family = written.family
    starts_on = family.enrolled_on or family.listed_on
    exited = family.state == State.EXITED
    course = schedule.Course(
        starts_on=starts_on,
        months=template.months,
        phases=courses.phases_of(template),
        ended_on=family.state_since if exited else None,
    )
    made = [
        schedule.Made(one.visit.id, one.visit.happened_on)
        for one in past.get(written.household.id, [])
        if one.visit.mode in courses.COUNTED_MODES
    ]
    return MentoringPlan(
        household=written.household,
        template=template,
        starts_on=starts_on,
        months=template.months,
        ended_on=course.ended_on,
        ending=Ending.EXITED if exited else "",
        next_due=schedule.next_due(course, made),
        created_at=morning(starts_on),
        created_by=written.facilitator or actor,
    )


def _goals(
    plan: MentoringPlan, phases: list[TemplatePhase], past: list[PastVisit]
) -> list[PlanGoal]:
    """Milestones of the months behind are done at a visit of that time, those of now begun."""
    if not past:
        return []
    goals = []
    for phase in phases:
        begun = schedule.add_months(plan.starts_on, max(phase.month_from - 1, 0))
        ended = schedule.add_months(plan.starts_on, max(phase.month_to, 0))
        at = _visit_near(past, ended)
        if begun > past[-1].visit.happened_on:
            break
        over = ended <= past[-1].visit.happened_on
        for milestone in phase.milestones.all():
            state = GoalState.DONE if over or milestone.position == 1 else GoalState.IN_PROGRESS
            goals.append(
                PlanGoal(
                    plan=plan,
                    milestone=milestone,
                    state=state,
                    seen_on=at.visit.happened_on,
                    visit=at.visit,
                )
            )
    return goals


def _visit_near(past: list[PastVisit], day: date) -> PastVisit:
    return min(past, key=lambda one: abs((one.visit.happened_on - day).days))
