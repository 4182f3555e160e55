"""Invite, mend, deactivate: an administrator's acts on a person's account."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from allauth.usersessions.adapter import get_adapter as sessions_adapter
from allauth.usersessions.models import UserSession
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.audit import record_audit
from accounts.models import User
from accounts.models.sign_in import Purpose
from accounts.roles import Role
from accounts.services.assignments import assign_region
from accounts.services.links import issue_link, void_links


class PersonRefused(Exception):
    """The act would leave nobody in charge, or is not for this account; a sentence says why."""


class UserNameTaken(Exception):
    """Another account has this user name."""


@dataclass(frozen=True)
class PersonInput:
    """A new account: `username` in lower case, `agency` only for an agency desk."""

    username: str
    name: str
    role: str
    agency: str = ""
    phone: str = ""


@transaction.atomic
def invite_person(
    *, actor: User, person: PersonInput, regions: Collection[str] = (), since: date
) -> tuple[User, str]:
    """An account that waits for its first sign-in, and the token of its one-time link.

    Raises UserNameTaken, and assignments.AssignmentRefused for a region the role cannot have.
    """
    if User.objects.filter(username=person.username).exists():
        raise UserNameTaken
    user = User.objects.create_user(**vars(person), must_set_password=True)
    record_audit(actor=actor, action="person.invited", subject=user, role=person.role)
    for code in regions:
        assign_region(actor=actor, user=user, region_code=code, valid_from=since)
    return user, issue_link(actor=actor, user=user, purpose=Purpose.INVITATION)


@transaction.atomic
def update_person(*, actor: User, user: User, name: str, phone: str) -> User:
    """Mend the name and the phone number."""
    changed = {
        field: {"before": getattr(user, field), "after": value}
        for field, value in (("name", name), ("phone", phone))
        if getattr(user, field) != value
    }
    if changed:
        user.name, user.phone = name, phone
        user.save(update_fields=("name", "phone"))
        record_audit(actor=actor, action="person.changed", subject=user, **changed)
    return user


@transaction.atomic
def reset_password(*, actor: User, user: User) -> str:
    """The token of a new link; the password, the sessions and the links before it are void."""
    if user == actor:
        raise PersonRefused(_("Kata sandi sendiri diganti lewat menu akun, bukan di sini."))
    if not user.is_active:
        raise PersonRefused(_("Akun ini nonaktif. Aktifkan dahulu, lalu buat tautannya."))
    first_time = user.must_set_password
    user.set_unusable_password()
    user.must_set_password = True
    user.save(update_fields=("password", "must_set_password"))
    _end_sessions(user)
    record_audit(actor=actor, action="person.password_reset", subject=user)
    purpose = Purpose.INVITATION if first_time else Purpose.RESET
    return issue_link(actor=actor, user=user, purpose=purpose)


@transaction.atomic
def deactivate_person(*, actor: User, user: User) -> None:
    """Nobody signs in with this account from now on; what it did and holds stays recorded."""
    # Every administrator's row, in one order: two of them cannot deactivate each other at once.
    administrators = User.objects.select_for_update().filter(
        role=Role.ADMINISTRATOR, is_active=True
    )
    remaining = {administrator.pk for administrator in administrators.order_by("pk")} - {user.pk}
    if user == actor:
        raise PersonRefused(_("Anda tidak dapat menonaktifkan akun sendiri."))
    if user.is_administrator and not remaining:
        raise PersonRefused(_("Ini administrator terakhir. Undang administrator lain dahulu."))
    if User.objects.filter(pk=user.pk, is_active=True).update(is_active=False):
        void_links(user)
        _end_sessions(user)
        record_audit(actor=actor, action="person.deactivated", subject=user)


@transaction.atomic
def reactivate_person(*, actor: User, user: User) -> None:
    """The account may sign in again, with the password it had."""
    if User.objects.filter(pk=user.pk, is_active=False).update(is_active=True):
        record_audit(actor=actor, action="person.reactivated", subject=user)


@transaction.atomic
def end_sessions(*, actor: User, user: User) -> int:
    """Sign the person out on every device; says on how many."""
    ended = _end_sessions(user)
    record_audit(actor=actor, action="person.sessions_ended", subject=user, sessions=ended)
    return ended


def _end_sessions(user: User) -> int:
    sessions = list(UserSession.objects.filter(user=user))
    sessions_adapter().end_sessions(sessions)
    return len(sessions)
