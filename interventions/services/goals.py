"""Progress on the plan's milestones, as a visit says it."""

from django.utils.translation import gettext as _

from interventions.models import MentoringPlan, PlanGoal, TemplateMilestone, Visit
from interventions.models.goal import GoalState


class GoalRefused(Exception):
    """A milestone that is not of this household's plan."""


def record_progress(*, visit: Visit) -> None:
    """Set the states that the visit names; one seen on a later day stays. Raises GoalRefused."""
    if not visit.progress:
        return
    plan = MentoringPlan.objects.filter(household=visit.household).order_by("-starts_on").first()
    milestones = {
        str(row.pk): row
        for row in TemplateMilestone.objects.filter(phase__template__plans=plan)
        if plan is not None
    }
    for key, state in visit.progress.items():
        if plan is None or key not in milestones or state not in GoalState.values:
            raise GoalRefused(_("Tujuan itu bukan bagian rencana keluarga ini."))
        _set(plan, milestones[key], state, visit)


def _set(plan: MentoringPlan, milestone: TemplateMilestone, state: str, visit: Visit) -> None:
    goal = PlanGoal.objects.filter(plan=plan, milestone=milestone).first()
    if goal is None:
        goal = PlanGoal(plan=plan, milestone=milestone)
    elif goal.seen_on > visit.happened_on:
        return
    goal.state, goal.seen_on, goal.visit = state, visit.happened_on, visit
    goal.save()
