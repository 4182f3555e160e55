"""Give a region and take it back."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms.fields import day_field
from accounts.queries.territory import Choices


class RegencyStepForm(forms.Form):
    """Which regency's villages the next picker lists: 1,166 are too many for a phone."""

    kabupaten = forms.ChoiceField(label=_("Kabupaten/kota"), required=False)

    def __init__(self, data: Any = None, *, regencies: Choices) -> None:
        super().__init__(data)
        field = self.fields["kabupaten"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("Pilih kabupaten/kota")), *regencies]

    @property
    def regency(self) -> str:
        return str(self.cleaned_data.get("kabupaten", "")) if self.is_valid() else ""


class AssignForm(forms.Form):
    region = forms.ChoiceField(label=_("Wilayah tugas"))
    valid_from = day_field(_("Mulai tanggal"))
    last_day = day_field(
        _("Hari terakhir bertugas"),
        required=False,
        help_text=_("Kosongkan bila belum tahu."),
    )

    def __init__(self, data: Any = None, *, regions: Choices, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        field = self.fields["region"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("Pilih wilayah")), *regions]


class EndAssignmentForm(forms.Form):
    last_day = day_field(
        _("Hari terakhir bertugas"),
        help_text=_("Setelah hari ini, wilayah itu tidak terlihat lagi oleh orang ini."),
    )
