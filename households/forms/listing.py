"""What the address bar of the list may ask for."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from households import names
from households.queries.listing import Filters
from households.queries.names import SHORTEST

Choices = list[tuple[str, str]]
ENTITLEMENTS = (
    ("KIP", gettext_lazy("KIP (sekolah)")),
    ("KIS", gettext_lazy("KIS (kesehatan)")),
    ("SANITATION", gettext_lazy("Jamban")),
    ("WATER", gettext_lazy("Air")),
)


class FilterForm(forms.Form):
    """Every filter is optional, and stands in the address so that a list can be sent on."""

    # A number typed here would stand in the address: the browser stops it before it is sent.
    name = forms.RegexField(
        r"^\D*$",
        label=gettext_lazy("Nama"),
        required=False,
        max_length=80,
        error_messages={"invalid": gettext_lazy("Tulis nama saja; nomor dicari di halaman lain.")},
        widget=forms.TextInput(attrs={"pattern": r"\D*"}),
    )
    village = forms.ChoiceField(label=gettext_lazy("Desa/kelurahan"), required=False)
    dusun = forms.ChoiceField(label=gettext_lazy("Dusun/lingkungan"), required=False)
    state = forms.ChoiceField(label=gettext_lazy("Status"), required=False)
    entitlement = forms.ChoiceField(label=gettext_lazy("Kebutuhan"), required=False)
    facilitator = forms.ChoiceField(label=gettext_lazy("Pendamping"), required=False)
    cohort = forms.TypedChoiceField(
        label=gettext_lazy("Angkatan"), required=False, coerce=int, empty_value=None
    )
    part = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any, *, choices: dict[str, Choices]) -> None:
        super().__init__(data)
        entitlements = [(code, str(label)) for code, label in ENTITLEMENTS]
        for name, offered in (choices | {"entitlement": entitlements}).items():
            if offered:
                every = [("", _("Semua")), *offered]
                self.fields[name].choices = every  # type: ignore[attr-defined]
            else:
                del self.fields[name]

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if name and len(names.normalised(name)) < SHORTEST:
            raise forms.ValidationError(_("Tulis paling sedikit tiga huruf."))
        return name

    def filters(self) -> Filters:
        """What was asked for in a form that is valid."""
        return Filters(**self.cleaned_data)
