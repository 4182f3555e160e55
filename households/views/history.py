"""What happened to a family, newest first."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.access import SignedInRequest, requires
from accounts.roles import Ability
from households.access import household_for
from households.queries import history
from households.queries.family import facts_with_provenance, head_name


@requires(Ability.VIEW_HOUSEHOLDS)
@require_GET
def household_history(request: SignedInRequest, pk: Any) -> HttpResponse:
    household = household_for(request.user, pk)
    context = {
        "household": household,
        "name": head_name(household),
        "changes": history.fact_changes(household, _number(request.GET.get("facts"))),
        "deeds": history.deeds(household, _number(request.GET.get("deeds"))),
        "states": history.states_of(household),
        "assignments": history.assignments_of(household),
        "consents": history.consents_of(household),
        "current": facts_with_provenance(household),
    }
    return render(request, "households/household_history.html", context)


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 18 else None
