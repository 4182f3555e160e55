"""Hari ini: where a facilitator's day begins."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts import clock
from accounts.access import SignedInRequest, requires
from accounts.roles import Ability
from desaberdaya.pages.queries.today import today_for
from entitlements.queries import last_checked


@require_safe
@requires(Ability.WORK_CASELOAD)
def today(request: SignedInRequest) -> HttpResponse:
    on = clock.today()
    return render(
        request,
        "pages/today_show.html",
        {"on": on, "today": today_for(request.user, on), "last_checked": last_checked()},
    )
