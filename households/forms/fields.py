"""A form field for every kind of fact, and numbers as people type them."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import clock
from households.fact_values import COORDINATES, missing
from households.facts import Fact, Kind
from households.services.facts import as_json

YES, NO = "ya", "tidak"
NOT_RECORDED = gettext_lazy("belum dicatat")
# Deadlines lie ahead; everything else that is dated has happened.
MAY_LIE_AHEAD = frozenset({"pip_deadline"})
EARLIEST = date(1900, 1, 1)
SIX_PLACES = Decimal("0.000001")


class CoordinateField(forms.DecimalField):
    """Degrees, with a point or a comma, with more decimals than anybody needs."""

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]  # stub's fault
        degrees = super().to_python(str(value).replace(",", ".") if value is not None else value)
        return degrees.quantize(SIX_PLACES) if degrees is not None else None


class NumberOnCard(forms.CharField):
    """A NIK or No. KK: spaces, dots and dashes are how people read it, not part of it."""

    def __init__(self, **kwargs: Any) -> None:
        attributes = {"inputmode": "numeric", "autocomplete": "off", "class": "form-control-short"}
        super().__init__(
            max_length=24, widget=forms.TextInput(attrs=attributes), strip=True, **kwargs
        )

    def to_python(self, value: Any) -> str:
        typed = super().to_python(value) or ""
        return typed.translate(str.maketrans("", "", " .-"))

    def validate(self, value: str) -> None:
        super().validate(value)
        if value and not (value.isascii() and value.isdigit() and len(value) == 16):
            raise ValidationError(_("Nomor harus 16 angka."))


def day_field(label: Any, *, required: bool = True, **kwargs: Any) -> forms.DateField:
    """A date by the phone's own picker."""
    picker = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(label=label, required=required, widget=picker, **kwargs)


def not_in_future(value: date) -> None:
    if value > clock.today():
        raise ValidationError(_("Tanggal tidak boleh di masa depan."))


def fact_field(fact: Fact) -> forms.Field:
    """The field that asks for a fact; an empty answer is the fact's missing value."""
    if fact.choices is not None:
        return _choice(fact, fact.choices.choices, int if fact.kind is Kind.CODE else str)
    if fact.kind is Kind.YES_NO:
        choices = ((YES, gettext_lazy("Ya")), (NO, gettext_lazy("Tidak")))
        return _choice(fact, choices, lambda typed: typed == YES)
    if fact.kind is Kind.DATE:
        checks = [] if fact.name in MAY_LIE_AHEAD else [not_in_future]
        return day_field(_words(fact), required=False, validators=[*checks, _not_ages_ago])
    if fact.name in COORDINATES:
        return CoordinateField(
            label=_words(fact), required=False, min_value=fact.minimum, max_value=fact.maximum,
            widget=forms.TextInput(attrs={"inputmode": "decimal"}),
        )  # fmt: skip
    if fact.kind is Kind.NUMBER:
        return forms.IntegerField(
            label=_words(fact), required=False, min_value=fact.minimum, max_value=fact.maximum
        )
    return forms.CharField(
        label=_words(fact), required=False, empty_value=missing(fact), max_length=LENGTHS[fact.name]
    )


def _words(fact: Fact) -> Any:
    """The label, still to be translated: the forms' stubs know no lazy text but their own."""
    return fact.label


LENGTHS = {"nisn": 20, "mother_name": 120, "dusun": 60, "rw": 6, "rt": 6, "address": 200}


def _not_ages_ago(value: date) -> None:
    if value < EARLIEST:
        raise ValidationError(_("Tahun itu terlalu lama berlalu."))


def _choice(fact: Fact, choices: Iterable[Any], coerce: Any) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=_words(fact),
        required=False,
        choices=[("", NOT_RECORDED), *choices],
        coerce=coerce,
        empty_value=None,
    )


def as_typed(fact: Fact, value: Any) -> str:
    """A value as its field shows it, the same before and after it travelled through a browser."""
    if value is None:
        return ""
    if fact.kind is Kind.YES_NO:
        return YES if value else NO
    return str(as_json(value))
