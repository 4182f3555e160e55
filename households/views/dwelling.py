"""Two families in one house, and a family that moves into its own."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import SignedInRequest, requires
from accounts.roles import Ability
from households.access import household_for
from households.forms.dwelling import HouseSearchForm
from households.keyset import key_from
from households.queries.family import head_name, neighbours
from households.queries.listing import housemates_to_be
from households.services.dwelling import DwellingRefused, leave_dwelling, share_dwelling

LEAVE = "leave"


@requires(Ability.WORK_CASELOAD, Ability.REVIEW_CASELOADS)
@require_http_methods(["GET", "POST"])
def dwelling_share(request: SignedInRequest, pk: Any) -> HttpResponse:
    household = household_for(request.user, pk)
    if request.method == "POST" and _done(request, household):
        return redirect("household_detail", pk=pk)
    form = HouseSearchForm(request.GET)
    asked = form.cleaned_data["name"] if form.is_valid() else ""
    context = {
        "form": form,
        "household": household,
        "name": head_name(household),
        "neighbours": neighbours(household.dwelling, household),
        "found": housemates_to_be(request.user, household, asked),
    }
    return render(request, "households/dwelling_share.html", context)


def _done(request: SignedInRequest, household: Any) -> bool:
    """Whether the house is another one now; if not, a message says why."""
    if LEAVE in request.POST:
        leave_dwelling(actor=request.user, household=household)
        messages.success(request, _("Dicatat: keluarga ini tinggal di rumah sendiri."))
        return True
    other = key_from(request.POST.get("other", ""))
    if other is None:
        messages.error(request, _("Pilih keluarga yang tinggal serumah."))
        return False
    try:
        share_dwelling(
            actor=request.user, household=household, other=household_for(request.user, other)
        )
    except DwellingRefused as refusal:
        messages.error(request, str(refusal))
        return False
    messages.success(
        request, _("Dicatat: dua keluarga ini serumah. Catatan yang berbeda menunggu keputusan.")
    )
    return True
