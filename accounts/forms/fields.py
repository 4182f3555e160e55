"""Fields that more than one form here uses."""

from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

PHONE = RegexValidator(
    r"^\+?[0-9][0-9 ().-]{6,18}$", _("Isi nomor telepon, misalnya 0812 3456 7890.")
)


def day_field(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DateField:
    """A date that the browser's own calendar fills in."""
    return forms.DateField(
        label=label,
        required=required,
        help_text=help_text,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        input_formats=["%Y-%m-%d"],
    )


def phone_field() -> forms.CharField:
    return forms.CharField(
        label=_("Nomor telepon"),
        required=False,
        max_length=20,
        validators=[PHONE],
        widget=forms.TextInput(attrs={"type": "tel", "inputmode": "tel", "autocomplete": "off"}),
    )


def name_field() -> forms.CharField:
    return forms.CharField(
        label=_("Nama lengkap"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
