"""The family's page: what a facilitator opens fifty times a day."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts import clock
from accounts.access import SignedInRequest, requires
from accounts.roles import Ability
from desaberdaya.pages.queries.household import family_page
from entitlements.queries import last_checked
from households.access import household_for


@require_safe
@requires(Ability.VIEW_HOUSEHOLDS)
def household_detail(request: SignedInRequest, pk: UUID) -> HttpResponse:
    household = household_for(request.user, pk)
    context = {
        "household": household,
        "page": family_page(household, clock.today()),
        "may_work": request.user.can(Ability.WORK_CASELOAD),
        "may_edit": request.user.can(Ability.WORK_CASELOAD)
        or request.user.can(Ability.REVIEW_CASELOADS),
        "may_adjust": request.user.can(Ability.ADJUST_PLANS),
        "last_checked": last_checked(),
    }
    return render(request, "pages/household_detail.html", context)
