"""Signing in: allauth does it, django-axes counts the failures in the database.

axes stands before allauth's backend and refuses a locked name; its middleware then answers with
`locked_out`. A lock is on a user name from one address: others at the same address still get in.
"""

from datetime import timedelta
from typing import Any, cast

from allauth.account.utils import perform_login
from axes.attempts import get_cool_off_threshold
from axes.helpers import get_client_ip_address, get_cool_off
from axes.models import AccessAttempt
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from accounts.models import User


def client_user_name(request: HttpRequest, credentials: dict[str, Any] | None) -> str:
    """The name by which failures are counted: "SARI" and " sari" are the same person's."""
    given = (credentials or {}).get("username") or request.POST.get("login") or ""
    return str(given).strip().lower()


def locked_out(
    request: HttpRequest, _response: HttpResponse | None, credentials: dict[str, Any] | None
) -> HttpResponse:
    """The page for who tried a wrong password too often: how long to wait, whom to ask."""
    wait = _waiting_time(request, client_user_name(request, credentials))
    minutes = max(1, -(-int(wait.total_seconds()) // 60))
    response = render(request, "accounts/sign_in_locked.html", {"minutes": minutes}, status=429)
    response["Retry-After"] = str(minutes * 60)
    return response


def _waiting_time(request: HttpRequest, username: str) -> timedelta:
    attempts = AccessAttempt.objects.filter(
        username=username,
        ip_address=get_client_ip_address(request),
        attempt_time__gte=get_cool_off_threshold(request),
    )
    last = attempts.order_by("-attempt_time").values_list("attempt_time", flat=True).first()
    cool_off = cast("timedelta", get_cool_off(request))
    return last + cool_off - timezone.now() if last else cool_off


def sign_in(request: HttpRequest, user: User) -> HttpResponse:
    """Sign the person in as the sign-in page would, a second factor included."""
    response = perform_login(request, user)
    begin_session(request)
    return cast("HttpResponse", response)


def begin_session(request: HttpRequest) -> None:
    """Let the session end twelve hours after signing in, however busy it is in between."""
    age = timedelta(seconds=settings.SESSION_COOKIE_AGE)
    request.session.set_expiry(timezone.now() + age)


def remember_language(response: HttpResponse, language: str) -> None:
    """Let the pages of this browser speak the person's language from now on."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=365 * 24 * 60 * 60,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
