"""What the address bar of a desk's queue may ask for, and why a number is asked for."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from desaberdaya.pages.queries.desk import DeskFilters
from desaberdaya.pages.queries.measures import AGE_LABELS

SEVERITIES = (
    (3, gettext_lazy("mendesak")),
    (2, gettext_lazy("penting")),
    (1, gettext_lazy("biasa")),
)


class DeskFilterForm(forms.Form):
    entitlement = forms.ChoiceField(label=gettext_lazy("Kebutuhan"), required=False)
    village = forms.ChoiceField(label=gettext_lazy("Desa/kelurahan"), required=False)
    severity = forms.TypedChoiceField(
        label=gettext_lazy("Tingkat"), required=False, coerce=int, empty_value=None
    )
    age = forms.ChoiceField(label=gettext_lazy("Sejak"), required=False)

    def __init__(self, data: Any, *, choices: Mapping[str, Sequence[tuple[str, str]]]) -> None:
        super().__init__(data)
        offered: dict[str, Any] = {**choices, "severity": SEVERITIES, "age": AGE_LABELS.items()}
        for name, values in offered.items():
            self.fields[name].choices = [("", _("Semua")), *values]  # type: ignore[attr-defined]
        if len(choices["entitlement"]) < 2:
            del self.fields["entitlement"]

    def filters(self) -> DeskFilters:
        """What a valid form asks for; an invalid one narrows nothing."""
        return DeskFilters(**self.cleaned_data) if self.is_valid() else DeskFilters()
