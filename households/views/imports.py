"""An administrator's pages of lists: upload, look, load, mend, take back."""

import csv
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import SignedInRequest, requires
from accounts.requests import posted
from accounts.roles import Ability
from households.forms.imports import DecisionForm, ListForm
from households.imports import batches, queries
from households.imports.decisions import DecisionRefused, leave_waiting, take_new_card
from households.imports.downloads import begin_report
from households.imports.undo import UndoRefused, begin_undo, blockers


@require_GET
@requires(Ability.IMPORT_LISTS)
def import_list(request: SignedInRequest) -> HttpResponse:
    return render(request, "households/import_list.html", {"batches": queries.newest_batches()})


@require_http_methods(["GET", "POST"])
@requires(Ability.IMPORT_LISTS)
def import_create(request: SignedInRequest) -> HttpResponse:
    form = ListForm(posted(request), request.FILES or None)
    if request.method == "POST" and form.is_valid():
        batch = batches.receive_list(
            actor=request.user,
            wanted=form.wanted,
            pieces=form.cleaned_data["file"].chunks(),
        )
        _ask_worker(request, batch)
        return redirect("import_detail", batch.pk)
    return render(request, "households/import_create.html", {"form": form})


@require_GET
@requires(Ability.IMPORT_LISTS)
def import_detail(request: SignedInRequest, pk: UUID) -> HttpResponse:
    batch = queries.batch_for(pk)
    if request.headers.get("HX-Request") and not request.headers.get("HX-Boosted"):
        response = render(request, "households/_import_progress.html", {"batch": batch})
        if not batch.is_at_work:
            response["HX-Refresh"] = "true"
        return response
    return render(request, "households/import_detail.html", _detail(batch))


def _detail(batch: Any) -> dict[str, Any]:
    context: dict[str, Any] = {"batch": batch}
    if batch.state == "applied":
        context["blockers"] = blockers(batch)
    if batch.counts and batch.state in {"checked", "applying", "enrolling", "applied"}:
        context |= {
            "groups": queries.groups(batch),
            "refusals": queries.refusals(batch),
            "refused": queries.refused_examples(batch),
            "notices": queries.notices(batch),
            "waiting": queries.waiting_families(batch),
            "differences": queries.open_differences(batch),
        }
    return context


@require_POST
@requires(Ability.IMPORT_LISTS)
def import_confirm(request: SignedInRequest, pk: UUID) -> HttpResponse:
    try:
        batch = batches.confirm_batch(actor=request.user, batch=queries.batch_for(pk))
        _ask_worker(request, batch)
    except batches.BatchRefused as refused:
        messages.error(request, str(refused))
    return redirect("import_detail", pk)


@require_POST
@requires(Ability.IMPORT_LISTS)
def import_discard(request: SignedInRequest, pk: UUID) -> HttpResponse:
    try:
        batches.discard_batch(actor=request.user, batch=queries.batch_for(pk))
    except batches.BatchRefused as refused:
        messages.error(request, str(refused))
        return redirect("import_detail", pk)
    messages.success(request, _("Daftar tidak jadi diterapkan. Tidak ada yang berubah."))
    return redirect("import_list")


@require_POST
@requires(Ability.IMPORT_LISTS)
def import_undo(request: SignedInRequest, pk: UUID) -> HttpResponse:
    try:
        batch = begin_undo(actor=request.user, batch=queries.batch_for(pk))
        _ask_worker(request, batch)
    except UndoRefused as refused:
        messages.error(request, str(refused))
    return redirect("import_detail", pk)


@require_POST
@requires(Ability.IMPORT_LISTS)
def import_go_on(request: SignedInRequest, pk: UUID) -> HttpResponse:
    _ask_worker(request, queries.batch_for(pk))
    return redirect("import_detail", pk)


@require_POST
@requires(Ability.IMPORT_LISTS)
def import_decide(request: SignedInRequest, pk: UUID) -> HttpResponse:
    batch = queries.batch_for(pk)
    form = DecisionForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Pilih salah satu keputusan."))
        return redirect("import_detail", pk)
    waiting = form.cleaned_data["waiting"]
    try:
        if form.cleaned_data["decision"] == DecisionForm.TAKE:
            take_new_card(actor=request.user, batch=batch, waiting_id=waiting)
        else:
            leave_waiting(actor=request.user, batch=batch, waiting_id=waiting)
    except DecisionRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Keputusan tersimpan."))
    return redirect("import_detail", pk)


@require_POST
@requires(Ability.IMPORT_LISTS)
def import_report(request: SignedInRequest, pk: UUID) -> HttpResponseBase:
    batch = queries.batch_for(pk)
    try:
        rows = begin_report(actor=request.user, batch=batch)
    except FileNotFoundError as gone:
        raise Http404 from gone
    response = StreamingHttpResponse(_as_csv(rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="perbaiki-{batch.pk}.csv"'
    response["Cache-Control"] = "no-store"
    return response


class _Line:
    """csv.writer wants a file: this one hands each line on."""

    def write(self, line: str) -> str:
        return line


def _as_csv(rows: Iterator[list[str]]) -> Iterator[bytes]:
    writer = csv.writer(_Line())
    yield "\ufeff".encode()  # without it a spreadsheet takes UTF-8 for something else
    for row in rows:
        line: Any = writer.writerow(row)
        yield line.encode()


def _ask_worker(request: SignedInRequest, batch: Any) -> None:
    if not batches.go_on(batch):
        messages.warning(
            request,
            _(
                "Pekerja belum bisa dihubungi. Daftar ini aman tersimpan dan dilanjutkan sendiri "
                "begitu pekerja kembali."
            ),
        )
