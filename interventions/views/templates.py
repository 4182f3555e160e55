"""The plan template's versions: read them, and edit one into the next."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import SignedInRequest, requires
from accounts.roles import Ability
from interventions.access import template_for
from interventions.forms.template import TemplateForm
from interventions.queries.templates import newest_version, phases_of, versions
from interventions.services.templates import TemplateRefused, make_template


@never_cache
@requires(Ability.MANAGE_TEMPLATES)
@require_safe
def template_list(request: SignedInRequest) -> HttpResponse:
    return render(request, "interventions/template_list.html", {"versions": versions()})


@never_cache
@requires(Ability.MANAGE_TEMPLATES)
@require_safe
def template_detail(request: SignedInRequest, pk: UUID) -> HttpResponse:
    template = template_for(pk)
    page = {
        "template": template,
        "phases": phases_of(template),
        "is_newest": template.version == newest_version(),
    }
    return render(request, "interventions/template_detail.html", page)


@never_cache
@requires(Ability.MANAGE_TEMPLATES)
@require_http_methods(["GET", "POST"])
def template_edit(request: SignedInRequest, pk: UUID) -> HttpResponse:
    template = template_for(pk)
    form = TemplateForm(request.POST or None, name=template.name, phases=phases_of(template))
    if form.is_valid():
        try:
            made = make_template(
                actor=request.user,
                name=form.cleaned_data["name"],
                active_from=form.cleaned_data["active_from"],
                phases=form.phase_inputs(),
            )
        except TemplateRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Versi baru disimpan."))
            return redirect("template_detail", pk=made.pk)
    return render(request, "interventions/template_edit.html", {"form": form, "template": template})
