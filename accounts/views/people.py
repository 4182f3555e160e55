"""An administrator's pages of people: find, invite, mend, deactivate."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import clock
from accounts.access import SignedInRequest, requires
from accounts.duties import duties_of
from accounts.forms.people import InviteForm, PeopleFilterForm, PersonForm, RoleForm
from accounts.queries.people import (
    assignments_of,
    people,
    person_for,
    sessions_of,
    waiting_link_of,
)
from accounts.queries.territory import regency_choices, region_choices
from accounts.requests import next_page, page_key, posted
from accounts.roles import Ability, Role
from accounts.services import people as services
from accounts.services.assignments import works_in_regions
from accounts.services.links import VALID_FOR

either = require_http_methods(["GET", "POST"])


@require_safe
@requires(Ability.MANAGE_PEOPLE)
def person_list(request: SignedInRequest) -> HttpResponse:
    form = PeopleFilterForm(request.GET, regencies=regency_choices())
    page = people(form.wanted, page_key(request))
    context = {"form": form, "people": page.rows, "next_url": next_page(request, page.next)}
    return render(request, "accounts/person_list.html", context)


@either
@never_cache
@requires(Ability.MANAGE_PEOPLE)
def person_invite(request: SignedInRequest) -> HttpResponse:
    step = RoleForm(request.GET or None, regencies=regency_choices())
    if not step.is_valid():
        return render(request, "accounts/person_invite_role.html", {"form": step})
    role, regency = step.cleaned_data["peran"], step.cleaned_data["kabupaten"]
    form = InviteForm(
        posted(request), role=role, regions=region_choices(role=role, regency=regency)
    )
    if request.method == "POST" and form.is_valid():
        try:
            person, token = services.invite_person(
                actor=request.user,
                person=form.person,
                regions=form.region_codes,
                since=clock.today(),
            )
            return _link_page(request, person, token)
        except services.UserNameTaken:
            form.add_error("username", _("Nama pengguna ini sudah dipakai orang lain."))
    context = {"form": form, "role": Role(role).label, "regency": regency}
    return render(request, "accounts/person_invite.html", context)


def _link_page(request: HttpRequest, person: object, token: str) -> HttpResponse:
    """The one time that the link is seen: the database keeps its hash alone."""
    link = request.build_absolute_uri(reverse("person_activate", args=(token,)))
    context = {"person": person, "link": link, "expires_at": clock.now() + VALID_FOR}
    return render(request, "accounts/person_link.html", context)


@require_safe
@requires(Ability.MANAGE_PEOPLE)
def person_detail(request: SignedInRequest, pk: UUID) -> HttpResponse:
    person = person_for(pk)
    context = {
        "person": person,
        "assignments": assignments_of(person),
        "works_in_regions": works_in_regions(person),
        "sessions": sessions_of(person),
        "waiting_link": waiting_link_of(person),
        "duties": duties_of(person),
        "is_self": person == request.user,
        "today": clock.today(),
    }
    return render(request, "accounts/person_detail.html", context)


@either
@requires(Ability.MANAGE_PEOPLE)
def person_edit(request: SignedInRequest, pk: UUID) -> HttpResponse:
    person = person_for(pk)
    now = {"name": person.name, "phone": person.phone}
    form = PersonForm(posted(request), initial=now)
    if request.method == "POST" and form.is_valid():
        services.update_person(actor=request.user, user=person, **form.cleaned_data)
        messages.success(request, _("Data %(name)s disimpan.") % {"name": person.name})
        return redirect("person_detail", pk)
    return render(request, "accounts/person_edit.html", {"form": form, "person": person})


@either
@never_cache
@requires(Ability.MANAGE_PEOPLE)
def person_reset(request: SignedInRequest, pk: UUID) -> HttpResponse:
    person = person_for(pk)
    if request.method == "POST":
        try:
            token = services.reset_password(actor=request.user, user=person)
            return _link_page(request, person, token)
        except services.PersonRefused as refusal:
            messages.error(request, str(refusal))
            return redirect("person_detail", pk)
    return render(request, "accounts/person_reset.html", {"person": person})


@either
@requires(Ability.MANAGE_PEOPLE)
def person_deactivate(request: SignedInRequest, pk: UUID) -> HttpResponse:
    person = person_for(pk)
    if request.method == "POST":
        try:
            services.deactivate_person(actor=request.user, user=person)
            messages.success(request, _("Akun %(name)s nonaktif.") % {"name": person.name})
        except services.PersonRefused as refusal:
            messages.error(request, str(refusal))
        return redirect("person_detail", pk)
    context = {"person": person, "duties": duties_of(person)}
    return render(request, "accounts/person_deactivate.html", context)


@require_POST
@requires(Ability.MANAGE_PEOPLE)
def person_reactivate(request: SignedInRequest, pk: UUID) -> HttpResponse:
    person = person_for(pk)
    services.reactivate_person(actor=request.user, user=person)
    messages.success(request, _("Akun %(name)s aktif lagi.") % {"name": person.name})
    return redirect("person_detail", pk)


@require_POST
@requires(Ability.MANAGE_PEOPLE)
def person_end_sessions(request: SignedInRequest, pk: UUID) -> HttpResponse:
    person = person_for(pk)
    services.end_sessions(actor=request.user, user=person)
    messages.success(request, _("%(name)s harus masuk lagi.") % {"name": person.name})
    return redirect("person_detail", pk)
