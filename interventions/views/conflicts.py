"""Visits that came twice with other content: officers look at both."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import SignedInRequest, requires
from accounts.roles import Ability
from interventions.access import conflict_for, conflicts_for
from interventions.forms.conflict import SECOND, ReviewForm
from interventions.queries.conflicts import page_of, waiting
from interventions.services.conflicts import ReviewRefused, review_conflict
from interventions.services.goals import GoalRefused
from interventions.services.visit_facts import AnswerRefused
from interventions.services.visits import VisitRefused


@never_cache
@requires(Ability.REVIEW_VISITS)
@require_safe
def visit_conflicts(request: SignedInRequest) -> HttpResponse:
    unreviewed = conflicts_for(request.user).filter(reviewed_at=None)
    rows = waiting(unreviewed.prefetch_related("visit__household__members"))
    return render(request, "interventions/visit_conflicts.html", {"rows": rows})


@never_cache
@requires(Ability.REVIEW_VISITS)
@require_http_methods(["GET", "POST"])
def visit_conflict(request: SignedInRequest, pk: UUID) -> HttpResponse:
    conflict = conflict_for(request.user, pk)
    form = ReviewForm(request.POST or None)
    if form.is_valid():
        said = form.cleaned_data
        try:
            review_conflict(
                actor=request.user,
                conflict=conflict,
                take_second=said["keep"] == SECOND,
                note=said["note"],
            )
        except (ReviewRefused, VisitRefused, AnswerRefused, GoalRefused) as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Kunjungan ganda sudah diperiksa."))
            return redirect("visit_conflicts")
    page = {"form": form, "page": page_of(conflict)}
    return render(request, "interventions/visit_conflict.html", page)
