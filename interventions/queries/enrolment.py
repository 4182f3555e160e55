"""Where a household stands on the way into the programme and out of it."""

from uuid import UUID

from households.models import EnrolmentState, Household
from households.models.enrolment import ACTIVE, TRANSITIONS, State
from interventions.queries.visit_form import adults_of

# What ends or lengthens an accompaniment; a family that left may come back as a candidate.
LATER = (State.EXTENDED, State.GRADUATED, State.EXITED)


def adults(household: Household) -> list[tuple[UUID, str]]:
    """Who may answer for the family."""
    return adults_of(household.members.all())


def is_enrollable(household: Household) -> bool:
    return EnrolmentState.objects.filter(
        household=household, valid_to=None, state=State.VERIFIED
    ).exists()


def is_accompanied(household: Household) -> bool:
    return EnrolmentState.objects.filter(
        household=household, valid_to=None, state__in=ACTIVE
    ).exists()


def later_states(state: str) -> list[tuple[str, str]]:
    """Where an officer may move a household from this state."""
    following = TRANSITIONS[state]
    found = [one for one in LATER if one in following]
    if state == State.EXITED:
        found.append(State.CANDIDATE)
    return [(one.value, str(one.label)) for one in found]
