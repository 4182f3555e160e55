"""Shift, pause and resume a plan, each with its reason."""

from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import clock
from accounts.audit import record_audit
from accounts.models import User
from households.models import Household
from interventions.models import MentoringPlan, PlanPause, PlanShift
from interventions.services.plans import refresh_next_due

MOST_DAYS = 366


class AdjustmentRefused(Exception):
    """The plan cannot be moved so; the message says why, for a person to read."""


@transaction.atomic
def shift_plan(*, actor: User, plan: MentoringPlan, days: int, reason: str) -> PlanShift:
    """Move the next contact and all after it by `days` (earlier if negative, not before today)."""
    current = _followed(plan)
    if not days or abs(days) > MOST_DAYS:
        raise AdjustmentRefused(_("Geser paling sedikit 1 hari dan paling banyak 366 hari."))
    if current.next_due is None:
        raise AdjustmentRefused(_("Tidak ada kunjungan yang jatuh tempo; rencana sedang dijeda."))
    if current.next_due + timedelta(days=days) < clock.today():
        raise AdjustmentRefused(_("Kunjungan berikutnya tidak dapat digeser ke masa lalu."))
    shift = PlanShift.objects.create(
        plan=current,
        from_on=current.next_due,
        days=days,
        reason=_given(reason),
        recorded_at=clock.now(),
        recorded_by=actor,
    )
    refresh_next_due(current)
    record_audit(actor=actor, action="plan.shifted", subject=current, days=days, reason=reason)
    return shift


@transaction.atomic
def pause_plan(*, actor: User, plan: MentoringPlan, reason: str) -> PlanPause:
    """From today on nothing is due until the plan is resumed; a repeat is the same pause."""
    current = _followed(plan)
    standing = PlanPause.objects.filter(plan=current, to_on=None).first()
    if standing is not None:
        return standing
    # What is overdue waits with the rest, so that it does not turn red meanwhile.
    first = min(current.next_due or clock.today(), clock.today())
    pause = PlanPause.objects.create(
        plan=current,
        from_on=first,
        reason=_given(reason),
        recorded_at=clock.now(),
        recorded_by=actor,
    )
    refresh_next_due(current)
    record_audit(actor=actor, action="plan.paused", subject=current, reason=reason)
    return pause


@transaction.atomic
def resume_plan(*, actor: User, plan: MentoringPlan, reason: str, on: date | None = None) -> None:
    """End the pause on `on` (default: today): what was due at its beginning is due then."""
    current = _followed(plan)
    pause = PlanPause.objects.filter(plan=current, to_on=None).first()
    if pause is None:
        return
    pause.to_on = max(on or clock.today(), pause.from_on)
    pause.resume_reason = _given(reason)
    pause.save(update_fields=["to_on", "resume_reason"])
    refresh_next_due(current)
    record_audit(actor=actor, action="plan.resumed", subject=current, reason=reason)


def _followed(plan: MentoringPlan) -> MentoringPlan:
    Household.objects.select_for_update().get(pk=plan.household_id)
    current = MentoringPlan.objects.get(pk=plan.pk)
    if current.ended_on is not None:
        raise AdjustmentRefused(_("Rencana ini sudah selesai."))
    return current


def _given(reason: str) -> str:
    if not reason.strip():
        raise AdjustmentRefused(_("Tuliskan alasannya."))
    return reason.strip()
