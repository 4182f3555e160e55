"""Dampingan: the officer's table, its file, and the rows behind each of its numbers."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts import clock
from accounts.access import SignedInRequest, requires
from accounts.audit import record_audit
from accounts.roles import Ability
from desaberdaya.pages.export import as_csv, as_xlsx
from desaberdaya.pages.forms.caseload import SelectionForm
from desaberdaya.pages.queries.caseload import COLUMNS, caseload_for
from desaberdaya.pages.queries.choices import caseload_choices
from desaberdaya.pages.queries.drill import drill_page
from entitlements.queries import last_checked
from households.keyset import key_from

FILES = {"csv": as_csv, "xlsx": as_xlsx}


def _form(request: SignedInRequest) -> SelectionForm:
    choices = caseload_choices(request.user, request.GET.get("regency", ""))
    return SelectionForm(request.GET, choices=choices)


@require_safe
@requires(Ability.REVIEW_CASELOADS)
def caseload_list(request: SignedInRequest) -> HttpResponse:
    on, form = clock.today(), _form(request)
    selection = form.selection(on)
    caseload = caseload_for(request.user, selection, request.GET.get("sort", ""))
    as_file = FILES.get(request.GET.get("format", ""))
    if as_file is not None:
        record_audit(actor=request.user, action="caseload.exported", rows=len(caseload.rows))
        return as_file(caseload, on)
    context = {
        "form": form,
        "caseload": caseload,
        "headings": [_heading(name, request.GET.get("sort", "")) for name in COLUMNS],
        "selection": selection,
        "sort": request.GET.get("sort", ""),
        "asked": _asked(request, "sort", "format"),
        "carried": _asked(request, "sort", "format", "facilitator", "village", "regency"),
        "narrowed": _asked(request, "sort", "format", "age"),
        "last_checked": last_checked(),
    }
    return render(request, "pages/caseload_list.html", context)


@require_safe
@requires(Ability.REVIEW_CASELOADS)
def caseload_rows(request: SignedInRequest, measure: str) -> HttpResponse:
    if measure not in COLUMNS:
        raise Http404
    form, after = _form(request), key_from(request.GET.get("after", ""))
    page = drill_page(measure, request.user, form.selection(clock.today()), after)
    context = {
        "form": form,
        "page": page,
        "measure": measure,
        "label": COLUMNS[measure],
        "asked": _asked(request, "after"),
        "first_page_url": f"?{_asked(request, 'after')}" if after else "",
        "next_url": f"?{_asked(request, 'after')}&after={page.next}" if page.next else "",
        "last_checked": last_checked(),
    }
    return render(request, "pages/caseload_rows.html", context)


def _heading(name: str, sort: str) -> dict[str, object]:
    """A column of numbers is first sorted with the most on top, then the other way round."""
    directions = {f"-{name}": "descending", name: "ascending"}
    turned = name if sort == f"-{name}" else f"-{name}"
    return {"label": COLUMNS[name], "sort": turned, "direction": directions.get(sort, "")}


def _asked(request: SignedInRequest, *without: str) -> str:
    """The query string of this page, to be carried on."""
    query = request.GET.copy()
    for name in without:
        query.pop(name, None)
    return query.urlencode()
