"""Give a person a region to work in, and take it back."""

from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts import clock
from accounts.access import SignedInRequest, requires
from accounts.forms.assignments import AssignForm, EndAssignmentForm, RegencyStepForm
from accounts.queries.people import assignment_for, person_for
from accounts.queries.territory import regency_choices, region_choices
from accounts.requests import posted
from accounts.roles import Ability
from accounts.services.assignments import AssignmentRefused, assign_region, end_assignment

either = require_http_methods(["GET", "POST"])


@either
@requires(Ability.MANAGE_PEOPLE)
def person_assign(request: SignedInRequest, pk: UUID) -> HttpResponse:
    person = person_for(pk)
    step = RegencyStepForm(request.GET, regencies=regency_choices())
    regions = region_choices(role=person.role, regency=step.regency)
    form = AssignForm(posted(request), regions=regions, initial={"valid_from": clock.today()})
    if request.method == "POST" and form.is_valid():
        try:
            given = form.cleaned_data
            assign_region(
                actor=request.user,
                user=person,
                region_code=given["region"],
                valid_from=given["valid_from"],
                last_day=given["last_day"],
            )
            messages.success(request, _("Wilayah tugas diberikan."))
            return redirect("person_detail", pk)
        except AssignmentRefused as refusal:
            form.add_error("region", str(refusal))
    context = {"form": form, "step": step, "person": person, "regions": regions}
    return render(request, "accounts/person_assign.html", context)


@either
@requires(Ability.MANAGE_PEOPLE)
def assignment_end(request: SignedInRequest, pk: UUID) -> HttpResponse:
    assignment = assignment_for(pk)
    yesterday = clock.today() - timedelta(days=1)
    form = EndAssignmentForm(posted(request), initial={"last_day": yesterday})
    if request.method == "POST" and form.is_valid():
        try:
            end_assignment(actor=request.user, assignment=assignment, **form.cleaned_data)
            messages.success(request, _("Penugasan diakhiri."))
            return redirect("person_detail", assignment.user_id)
        except AssignmentRefused as refusal:
            form.add_error("last_day", str(refusal))
    context = {"form": form, "assignment": assignment}
    return render(request, "accounts/assignment_end.html", context)
