"""What allauth may do here: people are invited by an administrator, nobody signs up."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.services.account import change_own_password
from accounts.sign_in import remember_language


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": _("Nama pengguna atau kata sandi tidak cocok."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        response: HttpResponse = super().post_login(request, user, **kwargs)
        remember_language(response, user.language)
        return response

    def set_password(self, user: User, password: str) -> None:
        """allauth's page for changing one's own password ends here."""
        change_own_password(user=user, password=password)
