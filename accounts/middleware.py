"""Whoever must set a password does that first."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect

OPEN = frozenset(
    {
        "account_change_password",
        "account_logout",
        "account_reauthenticate",
        "person_activate",
        "set_language",
    }
)


class PasswordFirstMiddleware:
    """Sends a signed-in person with `must_set_password` to the page where it is changed."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, _view: Any, _args: Any, _kwargs: Any
    ) -> HttpResponseBase | None:
        match = request.resolver_match
        if match is None or match.url_name in OPEN:
            return None
        if getattr(request.user, "must_set_password", False):
            return redirect("account_change_password")
        return None
