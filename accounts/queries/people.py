"""People, their assignments and sessions, for the pages of an administrator."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from allauth.usersessions.models import UserSession
from django.db.models import Prefetch, Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from accounts import clock
from accounts.keyset import Page, page_after
from accounts.models import OneTimeLink, RegionAssignment, User
from accounts.roles import Role
from accounts.scope import within
from accounts.services.links import hash_of

ORDER = ("name", "username")
STATUSES = (
    ("active", _("Aktif")),
    ("invited", _("Diundang, belum pernah masuk")),
    ("inactive", _("Nonaktif")),
)


@dataclass(frozen=True)
class PeopleFilter:
    """What the address bar asks for; '' is no filter."""

    text: str = ""
    role: str = ""
    regency: str = ""
    status: str = ""


def everybody() -> QuerySet[User]:
    """Every account of a person: the machine's own is on no page."""
    return User.objects.exclude(role=Role.SYSTEM)


def people(wanted: PeopleFilter, after: str) -> Page[User]:
    """A page of people, each with `regions_now`: the assignments that hold today."""
    found = everybody().filter(_status(wanted.status))
    if wanted.text:
        found = found.filter(Q(name__icontains=wanted.text) | Q(username__icontains=wanted.text))
    if wanted.role:
        found = found.filter(role=wanted.role)
    now = _held_on(clock.today())
    if wanted.regency:
        there = now.filter(within({wanted.regency}, "region__code"))
        found = found.filter(pk__in=there.values("user_id"))
    return page_after(
        found.prefetch_related(
            Prefetch("region_assignments", now.select_related("region"), to_attr="regions_now")
        ),
        ORDER,
        after,
    )


def _status(status: str) -> Q:
    by_status = {
        "active": Q(is_active=True, must_set_password=False),
        "invited": Q(is_active=True, must_set_password=True),
        "inactive": Q(is_active=False),
    }
    return by_status.get(status, Q())


def _held_on(day: date) -> QuerySet[RegionAssignment]:
    return RegionAssignment.objects.filter(
        Q(valid_to=None) | Q(valid_to__gt=day), valid_from__lte=day
    )


def person_for(pk: UUID) -> User:
    """One person's account, else Http404."""
    person = everybody().filter(pk=pk).first()
    if person is None:
        raise Http404
    return person


def assignments_of(person: User) -> list[RegionAssignment]:
    """Every assignment there is or was, the newest first."""
    return list(
        person.region_assignments.select_related("region").order_by("-valid_from", "region_id")
    )


def assignment_for(pk: UUID) -> RegionAssignment:
    """One assignment with its person and region, else Http404."""
    found = RegionAssignment.objects.select_related("user", "region").filter(pk=pk).first()
    if found is None or found.user.role == Role.SYSTEM:
        raise Http404
    return found


def sessions_of(person: User) -> list[UserSession]:
    """Where the person is signed in, the newest first."""
    return sorted(
        UserSession.objects.purge_and_list(person),
        key=lambda session: session.created_at,
        reverse=True,
    )


def link_of(token: str) -> OneTimeLink | None:
    """The one-time link of this token, with its person."""
    return OneTimeLink.objects.select_related("user").filter(token_hash=hash_of(token)).first()


def waiting_link_of(person: User) -> OneTimeLink | None:
    """The link that was handed over and not used yet, while it holds."""
    waiting = person.one_time_links.filter(used_at=None, expires_at__gt=clock.now())
    return waiting.select_related("created_by").order_by("-created_at").first()
