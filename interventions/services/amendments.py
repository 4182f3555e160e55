"""Correct a visit that was sent: with a reason, and both versions stay readable."""

from functools import partial

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import clock
from accounts.audit import record_audit
from accounts.models import User
from households.models import Household
from interventions.models import Visit, VisitAmendment
from interventions.services.goals import record_progress
from interventions.services.plans import refresh_plans
from interventions.services.visit_facts import record_answers
from interventions.services.visits import VisitRefused, ask_for_check, check_time, fields_of
from interventions.visit_content import (
    AMENDABLE,
    Content,
    FactAnswer,
    VisitInput,
    answers_in,
    content_of,
    said_by,
)


@transaction.atomic
def amend_visit(
    *, actor: User, visit: Visit, amended: VisitInput, reason: str
) -> VisitAmendment | None:
    """Replace what the visit says; facts that it said otherwise are recorded as corrections.

    What the visit was first received as stays its identity: a late resend is still the same visit.
    None where nothing is different. Raises VisitRefused, AnswerRefused, GoalRefused.
    """
    if not reason.strip():
        raise VisitRefused(_("Tuliskan alasan perbaikan."))
    household = Household.objects.select_for_update(of=("self",)).get(pk=visit.household_id)
    current = Visit.objects.get(pk=visit.pk)
    before = said_by(current)
    content = content_of(current.made_by, amended)
    after = {name: content[name] for name in AMENDABLE}
    if before == after:
        return None
    check_time(amended, household)
    amendment = VisitAmendment.objects.create(
        visit=current,
        reason=reason.strip(),
        before=before,
        after=after,
        recorded_at=clock.now(),
        recorded_by=actor,
    )
    _replace(actor, current, household, amended, content)
    _record_corrections(actor, current, household, before, amended)
    record_audit(actor=actor, action="visit.amended", subject=current, reason=reason.strip())
    transaction.on_commit(partial(ask_for_check, current.pk))
    return amendment


def _replace(
    actor: User, visit: Visit, household: Household, amended: VisitInput, content: Content
) -> None:
    replaced = {name: fields_of(amended, content)[name] for name in (*AMENDABLE, "happened_on")}
    for name, value in {**replaced, "check_asked_at": clock.now(), "check_delayed": False}.items():
        setattr(visit, name, value)
    visit.save(update_fields=[*replaced, "check_asked_at", "check_delayed"])
    record_progress(visit=visit)
    refresh_plans(household.pk)


def _record_corrections(
    actor: User, visit: Visit, household: Household, before: Content, amended: VisitInput
) -> None:
    former = {(a.subject_id, a.name): a.value for a in answers_in(before["answers"])}
    corrections = [
        FactAnswer(answer.subject_id, answer.name, answer.value, was_wrong=True)
        for answer in amended.answers
        if former.get((answer.subject_id, answer.name), ...) != answer.value
    ]
    record_answers(actor=actor, visit=visit, household=household, answers=corrections)
