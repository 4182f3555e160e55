"""A household's plan as a page shows it: where it stands, what is due, what is done."""

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from accounts import clock
from households.models import Household
from interventions.courses import course_of, made_visits, with_course
from interventions.models import MentoringPlan, PlanGoal, PlanPause, PlanShift, TemplateMilestone
from interventions.models.goal import GoalState
from interventions.schedule import (
    Contact,
    Course,
    Lateness,
    Status,
    add_months,
    contacts,
    ends_on,
    lateness,
    month_of,
)


@dataclass(frozen=True, slots=True)
class Goal:
    id: UUID
    text: str
    state: GoalState
    seen_on: date | None
    is_of_now: bool = True  # of today's phase, or of one before it

    @property
    def label(self) -> str:
        return str(self.state.label)


@dataclass(frozen=True, slots=True)
class PhaseView:
    number: int
    name: str
    begins_on: date
    ends_on: date  # the last day
    is_current: bool
    is_past: bool
    cadence_days: int | None
    group_cadence_days: int | None
    goals: list[Goal]
    done: int
    missed: int


@dataclass(frozen=True, slots=True)
class PlanView:
    plan: MentoringPlan
    month: int
    months: int
    ends_on: date | None
    current: PhaseView | None
    phases: list[PhaseView]
    contacts: list[Contact]
    next_due: date | None
    lateness: Lateness
    days_late: int
    paused: PlanPause | None
    shifts: list[PlanShift]
    pauses: list[PlanPause]

    @property
    def is_over(self) -> bool:
        return self.plan.ended_on is not None


def plan_of(household: Household) -> MentoringPlan | None:
    """The plan that the household follows, or the last it followed."""
    return MentoringPlan.objects.filter(household=household).order_by("-starts_on").first()


def plan_view(household: Household, on: date | None = None) -> PlanView | None:
    """Everything the plan's part of a page says; a constant number of queries."""
    today = on or clock.today()
    found = with_course(MentoringPlan.objects.filter(household=household))
    plan = found.order_by("-starts_on").first()
    if plan is None:
        return None
    course = course_of(plan)
    made = contacts(course, made_visits([household.pk]).get(household.pk, []))
    phases = _phases(plan, course, made, today)
    return PlanView(
        plan=plan,
        month=month_of(plan.starts_on, today),
        months=plan.months,
        ends_on=ends_on(course),
        current=next((phase for phase in phases if phase.is_current), None),
        phases=phases,
        contacts=made,
        next_due=plan.next_due,
        lateness=lateness(plan.next_due, today),
        days_late=max((today - plan.next_due).days, 0) if plan.next_due else 0,
        paused=next((pause for pause in plan.pauses.all() if pause.to_on is None), None),
        shifts=list(plan.shifts.all()),
        pauses=list(plan.pauses.all()),
    )


def open_goals(plan: MentoringPlan, on: date) -> list[Goal]:
    """The milestones to talk about: of the phase of today and, not yet done, of those before it."""
    month = month_of(plan.starts_on, on)
    return [
        replace(goal, is_of_now=month <= milestone.phase.month_to)
        for milestone, goal in goals_of(plan)
        if milestone.phase.month_from <= month
        and (goal.state != GoalState.DONE or month <= milestone.phase.month_to)
    ]


def goals_of(plan: MentoringPlan) -> list[tuple[TemplateMilestone, Goal]]:
    """Every milestone of the plan with its state, in order. Two queries."""
    reached = {row.milestone_id: row for row in PlanGoal.objects.filter(plan=plan)}
    milestones = TemplateMilestone.objects.filter(phase__template=plan.template_id)
    return [
        (row, _goal(row, reached.get(row.pk)))
        for row in milestones.select_related("phase").order_by("phase__number", "position")
    ]


def _goal(milestone: TemplateMilestone, reached: PlanGoal | None) -> Goal:
    state = GoalState(reached.state) if reached else GoalState.NOT_YET
    return Goal(milestone.pk, milestone.text, state, reached.seen_on if reached else None)


def _phases(
    plan: MentoringPlan, course: Course, made: list[Contact], today: date
) -> list[PhaseView]:
    goals: dict[int, list[Goal]] = {}
    for milestone, goal in goals_of(plan):
        goals.setdefault(milestone.phase.number, []).append(goal)
    month = month_of(plan.starts_on, today)
    return [
        PhaseView(
            number=row.number,
            name=row.name,
            begins_on=add_months(course.starts_on, row.month_from - 1),
            ends_on=add_months(course.starts_on, row.month_to),
            is_current=row.month_from <= month <= row.month_to and plan.ended_on is None,
            is_past=month > row.month_to,
            cadence_days=row.cadence_days,
            group_cadence_days=row.group_cadence_days,
            goals=goals.get(row.number, []),
            done=_count(made, row.number, Status.DONE),
            missed=_count(made, row.number, Status.MISSED),
        )
        for row in plan.template.phases.all()
    ]


def _count(made: list[Contact], phase: int, status: Status) -> int:
    return sum(1 for c in made if c.phase.number == phase and c.status is status)
