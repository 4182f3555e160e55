"""An administrator's pages of villages: find, set area class and cohort, from a file too."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import SignedInRequest, requires
from accounts.forms.villages import VillageFileForm, VillageFilterForm, VillageForm
from accounts.queries.territory import cohorts, regency_choices, village_for, villages
from accounts.requests import next_page, page_key, posted
from accounts.roles import Ability
from accounts.services.villages import import_villages, preview_villages, update_village
from accounts.tables import NotATable

either = require_http_methods(["GET", "POST"])


@require_safe
@requires(Ability.MANAGE_VILLAGES)
def village_list(request: SignedInRequest) -> HttpResponse:
    form = VillageFilterForm(request.GET, regencies=regency_choices(), cohorts=cohorts())
    page = villages(form.wanted, page_key(request))
    context = {"form": form, "villages": page.rows, "next_url": next_page(request, page.next)}
    return render(request, "accounts/village_list.html", context)


@either
@requires(Ability.MANAGE_VILLAGES)
def village_edit(request: SignedInRequest, code: str) -> HttpResponse:
    village = village_for(code)
    now = {"area_class": village.area_class or "", "cohort": village.cohort}
    form = VillageForm(posted(request), initial=now)
    if request.method == "POST" and form.is_valid():
        update_village(actor=request.user, code=code, facts=form.facts)
        messages.success(request, _("Data %(name)s disimpan.") % {"name": village.title})
        return redirect("village_edit", code)
    return render(request, "accounts/village_edit.html", {"form": form, "village": village})


@either
@requires(Ability.MANAGE_VILLAGES)
def village_import(request: SignedInRequest) -> HttpResponse:
    form = VillageFileForm(posted(request), request.FILES)
    preview, text = None, ""
    if request.method == "POST" and form.is_valid():
        file = form.content
        try:
            if "apply" in request.POST:
                done = import_villages(actor=request.user, file=file)
                messages.success(request, _updated(len(done.changes)))
                return redirect("village_list")
            preview = preview_villages(file)
            file.seek(0)
            text = file.read().decode("utf-8-sig")
        except NotATable as refusal:
            form.add_error("file", str(refusal))
    context = {"form": form, "preview": preview, "text": text}
    return render(request, "accounts/village_import.html", context)


def _updated(count: int) -> str:
    words = ngettext("%(count)d desa diperbarui.", "%(count)d desa diperbarui.", count)
    return words % {"count": count}
