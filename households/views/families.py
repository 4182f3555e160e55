"""A family comes in: proposed by a facilitator, verified, with a member more."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts.access import SignedInRequest, requires
from accounts.roles import Ability
from households.access import household_for, village_for
from households.forms.people import NewMemberForm, ProposalForm, VerifyForm, parsed_reason
from households.queries.choices import next_states, village_choices
from households.queries.family import head_name
from households.queries.listing import rows_of
from households.services.enrolment import StateRefused, change_state, state_of
from households.services.identifiers import IdentifierRefused
from households.services.members import MemberRefused, NewMember, add_member
from households.services.propose import (
    PLACE,
    Alike,
    Proposal,
    ProposalRefused,
    families_alike,
    propose_household,
)
from households.views.identifiers import warn_of_nik

NO_REASON_NEEDED = frozenset({"verified"})


@sensitive_post_parameters("nik", "no_kk")
@never_cache
@requires(Ability.WORK_CASELOAD)
@require_http_methods(["GET", "POST"])
def household_propose(request: SignedInRequest) -> HttpResponse:
    form = ProposalForm(request.POST or None, villages=village_choices(request.user))
    alike = Alike([], 0)
    if form.is_valid():
        proposal = _proposal(request, form)
        if not form.cleaned_data.get("confirmed"):
            alike = families_alike(actor=request.user, proposal=proposal)
        if alike:
            form.add_error("confirmed", _("Periksa dulu keluarga yang mirip di atas."))
        else:
            household = _proposed(request, form, proposal)
            if household is not None:
                return redirect("household_detail", pk=household.pk)
    context = {"form": form, "alike": rows_of(alike.in_sight), "elsewhere": alike.elsewhere}
    return render(request, "households/household_propose.html", context)


def _proposal(request: SignedInRequest, form: ProposalForm) -> Proposal:
    said = form.cleaned_data
    return Proposal(
        id=said["id"],
        village=village_for(request.user, said["village"]),
        head_name=said["head_name"],
        sex=said["sex"],
        birth_date=said["birth_date"],
        reason=said["reason"],
        place={name: said[name] for name in PLACE},
        no_kk=said["no_kk"],
        phone=said["phone"],
        nik=said["nik"],
        nik_missing_reason=parsed_reason(said["nik_missing_reason"]),
    )


def _proposed(request: SignedInRequest, form: ProposalForm, proposal: Proposal) -> Any:
    try:
        household = propose_household(actor=request.user, proposal=proposal)
    except (ProposalRefused, IdentifierRefused) as refusal:
        form.add_error(None, str(refusal))
        return None
    messages.success(request, _("Keluarga diusulkan dan masuk dampingan Anda sebagai calon."))
    head = household.head()
    if head is not None:
        warn_of_nik(request, proposal.nik, head)
    return household


@sensitive_post_parameters("nik")
@never_cache
@requires(Ability.WORK_CASELOAD, Ability.REVIEW_CASELOADS)
@require_http_methods(["GET", "POST"])
def member_add(request: SignedInRequest, pk: Any) -> HttpResponse:
    household = household_for(request.user, pk)
    form = NewMemberForm(request.POST or None)
    if form.is_valid():
        said = form.cleaned_data
        new = NewMember(
            id=said["id"],
            name=said["name"],
            facts={name: said[name] for name in ("relation", "sex", "birth_date")},
            nik=said["nik"],
            nik_missing_reason=parsed_reason(said["nik_missing_reason"]),
        )
        try:
            member = add_member(
                actor=request.user, household=household, new=new, observed_on=said["observed_on"]
            )
        except (MemberRefused, IdentifierRefused) as refusal:
            form.add_error(None, str(refusal))
        else:
            warn_of_nik(request, new.nik, member)
            messages.success(request, _("Anggota ditambahkan. Lengkapi sekolah dan kesehatannya."))
            return redirect("member_edit", pk=member.pk)
    context = {"form": form, "household": household, "name": head_name(household)}
    return render(request, "households/member_add.html", context)


@requires(Ability.WORK_CASELOAD)
@require_http_methods(["GET", "POST"])
def household_verify(request: SignedInRequest, pk: Any) -> HttpResponse:
    household = household_for(request.user, pk)
    current = state_of(household)
    states = next_states(current.state)
    if not states:
        messages.info(request, _("Keluarga ini sudah melewati verifikasi."))
        return redirect("household_detail", pk=pk)
    form = VerifyForm(
        request.POST or None,
        states=states,
        without_reason=NO_REASON_NEEDED,
        initial={"alternative_track": current.alternative_track},
    )
    if form.is_valid():
        try:
            change_state(actor=request.user, household=household, **form.cleaned_data)
        except StateRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Status keluarga tersimpan."))
            return redirect("household_detail", pk=pk)
    context = {
        "form": form,
        "household": household,
        "name": head_name(household),
        "current": current,
    }
    return render(request, "households/household_verify.html", context)
