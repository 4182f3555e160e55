"""NIK and No. KK: see one for a reason, record or replace one. No number in any address."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from accounts.access import SignedInRequest, requires
from accounts.roles import Ability
from households.access import household_for, member_for
from households.codes import NikState
from households.forms.people import KkForm, NikForm, RevealForm, parsed_reason
from households.nik_check import nik_warnings
from households.queries.family import head_name
from households.queries.numbers import masked_kk, masked_nik
from households.services.identifiers import (
    IdentifierRefused,
    reveal_kk,
    reveal_nik,
    set_kk,
    set_nik,
)


@sensitive_variables("number")
@never_cache
@requires(Ability.REVEAL_IDENTIFIERS)
@require_http_methods(["GET", "POST"])
def member_reveal_nik(request: SignedInRequest, pk: Any) -> HttpResponse:
    member = member_for(request.user, pk)
    form, number = RevealForm(request.POST or None), ""
    if form.is_valid():
        try:
            number = reveal_nik(
                actor=request.user, member=member, reason=form.cleaned_data["reason"]
            )
        except IdentifierRefused as refusal:
            form.add_error(None, str(refusal))
    context = {
        "form": form,
        "number": number,
        "masked": masked_nik(member),
        "kind": "NIK",
        "name": member.name,
        "household_id": member.household_id,
    }
    return render(request, "households/number_reveal.html", context)


@sensitive_variables("number")
@never_cache
@requires(Ability.REVEAL_IDENTIFIERS)
@require_http_methods(["GET", "POST"])
def household_reveal_kk(request: SignedInRequest, pk: Any) -> HttpResponse:
    household = household_for(request.user, pk)
    form, number = RevealForm(request.POST or None), ""
    if form.is_valid():
        try:
            number = reveal_kk(
                actor=request.user, household=household, reason=form.cleaned_data["reason"]
            )
        except IdentifierRefused as refusal:
            form.add_error(None, str(refusal))
    context = {
        "form": form,
        "number": number,
        "masked": masked_kk(household),
        "kind": _("No. KK"),
        "name": head_name(household),
        "household_id": household.pk,
    }
    return render(request, "households/number_reveal.html", context)


@sensitive_post_parameters("nik")
@never_cache
@requires(Ability.WORK_CASELOAD, Ability.REVIEW_CASELOADS)
@require_http_methods(["GET", "POST"])
def member_nik(request: SignedInRequest, pk: Any) -> HttpResponse:
    member = member_for(request.user, pk)
    form = NikForm(request.POST or None, replaces=member.nik_state != NikState.MISSING)
    if form.is_valid():
        try:
            _record_nik(request, member, form)
        except IdentifierRefused as refusal:
            form.add_error("nik", str(refusal))
        else:
            return redirect("household_detail", pk=member.household_id)
    context = {
        "form": form,
        "heading": _("NIK %(name)s") % {"name": member.name},
        "masked": masked_nik(member),
        "household_id": member.household_id,
    }
    return render(request, "households/number_set.html", context)


def _record_nik(request: SignedInRequest, member: Any, form: NikForm) -> None:
    nik = form.cleaned_data["nik"]
    set_nik(
        actor=request.user,
        member=member,
        nik=nik,
        missing_reason=parsed_reason(form.cleaned_data.get("nik_missing_reason", "")),
        was_wrong=bool(form.cleaned_data.get("was_wrong")),
    )
    messages.success(request, _("Tersimpan."))
    warn_of_nik(request, nik, member)


def warn_of_nik(request: SignedInRequest, nik: str, member: Any) -> None:
    """Say where a NIK's digits and the record disagree; the number is recorded all the same."""
    if not nik:
        return
    for warning in nik_warnings(
        nik,
        birth_date=member.birth_date,
        sex=member.sex,
        village_code=member.household.village_id,
    ):
        messages.warning(request, warning)


@sensitive_post_parameters("no_kk")
@never_cache
@requires(Ability.WORK_CASELOAD, Ability.REVIEW_CASELOADS)
@require_http_methods(["GET", "POST"])
def household_kk(request: SignedInRequest, pk: Any) -> HttpResponse:
    household = household_for(request.user, pk)
    form = KkForm(request.POST or None)
    if form.is_valid():
        try:
            set_kk(actor=request.user, household=household, no_kk=form.cleaned_data["no_kk"])
        except IdentifierRefused as refusal:
            form.add_error("no_kk", str(refusal))
        else:
            messages.success(request, _("Tersimpan."))
            return redirect("household_detail", pk=pk)
    context = {
        "form": form,
        "heading": _("No. KK keluarga %(name)s") % {"name": head_name(household)},
        "masked": masked_kk(household),
        "household_id": household.pk,
    }
    return render(request, "households/number_set.html", context)
