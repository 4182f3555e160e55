"""One-time links: made by an administrator, handed over by hand, used once to set a password."""

import hashlib
import secrets
from datetime import timedelta
from enum import StrEnum

from axes.utils import reset as forget_failed_attempts
from django.db import transaction

from accounts import clock
from accounts.audit import record_audit
from accounts.models import OneTimeLink, User
from accounts.models.sign_in import Purpose

VALID_FOR = timedelta(days=7)


class LinkState(StrEnum):
    READY = "ready"
    UNKNOWN = "unknown"
    USED = "used"
    EXPIRED = "expired"


class LinkNotUsable(Exception):
    """The link was used, replaced or has run out meanwhile."""

    def __init__(self, state: LinkState) -> None:
        super().__init__(state)
        self.state = state


def issue_link(*, actor: User, user: User, purpose: Purpose) -> str:
    """A new token for this person; the links before it no longer hold. Only its hash is kept."""
    void_links(user)
    token = secrets.token_urlsafe(32)
    now = clock.now()
    OneTimeLink.objects.create(
        user=user,
        purpose=purpose,
        token_hash=hash_of(token),
        created_by=actor,
        created_at=now,
        expires_at=now + VALID_FOR,
    )
    return token


def void_links(user: User) -> None:
    """Let every link of this person that waits to be used run out now."""
    now = clock.now()
    user.one_time_links.filter(used_at=None, expires_at__gt=now).update(expires_at=now)


def hash_of(token: str) -> str:
    # 256 random bits need no slow hash: nobody can try them all.
    return hashlib.sha256(token.encode()).hexdigest()


def state_of(link: OneTimeLink | None) -> LinkState:
    """Whether the link can be used now; an inactive account's cannot."""
    if link is None:
        return LinkState.UNKNOWN
    if link.used_at is not None:
        return LinkState.USED
    if link.expires_at <= clock.now() or not link.user.is_active:
        return LinkState.EXPIRED
    return LinkState.READY


@transaction.atomic
def redeem_link(*, token: str, password: str) -> User:
    """Set the password of the link's person, once. Raises LinkNotUsable."""
    link = (
        OneTimeLink.objects.select_for_update(of=("self",))
        .select_related("user")
        .filter(token_hash=hash_of(token))
        .first()
    )
    state = state_of(link)
    if link is None or state is not LinkState.READY:
        raise LinkNotUsable(state)
    link.used_at = clock.now()
    link.save(update_fields=("used_at",))
    user = link.user
    user.set_password(password)
    user.must_set_password = False
    user.save(update_fields=("password", "must_set_password"))
    void_links(user)
    forget_failed_attempts(username=user.username)
    record_audit(actor=user, action="person.password_set", subject=user, purpose=link.purpose)
    return user
