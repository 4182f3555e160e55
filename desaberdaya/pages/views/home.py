"""The address without a path: everybody's own start."""

from typing import cast

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from accounts.access import SignedInRequest
from accounts.roles import Ability

# The first ability that a person has decides where their day begins.
STARTS = (
    (Ability.WORK_CASELOAD, "today"),
    (Ability.WORK_DESK, "desk_queue"),
    (Ability.REVIEW_CASELOADS, "caseload_list"),
)


@require_safe
@login_required
def home(request: HttpRequest) -> HttpResponse:
    user = cast("SignedInRequest", request).user
    start = next((url for ability, url in STARTS if user.can(ability)), None)
    if start is None:
        raise PermissionDenied
    return redirect(start)
