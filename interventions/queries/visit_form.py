"""From what a visit form is made: for a new visit, for one that is sent again, for a correction."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from accounts import clock
from households.ages import age_on
from households.facts import FACTS
from households.models import Household, Member
from interventions.consent_texts import ASKED_AT_ENROLMENT
from interventions.consents import answers_so_far
from interventions.models import MentoringPlan, Visit
from interventions.queries.plans import Goal, goals_of, open_goals, plan_of
from interventions.queries.questions import Conversation, conversation_with, only
from interventions.services.consents import ADULT_AT

# As in most phases of the plan; the facilitator and the family settle the day.
USUAL_INTERVAL = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class VisitContext:
    household_id: UUID
    conversation: Conversation
    members: Sequence[tuple[UUID, str]]
    adults: Sequence[tuple[UUID, str]] = ()
    goals: Sequence[Goal] = ()
    progress: Mapping[str, str] = field(default_factory=dict)  # what the visit has said of goals
    unasked: Sequence[str] = ()  # consents that were never asked
    allowed: frozenset[str] = field(default_factory=frozenset)  # consents that were given
    next_visit_on: date | None = None
    takes_photo_and_place: bool = True
    # Sent before: it is recognised or refused by what it says, not asked anything more.
    is_known: bool = False


def context_of_new(
    household: Household, posted: Mapping[str, Any], *, is_known: bool
) -> VisitContext:
    """What to ask today, and what was asked when the form was opened: a form that comes back says
    all that it said, whatever was recorded meanwhile."""
    answers = answers_so_far(household)
    plan = plan_of(household)
    members = list(household.members.all())
    return VisitContext(
        household_id=household.pk,
        conversation=conversation_with(household, _keys(posted, "fact.")),
        members=_people(members),
        adults=adults_of(members, besides=posted.get("consent_by", "")),
        goals=_goals(plan, posted),
        unasked=[
            one for one in ASKED_AT_ENROLMENT if one not in answers or f"consent_{one}" in posted
        ],
        allowed=frozenset(purpose for purpose, answer in answers.items() if answer.given),
        next_visit_on=clock.today() + USUAL_INTERVAL,
        is_known=is_known,
    )


def context_of_correction(household: Household, visit: Visit) -> VisitContext:
    """The visit's own answers and goals, to be corrected."""
    keys = [(UUID(answer["subject"]), answer["fact"]) for answer in visit.answers]
    plan = plan_of(household)
    goals = [goal for _row, goal in goals_of(plan)] if plan else []
    return VisitContext(
        household_id=household.pk,
        conversation=only(household, keys),
        members=_people(household.members.all()),
        goals=[goal for goal in goals if str(goal.id) in visit.progress],
        progress=visit.progress,
        takes_photo_and_place=False,
        is_known=True,
    )


def adults_of(members: Iterable[Member], besides: str = "") -> list[tuple[UUID, str]]:
    """Who may answer for the family: those of age, and those whose age nobody knows; and who has
    answered already (`besides`), though they may have left since."""
    today = clock.today()
    return _people(
        member for member in members if str(member.pk) == besides or _may_answer(member, today)
    )


def _may_answer(member: Member, today: date) -> bool:
    age = age_on(member.birth_date, today)
    return member.is_resident and (age is None or age >= ADULT_AT)


def _people(members: Iterable[Member]) -> list[tuple[UUID, str]]:
    ordered = sorted(members, key=lambda m: (not m.is_resident, m.relation or 99, m.name))
    return [(member.pk, member.name) for member in ordered]


def _goals(plan: MentoringPlan | None, posted: Mapping[str, Any]) -> list[Goal]:
    if plan is None or plan.ended_on is not None:
        return []
    asked = open_goals(plan, clock.today())
    known = {goal.id for goal in asked}
    back = [goal for _row, goal in goals_of(plan) if f"goal.{goal.id}" in posted]
    return asked + [goal for goal in back if goal.id not in known]


def _keys(posted: Mapping[str, Any], prefix: str) -> list[tuple[UUID, str]]:
    """The questions that a form which comes back has answered: "fact.<subject>.<fact>"."""
    found = []
    for name in posted:
        subject, _dot, fact = name.removeprefix(prefix).partition(".")
        if name.startswith(prefix) and fact in FACTS and posted[name]:
            try:
                found.append((UUID(subject), fact))
            except ValueError:
                continue
    return found
