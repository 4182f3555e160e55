"""Differences between what is recorded and what a list says: both sides, and a decision."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.access import SignedInRequest, requires
from accounts.roles import Ability
from households.access import difference_for
from households.forms.differences import DecisionForm
from households.keyset import key_from
from households.queries.differences import difference_page
from households.services.differences import DifferenceRefused, decide_difference
from households.services.facts import FactsHaveMoved


@requires(Ability.DECIDE_DIFFERENCES, Ability.WORK_CASELOAD)
@require_GET
def difference_list(request: SignedInRequest) -> HttpResponse:
    rows, following = difference_page(request.user, key_from(request.GET.get("after", "")))
    context = {
        "rows": rows,
        "next_url": f"?after={following}" if following else "",
        "may_decide": request.user.can(Ability.DECIDE_DIFFERENCES),
    }
    return render(request, "households/difference_list.html", context)


@requires(Ability.DECIDE_DIFFERENCES)
@require_POST
def difference_decide(request: SignedInRequest, pk: Any) -> HttpResponse:
    difference = difference_for(request.user, pk)
    form = DecisionForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Pilih salah satu: pertahankan, atau pakai nilai baru."))
        return redirect("difference_list")
    try:
        decide_difference(
            actor=request.user,
            difference=difference,
            accept=form.cleaned_data["decision"] == DecisionForm.ACCEPT,
            seen_version=form.cleaned_data["seen_version"],
        )
    except DifferenceRefused as refusal:
        messages.warning(request, str(refusal))
    except FactsHaveMoved:
        messages.warning(request, _("Catatannya baru saja berubah. Lihat lagi sebelum memutuskan."))
    else:
        messages.success(request, _("Keputusan tersimpan."))
    return redirect("difference_list")
