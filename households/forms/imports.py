"""Which list, of which village, seen when, and whether its families are enrolled at once."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import clock
from households.forms.fields import day_field, not_in_future
from households.imports.batches import ListInput
from households.imports.staging import village_codes
from households.models.import_batch import Format

MAX_BYTES = 512 * 1024 * 1024


class ListForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("Berkas"),
        help_text=gettext_lazy("CSV sampai 1.000.000 baris, atau .xlsx sampai 200.000 baris."),
    )
    format = forms.ChoiceField(
        label=gettext_lazy("Bentuk daftar"),
        choices=[
            (Format.BNBA.value, gettext_lazy("BNBA: satu anggota satu baris")),
            (Format.OPENSID.value, gettext_lazy("OpenSID: ekspor data penduduk")),
        ],
        initial=Format.BNBA.value,
        widget=forms.RadioSelect,
    )
    village = forms.CharField(
        label=gettext_lazy("Kode desa"),
        required=False,
        max_length=13,
        help_text=gettext_lazy(
            "Wajib untuk OpenSID. Untuk BNBA: bila diisi, baris dari desa lain ditolak."
        ),
    )
    observed_on = day_field(
        gettext_lazy("Keadaan menurut daftar ini per tanggal"),
        initial=clock.today,
        validators=[not_in_future],
    )
    enrol_on = day_field(
        gettext_lazy("Langsung didampingi sejak"),
        required=False,
        validators=[not_in_future],
        help_text=gettext_lazy("Kosongkan bila keluarganya masih akan diverifikasi satu per satu."),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise forms.ValidationError(_("Berkas ini terlalu besar. Bagi menjadi beberapa."))
        return file

    def clean_village(self) -> str:
        digits = self.cleaned_data["village"].strip().replace(".", "")
        code = ".".join((digits[:2], digits[2:4], digits[4:6], digits[6:])) if digits else ""
        if code and code not in village_codes():
            raise forms.ValidationError(_("Desa dengan kode ini tidak dikenal."))
        return code

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("format") == Format.OPENSID and cleaned.get("village") == "":
            self.add_error("village", _("Berkas OpenSID tidak memuat kode desa: isi kodenya."))
        return cleaned

    @property
    def wanted(self) -> ListInput:
        given = self.cleaned_data
        return ListInput(
            format=given["format"],
            file_name=given["file"].name,
            village=given["village"],
            observed_on=given["observed_on"],
            enrol_on=given["enrol_on"],
        )


class DecisionForm(forms.Form):
    """One of two buttons beside a family that waits."""

    TAKE, LEAVE = "take", "leave"
    waiting = forms.UUIDField()
    decision = forms.ChoiceField(choices=((TAKE, TAKE), (LEAVE, LEAVE)))
