"""A flag explained, and the rules as everybody may read them."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.access import SignedInRequest, requires
from accounts.roles import Ability
from entitlements.access import flag_for
from entitlements.queries import last_checked
from entitlements.queries.detail import explain_flag
from entitlements.queries.tables import table_views, version_views


@require_GET
@requires(Ability.VIEW_HOUSEHOLDS, Ability.WORK_DESK)
def flag_detail(request: SignedInRequest, pk: UUID) -> HttpResponse:
    flag = flag_for(request.user, pk)
    back = "desk_household" if request.user.is_agency_desk else "household_detail"
    context = {
        "explanation": explain_flag(flag),
        "household_id": flag.household_id,
        "back": back,
        "last_checked": last_checked(),
    }
    return render(request, "entitlements/flag_detail.html", context)


@require_GET
@requires(Ability.VIEW_RULES)
def rule_list(request: SignedInRequest) -> HttpResponse:
    context = {"tables": table_views(), "versions": version_views()}
    return render(request, "entitlements/rule_list.html", context)
