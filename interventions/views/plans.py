"""Adjust a household's plan."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.access import SignedInRequest, requires
from accounts.roles import Ability
from households.queries.family import head_name
from interventions.access import plan_for
from interventions.forms.plan import PAUSE, RESUME, AdjustForm
from interventions.queries.plans import plan_view
from interventions.services.adjustments import (
    AdjustmentRefused,
    pause_plan,
    resume_plan,
    shift_plan,
)


@never_cache
@requires(Ability.ADJUST_PLANS)
@require_http_methods(["GET", "POST"])
def plan_adjust(request: SignedInRequest, pk: UUID) -> HttpResponse:
    plan = plan_for(request.user, pk)
    view = plan_view(plan.household)
    form = AdjustForm(request.POST or None, is_paused=bool(view and view.paused))
    if form.is_valid():
        try:
            _adjust(request, plan, form)
        except AdjustmentRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Rencana sudah disesuaikan."))
            return redirect("household_detail", pk=pk)
    page = {"form": form, "plan": view, "household_id": pk, "name": head_name(plan.household)}
    return render(request, "interventions/plan_adjust.html", page)


def _adjust(request: SignedInRequest, plan: Any, form: AdjustForm) -> None:
    reason = form.cleaned_data["reason"]
    if form.cleaned_data["action"] == PAUSE:
        pause_plan(actor=request.user, plan=plan, reason=reason)
    elif form.cleaned_data["action"] == RESUME:
        resume_plan(actor=request.user, plan=plan, reason=reason)
    else:
        shift_plan(actor=request.user, plan=plan, days=form.shift_days(), reason=reason)
