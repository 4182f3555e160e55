"""Enrol households: verified becomes enrolled, and the plan begins on that day."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import clock
from accounts.audit import record_audit
from accounts.models import User
from households.models import Household
from households.models.enrolment import State
from households.nudges import nudge_everybody, nudge_household
from households.services.enrolment import StateRefused, change_state
from interventions.models import MentoringPlan
from interventions.services.consents import ConsentInput, record_consents
from interventions.services.enrolment_parts import enrol_part, parts
from interventions.services.plans import current_template, make_plan

__all__ = ["StateRefused", "enrol_household", "enrol_households"]


@transaction.atomic
def enrol_household(
    *,
    actor: User,
    household: Household,
    on: date,
    alternative_track: bool = False,
    consents: Iterable[ConsentInput] = (),
) -> MentoringPlan:
    """Enrol a verified household from `on`, record its consents, make its plan, nudge the worker.

    Raises StateRefused (not verified, or `on` does not fit), ConsentRefused.
    """
    change_state(
        actor=actor,
        household=household,
        state=State.ENROLLED,
        on=on,
        alternative_track=alternative_track,
    )
    record_consents(actor=actor, household=household, consents=consents)
    plan = make_plan(actor=actor, household=household, starts_on=on)
    nudge_household(household.pk)
    return plan


@transaction.atomic
def enrol_households(
    *, actor: User, household_ids: Iterable[UUID], on: date, reason: str = ""
) -> int:
    """Verify and enrol every candidate, and enrol every verified one, from `on`; makes their plans.

    The basis is the public task, the consents stay unasked. Others are left as they are: who is
    enrolled already, who was found not eligible, whose earlier enrolment overlaps `on`. Set-based,
    in parts of bounded memory. Returns how many were enrolled. Raises StateRefused (a future
    day).
    """
    if on > clock.today():
        raise StateRefused(_("Tanggal berlaku tidak boleh di masa depan."))
    template = current_template(clock.today())
    enrolled = sum(
        enrol_part(actor=actor, household_ids=part, on=on, template=template, reason=reason)
        for part in parts(household_ids)
    )
    if enrolled:
        record_audit(actor=actor, action="enrolment.batch", on=on.isoformat(), households=enrolled)
        nudge_everybody()
    return enrolled
