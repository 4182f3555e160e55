"""Write down a visit, see what it changed, read it, correct it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import SignedInRequest, requires
from accounts.roles import Ability
from households.queries.family import head_name
from interventions.access import household_to_visit, sent_visit_for, visit_for
from interventions.forms.amendment import AmendForm, values_of
from interventions.forms.visit import VisitForm
from interventions.queries.results import result_of
from interventions.queries.visit_form import context_of_correction, context_of_new
from interventions.queries.visits import page_of
from interventions.services.amendments import amend_visit
from interventions.services.checks import settle_by_sweep
from interventions.services.consents import ConsentRefused
from interventions.services.goals import GoalRefused
from interventions.services.photos import PhotoRefused
from interventions.services.visit_facts import AnswerRefused
from interventions.services.visits import SentWithOtherContent, VisitRefused, record_visit

REFUSALS = (VisitRefused, ConsentRefused, AnswerRefused, GoalRefused)
POLLS = 30
SENT_TWICE = gettext_lazy(
    "Kunjungan ini sudah dikirim dengan isi lain. Keduanya disimpan untuk diperiksa petugas; "
    "yang pertama tetap berlaku."
)


@never_cache
@requires(Ability.WORK_CASELOAD)
@require_http_methods(["GET", "POST"])
def visit_create(request: SignedInRequest, pk: UUID) -> HttpResponse:
    household, is_known = household_to_visit(request.user, pk, request.POST.get("id", ""))
    context = context_of_new(household, request.POST, is_known=is_known)
    form = VisitForm(request.POST or None, request.FILES or None, context=context)
    status = 200
    if form.is_valid():
        visit, status = _recorded(request, form)
        if visit is not None:
            return redirect("visit_result", pk=visit.pk)
    page = {"form": form, "household": household, "name": head_name(household)}
    return render(request, "interventions/visit_create.html", page, status=status)


def _recorded(request: SignedInRequest, form: VisitForm) -> tuple[Any, int]:
    """The visit, or None with the refusal on the form; and the status to answer with."""
    try:
        return record_visit(actor=request.user, visit=form.visit()), 200
    except SentWithOtherContent:
        form.add_error(None, SENT_TWICE)
        return None, 409
    except PhotoRefused as refusal:
        form.add_error("photo", str(refusal))
    except REFUSALS as refusal:
        form.add_error(None, str(refusal))
    return None, 200


@never_cache
@requires(Ability.WORK_CASELOAD)
@require_safe
def visit_result(request: SignedInRequest, pk: UUID) -> HttpResponse:
    visit = sent_visit_for(request.user, pk)
    settle_by_sweep(visit)
    polls = _number(request.GET.get("ke", ""))
    page = {
        "visit": visit,
        "result": result_of(visit),
        "name": head_name(visit.household),
        "next_poll": polls + 1 if polls < POLLS else None,
    }
    part = "_visit_result.html" if request.htmx else "visit_result.html"  # type: ignore[attr-defined]
    return render(request, f"interventions/{part}", page)


@never_cache
@requires(Ability.VIEW_HOUSEHOLDS)
@require_safe
def visit_detail(request: SignedInRequest, pk: UUID) -> HttpResponse:
    visit = visit_for(request.user, pk)
    return render(request, "interventions/visit_detail.html", {"page": page_of(visit)})


@never_cache
@requires(Ability.WORK_CASELOAD)
@require_http_methods(["GET", "POST"])
def visit_amend(request: SignedInRequest, pk: UUID) -> HttpResponse:
    visit = visit_for(request.user, pk)
    context = context_of_correction(visit.household, visit)
    form = AmendForm(request.POST or None, context=context, initial=values_of(visit))
    if form.is_valid():
        amended = _amended(request, visit, form)
        if not form.errors:
            return redirect("visit_result" if amended else "visit_detail", pk=visit.pk)
    page = {"form": form, "visit": visit, "name": head_name(visit.household)}
    return render(request, "interventions/visit_amend.html", page)


def _amended(request: SignedInRequest, visit: Any, form: AmendForm) -> Any:
    """The amendment; None where nothing is different, or with the refusal on the form."""
    reason = form.cleaned_data["reason"]
    try:
        amended = amend_visit(actor=request.user, visit=visit, amended=form.visit(), reason=reason)
    except REFUSALS as refusal:
        form.add_error(None, str(refusal))
        return None
    if amended is None:
        messages.info(request, _("Tidak ada yang berbeda; kunjungan tetap seperti semula."))
    return amended


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 4 else 0
