"""What the address bar of the officer's table may ask for."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from desaberdaya.pages.queries.measures import AGE_LABELS, NOBODY, Selection

PERIODS = (
    (7, gettext_lazy("7 hari terakhir")),
    (30, gettext_lazy("30 hari terakhir")),
    (90, gettext_lazy("90 hari terakhir")),
    (365, gettext_lazy("setahun terakhir")),
)
Choices = Sequence[tuple[str, str]]


class SelectionForm(forms.Form):
    days = forms.TypedChoiceField(
        label=gettext_lazy("Kunjungan dalam"),
        choices=PERIODS,
        coerce=int,
        required=False,
    )
    regency = forms.ChoiceField(label=gettext_lazy("Kabupaten/kota"), required=False)
    village = forms.ChoiceField(label=gettext_lazy("Desa/kelurahan"), required=False)
    facilitator = forms.ChoiceField(label=gettext_lazy("Pendamping"), required=False)
    age = forms.ChoiceField(label=gettext_lazy("Umur kebutuhan terbuka"), required=False)

    def __init__(self, data: Any, *, choices: Mapping[str, Choices]) -> None:
        asked = data.copy()
        asked.setdefault("days", "30")
        super().__init__(asked)
        people = [*choices["facilitator"], (NOBODY, _("Belum ada pendamping"))]
        offered = {**choices, "facilitator": people, "age": list(AGE_LABELS.items())}
        for name, values in offered.items():
            self.fields[name].choices = [("", _("Semua")), *values]  # type: ignore[attr-defined]
        if len(choices["regency"]) < 2:
            del self.fields["regency"]

    def selection(self, on: date) -> Selection:
        """What a valid form asks for; an invalid one narrows nothing."""
        if not self.is_valid():
            return Selection(on=on)
        asked = {name: value for name, value in self.cleaned_data.items() if value}
        return Selection(on=on, **asked)
