"""The style guide: every component with made-up data, to look at and to test."""

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts import clock
from accounts.access import SignedInRequest, requires
from accounts.roles import Ability
from desaberdaya.styleguide import samples
from desaberdaya.styleguide.forms import SampleFilter, SampleForm
from desaberdaya.styleguide.layout import sample_helper


@require_safe
@requires(Ability.MANAGE_PEOPLE)
def styleguide(request: SignedInRequest) -> HttpResponse:
    """All components on one page; not there in production, where nobody practises."""
    if settings.IS_PRODUCTION:
        raise Http404
    context = {
        "under_way": samples.house_under_way(),
        "whole": samples.whole_house(),
        "village": samples.village_house(),
        "facts": samples.facts(),
        "events": samples.events(),
        "rows": samples.table_rows(),
        "tabs": samples.tabs(),
        "stats": samples.stats(),
        "trail": [("/", _("Beranda")), ("#rumah", "Desa Rekaan"), ("", _("Gaya"))],
        "form": SampleForm({"name": "Inaq Misal", "water": "well"}),
        "helper": sample_helper(),
        "filter": SampleFilter(),
        "now": clock.now(),
    }
    return render(request, "styleguide/styleguide_show.html", context)
