"""Who did what, when: an administrator's page of traces."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.access import SignedInRequest, requires
from accounts.forms.traces import TraceFilterForm
from accounts.queries.traces import traces
from accounts.requests import next_page, page_key
from accounts.roles import Ability


@require_safe
@requires(Ability.MANAGE_PEOPLE)
def audit_list(request: SignedInRequest) -> HttpResponse:
    form = TraceFilterForm(request.GET)
    rows, after = traces(form.wanted, page_key(request))
    context = {"form": form, "traces": rows, "next_url": next_page(request, after)}
    return render(request, "accounts/audit_list.html", context)
