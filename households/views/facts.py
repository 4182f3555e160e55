"""Pages that record facts of a member, of a household and of its house."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db.models import Model
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import SignedInRequest, requires
from accounts.roles import Ability
from households.access import household_for, member_for
from households.forms.facts import DwellingForm, FactForm, HouseholdForm, MemberForm, Moved
from households.queries.family import (
    allows,
    current_values,
    has_head,
    head_name,
    neighbours,
)
from households.services.contact import edit_household
from households.services.dwelling import edit_dwelling
from households.services.facts import FactsHaveMoved
from households.services.members import MemberRefused, edit_member

CONFLICT = 409


def _answered(
    request: SignedInRequest,
    form: FactForm,
    subject: Any,
    record: Callable[[FactForm], object],
    template: str,
    **context: Any,
) -> HttpResponse | None:
    """None once the facts are recorded; else the page with what was typed and what is wrong."""
    status, moved = 200, list[Moved]()
    if form.is_valid():
        try:
            record(form)
        except FactsHaveMoved:
            fresh = _fresh(subject)
            form, moved = form.rebased(current_values(fresh), fresh.version)
            status = CONFLICT
        except MemberRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Tersimpan. Kebutuhan keluarga ini sedang dicek ulang."))
            return None
    return render(request, template, context | {"form": form, "moved": moved}, status=status)


def _fresh(subject: Model) -> Any:
    subject.refresh_from_db()
    return subject


@requires(Ability.WORK_CASELOAD, Ability.REVIEW_CASELOADS)
@require_http_methods(["GET", "POST"])
def member_edit(request: SignedInRequest, pk: Any) -> HttpResponse:
    member = member_for(request.user, pk)
    form = MemberForm(
        request.POST or None,
        values=current_values(member),
        version=member.version,
        initial={"name": member.name},
    )

    def record(form: FactForm) -> None:
        edit_member(
            actor=request.user,
            member=member,
            name=form.cleaned_data["name"],
            **form.recording(),
        )

    context = {"member": member, "household": member.household}
    page = _answered(request, form, member, record, "households/member_edit.html", **context)
    if page is not None:
        return page
    if not has_head(member.household):
        messages.warning(request, _("Belum ada kepala keluarga yang tinggal di sini."))
    return redirect("household_detail", pk=member.household_id)


@requires(Ability.WORK_CASELOAD, Ability.REVIEW_CASELOADS)
@require_http_methods(["GET", "POST"])
def household_edit(request: SignedInRequest, pk: Any) -> HttpResponse:
    household = household_for(request.user, pk)
    # A desil comes from the official ranking: who works in the field reads it, and no more.
    ranks = request.user.can(Ability.REVIEW_CASELOADS)
    form = HouseholdForm(
        request.POST or None,
        values=current_values(household),
        version=household.version,
        allowed=None if ranks else frozenset({"open_defecation"}),
        initial={"phone": household.phone, "language": household.language},
    )

    def record(form: FactForm) -> None:
        contact = {name: form.cleaned_data[name] for name in ("phone", "language")}
        edit_household(actor=request.user, household=household, contact=contact, **form.recording())

    context = {"household": household, "name": head_name(household)}
    page = _answered(request, form, household, record, "households/household_edit.html", **context)
    return page or redirect("household_detail", pk=pk)


@requires(Ability.WORK_CASELOAD, Ability.REVIEW_CASELOADS)
@require_http_methods(["GET", "POST"])
def dwelling_edit(request: SignedInRequest, pk: Any) -> HttpResponse:
    household = household_for(request.user, pk)
    dwelling = household.dwelling
    may_point = allows(household, "gps")
    form = DwellingForm(
        request.POST or None,
        values=current_values(dwelling),
        version=dwelling.version,
        allowed=None if may_point else DwellingForm.without_point(),
    )

    def record(form: FactForm) -> None:
        edit_dwelling(actor=request.user, dwelling=dwelling, **form.recording())

    context = {
        "household": household,
        "name": head_name(household),
        "neighbours": neighbours(dwelling, household),
        "may_point": may_point,
    }
    page = _answered(request, form, dwelling, record, "households/dwelling_edit.html", **context)
    return page or redirect("household_detail", pk=pk)
