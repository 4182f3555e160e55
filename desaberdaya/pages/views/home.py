"""The address without a path: everybody's own start."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from accounts.access import SignedInRequest, requires
from accounts.roles import Ability

# The first ability that a person has decides where their day begins.
STARTS = {
    Ability.WORK_CASELOAD: "today",
    Ability.WORK_DESK: "desk_queue",
    Ability.REVIEW_CASELOADS: "caseload_list",
}


@require_safe
@requires(*STARTS)
def home(request: SignedInRequest) -> HttpResponse:
    return redirect(next(url for ability, url in STARTS.items() if request.user.can(ability)))
