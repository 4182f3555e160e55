"""Begin the accompaniment of a household, and extend or end it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.access import SignedInRequest, requires
from accounts.roles import Ability
from households.access import household_for
from households.queries.family import head_name
from households.services.enrolment import state_of
from interventions.forms.enrolment import EnrolForm, StateForm
from interventions.queries.enrolment import adults, is_enrollable, later_states
from interventions.services.consents import ConsentRefused
from interventions.services.enrolment import StateRefused, enrol_household
from interventions.services.states import move_household


@never_cache
@requires(Ability.WORK_CASELOAD)
@require_http_methods(["GET", "POST"])
def household_enrol(request: SignedInRequest, pk: UUID) -> HttpResponse:
    household = household_for(request.user, pk)
    form = EnrolForm(request.POST or None, adults=adults(household))
    if form.is_valid():
        try:
            enrol_household(
                actor=request.user,
                household=household,
                on=form.cleaned_data["on"],
                alternative_track=form.cleaned_data["alternative_track"],
                consents=form.consents(form.cleaned_data["on"]),
            )
        except (StateRefused, ConsentRefused) as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Keluarga mulai didampingi; rencananya sudah dibuat."))
            return redirect("household_detail", pk=household.pk)
    page = {"form": form, "household": household, "name": head_name(household)}
    page["is_enrollable"] = is_enrollable(household)
    return render(request, "interventions/household_enrol.html", page)


@never_cache
@requires(Ability.REVIEW_CASELOADS)
@require_http_methods(["GET", "POST"])
def household_state(request: SignedInRequest, pk: UUID) -> HttpResponse:
    household = household_for(request.user, pk)
    current = state_of(household)
    form = StateForm(
        request.POST or None, states=later_states(current.state), current=current.state
    )
    if form.is_valid():
        try:
            move_household(actor=request.user, household=household, **form.cleaned_data)
        except StateRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Status keluarga sudah diubah."))
            return redirect("household_detail", pk=household.pk)
    page = {"form": form, "household": household, "current": current, "name": head_name(household)}
    return render(request, "interventions/household_state.html", page)
