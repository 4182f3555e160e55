"""The list of families, and looking one up by a number."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access import SignedInRequest, requires
from accounts.roles import Ability
from households.forms.listing import FilterForm
from households.forms.people import NumberSearchForm
from households.keyset import key_from
from households.queries.choices import filter_choices
from households.queries.listing import FREE, HouseholdPage, household_page
from households.services.identifiers import Number, find_by_number


@requires(Ability.VIEW_HOUSEHOLDS)
@require_GET
def household_list(request: SignedInRequest) -> HttpResponse:
    asked = request.GET
    choices = filter_choices(request.user, asked.get("village", ""), asked.get("part", ""))
    form = FilterForm(asked, choices=choices)
    page = HouseholdPage([], "", is_search=False)
    if form.is_valid():
        page = household_page(request.user, form.filters(), key_from(asked.get("after", "")))
    first, following = asked.copy(), asked.copy()
    first.pop("after", None)
    following["after"] = page.next
    context = {
        "form": form,
        "page": page,
        "next_url": f"?{following.urlencode()}" if page.next else "",
        "tabs": _tabs(asked.get("part", "")) if request.user.is_facilitator else [],
        "is_filtered": any(asked.get(name) for name in form.fields if name != "part"),
        "first_page_url": f"?{first.urlencode()}" if "after" in asked else "",
        "may_propose": request.user.can(Ability.WORK_CASELOAD),
    }
    return render(request, "households/household_list.html", context)


def _tabs(part: str) -> list[dict[str, object]]:
    free = part == FREE
    return [
        {"label": _("Dampingan saya"), "url": "?", "is_current": not free},
        {"label": _("Belum ada pendamping"), "url": f"?part={FREE}", "is_current": free},
    ]


@sensitive_post_parameters("number")
@never_cache
@requires(Ability.SEARCH_IDENTIFIERS)
@require_http_methods(["GET", "POST"])
def identifier_search(request: SignedInRequest) -> HttpResponse:
    form = NumberSearchForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        found = find_by_number(
            actor=request.user,
            kind=Number(form.cleaned_data["kind"]),
            number=form.cleaned_data["number"],
        )
        if found is not None:
            return redirect("household_detail", pk=found.pk)
        messages.warning(request, _("Nomor itu tidak ada di wilayah Anda."))
    return render(request, "households/identifier_search.html", {"form": form})
