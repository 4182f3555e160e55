"""Extend, graduate or end the accompaniment of a household: its state and its plan together."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from households.models import Household
from households.models.enrolment import State
from households.nudges import nudge_household
from households.services.enrolment import StateRefused, change_state, state_of
from interventions.models import MentoringPlan
from interventions.models.plan import Ending
from interventions.services.plans import refresh_next_due

__all__ = ["EXTENSION_MONTHS", "StateRefused", "move_household"]

# programme.md, section 7: who nearly graduates is accompanied for six months more.
EXTENSION_MONTHS = 6
ENDINGS = {State.GRADUATED: Ending.GRADUATED, State.EXITED: Ending.EXITED}


@transaction.atomic
def move_household(
    *, actor: User, household: Household, state: State, on: date, reason: str
) -> None:
    """Move a household to another state from `on`, with its reason; a repeat is no move.

    Extending lengthens the plan, graduating and leaving end it. Raises StateRefused.
    """
    if not reason.strip():
        raise StateRefused(_("Tuliskan alasannya."))
    if state_of(household).state == state:
        return
    plan = MentoringPlan.objects.filter(household=household, ended_on=None).first()
    change_state(actor=actor, household=household, state=state, on=on, reason=reason.strip())
    if plan is not None:
        _end_or_extend(plan, state, on)
    nudge_household(household.pk)


def _end_or_extend(plan: MentoringPlan, state: State, on: date) -> None:
    if state == State.EXTENDED:
        plan.months += EXTENSION_MONTHS
    elif state in ENDINGS:
        plan.ended_on, plan.ending = max(on, plan.starts_on), ENDINGS[state]
    plan.save(update_fields=["months", "ended_on", "ending"])
    refresh_next_due(plan)
