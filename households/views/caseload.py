"""Pass families from one facilitator to another: choose, see what changes, confirm."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from accounts.access import SignedInRequest, requires
from accounts.roles import Ability
from households.access import facilitator_for
from households.forms.people import ReassignForm
from households.keyset import key_from
from households.queries import caseload
from households.queries.choices import facilitator_choices
from households.queries.listing import HouseholdRow
from households.services.caseload import (
    Reassigned,
    ReassignmentRefused,
    preview_reassignment,
    reassign_caseload,
)


@requires(Ability.REASSIGN_CASELOAD)
@require_http_methods(["GET", "POST"])
def caseload_reassign(request: SignedInRequest) -> HttpResponse:
    if request.method == "POST":
        return _submitted(request)
    rows = _chosen(request)
    if rows is None:
        return _choose(request)
    initial = {"households": [row.id for row in rows], "to": request.GET.get("origin", "")}
    return _form_page(request, _form(request, rows, None, initial), rows)


def _choose(request: SignedInRequest) -> HttpResponse:
    done = request.GET.get("done", "")
    context = {
        "caseloads": caseload.caseloads(request.user),
        "villages": caseload.without_facilitator(request.user),
        "undo": caseload.undoable(request.user, int(done)) if done.isdecimal() else [],
    }
    return render(request, "households/caseload_choose.html", context)


def _chosen(request: SignedInRequest) -> list[HouseholdRow] | None:
    """The families that the address asks for; None where it asks for nobody's."""
    asked = request.GET
    facilitator = key_from(asked.get("from", ""))
    if facilitator is not None:
        return caseload.households_of(request.user, facilitator)
    if asked.get("village"):
        return caseload.households_without(request.user, asked["village"])
    if asked.get("undo", "").isdecimal():
        return caseload.households_to_return(
            request.user, int(asked["undo"]), asked.get("origin", "")
        )
    return None


def _form(
    request: SignedInRequest, rows: list[HouseholdRow], data: Any, initial: Any = None
) -> ReassignForm:
    families = [(str(row.id), f"{row.head_name} · {row.dusun}") for row in rows]
    people = facilitator_choices(request.user)
    return ReassignForm(data, people=people, households=families, initial=initial)


def _form_page(
    request: SignedInRequest, form: ReassignForm, rows: list[HouseholdRow]
) -> HttpResponse:
    return render(request, "households/caseload_reassign.html", {"form": form, "rows": rows})


def _submitted(request: SignedInRequest) -> HttpResponse:
    ids = [pk for pk in map(key_from, request.POST.getlist("households")) if pk]
    rows = caseload.households_in_sight(request.user, ids)
    form = _form(request, rows, request.POST)
    if not form.is_valid():
        return _form_page(request, form, rows)
    to = _target(request, form)
    said = form.cleaned_data
    act = {"household_ids": said["households"], "to": to, "on": said["on"]}
    try:
        if "confirm" in request.POST:
            return _finished(
                request, reassign_caseload(actor=request.user, reason=said["reason"], **act)
            )
        moving = set(preview_reassignment(actor=request.user, **act))
    except ReassignmentRefused as refusal:
        form.add_error("to", str(refusal))
        return _form_page(request, form, rows)
    context = {
        "form": form,
        "to": to,
        "moving": [row for row in rows if row.id in moving],
        "staying": [row for row in rows if row.id not in moving],
    }
    return render(request, "households/caseload_preview.html", context)


def _target(request: SignedInRequest, form: ReassignForm) -> Any:
    to = form.cleaned_data["to"]
    if to == ReassignForm.NOBODY:
        return None
    return facilitator_for(request.user, UUID(to))


def _finished(request: SignedInRequest, done: Reassigned) -> HttpResponse:
    if done.audit_id is None:
        messages.info(request, _("Tidak ada yang berubah: semua sudah seperti itu."))
        return redirect("caseload_reassign")
    told = ngettext(
        "%(number)d keluarga dialihkan.", "%(number)d keluarga dialihkan.", done.moved
    ) % {"number": done.moved}
    messages.success(request, told)
    return redirect(f"{reverse('caseload_reassign')}?done={done.audit_id}")
