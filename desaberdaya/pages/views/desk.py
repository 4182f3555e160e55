"""Meja dinas: what waits for an agency, family by family."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from accounts import clock
from accounts.access import SignedInRequest, requires
from accounts.roles import Ability
from desaberdaya.pages.access import desk_member_for
from desaberdaya.pages.forms.desk import DeskFilterForm
from desaberdaya.pages.queries.desk import (
    address_of,
    desk_choices,
    desk_members,
    desk_page,
    desk_rows,
)
from entitlements.access import desk_household_for
from entitlements.queries import last_checked
from households.forms.people import RevealForm
from households.keyset import key_from
from households.queries.family import head_name
from households.queries.numbers import masked_nik
from households.services.identifiers import IdentifierRefused, reveal_nik


@require_safe
@requires(Ability.WORK_DESK)
def desk_queue(request: SignedInRequest) -> HttpResponse:
    form = DeskFilterForm(request.GET, choices=desk_choices(request.user))
    after = key_from(request.GET.get("after", ""))
    page = desk_page(request.user, form.filters(), clock.today(), after)
    first, following = request.GET.copy(), request.GET.copy()
    first.pop("after", None)
    following["after"] = page.next
    context = {
        "form": form,
        "page": page,
        "first_page_url": f"?{first.urlencode()}" if after else "",
        "next_url": f"?{following.urlencode()}" if page.next else "",
        "last_checked": last_checked(),
    }
    return render(request, "pages/desk_queue.html", context)


@require_safe
@requires(Ability.WORK_DESK)
def desk_household(request: SignedInRequest, pk: UUID) -> HttpResponse:
    household = desk_household_for(request.user, pk)
    context = {
        "household": household,
        "family": head_name(household),
        "address": address_of(household.dwelling),
        "rows": desk_rows(request.user, household),
        "members": desk_members(request.user, household),
        "last_checked": last_checked(),
    }
    return render(request, "pages/desk_household.html", context)


@sensitive_variables("number")
@never_cache
@requires(Ability.WORK_DESK)
@require_http_methods(["GET", "POST"])
def desk_reveal_nik(request: SignedInRequest, pk: UUID) -> HttpResponse:
    member = desk_member_for(request.user, pk)
    form, number = RevealForm(request.POST or None), ""
    if form.is_valid():
        try:
            number = reveal_nik(
                actor=request.user, member=member, reason=form.cleaned_data["reason"]
            )
        except IdentifierRefused as refusal:
            form.add_error(None, str(refusal))
    context = {"form": form, "number": number, "masked": masked_nik(member), "member": member}
    return render(request, "pages/desk_reveal_nik.html", context)
