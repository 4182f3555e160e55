"""Make a plan and keep its next due date true."""

from datetime import date
from uuid import UUID

from django.db import transaction

from accounts import clock
from accounts.models import User
from households.models import Household
from interventions.courses import course_of, made_visits, with_course
from interventions.models import MentoringPlan, PlanTemplate
from interventions.schedule import next_due


class NoTemplate(Exception):
    """No plan template is in force on that day."""


def current_template(day: date) -> PlanTemplate:
    """The newest template in force on a day. Raises NoTemplate."""
    template = PlanTemplate.objects.filter(active_from__lte=day).order_by("-version").first()
    if template is None:
        raise NoTemplate
    return template


@transaction.atomic
def make_plan(*, actor: User, household: Household, starts_on: date) -> MentoringPlan:
    """The plan of a household enrolled on `starts_on`; the one it follows, where there is one."""
    plan, _ = MentoringPlan.objects.get_or_create(
        household=household,
        ended_on=None,
        defaults={
            "template": current_template(clock.today()),
            "starts_on": starts_on,
            "months": current_template(clock.today()).months,
            "created_at": clock.now(),
            "created_by": actor,
        },
    )
    refresh_next_due(plan)
    return plan


def refresh_next_due(plan: MentoringPlan) -> None:
    """Compute the next due date anew and store it where it is another."""
    fresh = with_course(MentoringPlan.objects.all()).get(pk=plan.pk)
    visits = made_visits([plan.household_id]).get(plan.household_id, [])
    plan.next_due = next_due(course_of(fresh), visits)
    if plan.next_due != fresh.next_due:
        MentoringPlan.objects.filter(pk=plan.pk).update(next_due=plan.next_due)


def refresh_plans(household_id: UUID) -> None:
    """After a visit: the plan it follows, or the last (the watch after graduation)."""
    plan = MentoringPlan.objects.filter(household=household_id).order_by("-starts_on").first()
    if plan is not None:
        refresh_next_due(plan)
