"""Sign in by user name; set a password through a one-time link."""

from typing import Any

from allauth.account.forms import LoginForm as AllauthLoginForm
from django import forms
from django.contrib.auth.password_validation import (
    password_validators_help_text_html,
    validate_password,
)
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.sign_in import begin_session


class LoginForm(AllauthLoginForm):  # type: ignore[misc]  # allauth has no types
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("Nama pengguna")
        self.fields["login"].widget.attrs.update(autocapitalize="none", spellcheck="false")
        self.fields["password"].label = _("Kata sandi")
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)

    def clean_login(self) -> str:
        return str(super().clean_login()).lower()

    def login(self, request: HttpRequest, redirect_url: str | None = None) -> HttpResponse:
        response = super().login(request, redirect_url)
        begin_session(request)
        return response  # type: ignore[no-any-return]


def _password(label: Any, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        strip=False,
        help_text=help_text,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )


class FirstPasswordForm(forms.Form):
    """The password that a person chooses for their own account."""

    password = _password(_("Kata sandi baru"))
    again = _password(_("Kata sandi itu sekali lagi"))

    def __init__(self, data: Any = None, *, user: User) -> None:
        super().__init__(data)
        self.user = user
        self.fields["password"].help_text = password_validators_help_text_html()

    def clean_password(self) -> str:
        password = str(self.cleaned_data["password"])
        validate_password(password, self.user)
        return password

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if "password" in given and given.get("again") != given["password"]:
            self.add_error("again", _("Kedua kata sandi tidak sama."))
        return given
