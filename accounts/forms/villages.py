"""What the programme knows of a village: one by one, or many from a file."""

import io
from typing import Any, BinaryIO

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.area_class import AreaClass
from accounts.queries.territory import UNKNOWN, Choices, VillageFilter
from accounts.village_file import FIRST_YEAR, LAST_YEAR, VillageFacts

MAX_BYTES = 1_000_000


class VillageFilterForm(forms.Form):
    """The list's filter, read from the address bar."""

    q = forms.CharField(label=_("Nama atau kode desa"), required=False, max_length=100)
    kabupaten = forms.ChoiceField(label=_("Kabupaten/kota"), required=False)
    angkatan = forms.ChoiceField(label=_("Angkatan"), required=False)
    kelas = forms.ChoiceField(
        label=_("Kelas wilayah"),
        required=False,
        choices=[("", _("Semua")), *AreaClass.choices, (UNKNOWN, _("Belum diketahui"))],
    )

    def __init__(self, data: Any, *, regencies: Choices, cohorts: list[int]) -> None:
        super().__init__(data)
        years = [(str(year), str(year)) for year in cohorts]
        for name, choices in (
            ("kabupaten", regencies),
            ("angkatan", [*years, (UNKNOWN, _("Belum ikut program"))]),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [("", _("Semua")), *choices]

    @property
    def wanted(self) -> VillageFilter:
        """The filters that make sense; a value that is not a choice filters nothing."""
        self.is_valid()
        given = self.cleaned_data
        return VillageFilter(
            text=given.get("q", ""),
            regency=given.get("kabupaten", ""),
            cohort=given.get("angkatan", ""),
            area_class=given.get("kelas", ""),
        )


class VillageForm(forms.Form):
    area_class = forms.ChoiceField(
        label=_("Kelas wilayah"),
        required=False,
        choices=[*AreaClass.choices, ("", _("Belum diketahui"))],
        widget=forms.RadioSelect,
        help_text=_("Menurut daftar BPS, bukan menurut desa atau kelurahan."),
    )
    cohort = forms.IntegerField(
        label=_("Angkatan"),
        required=False,
        min_value=FIRST_YEAR,
        max_value=LAST_YEAR,
        help_text=_("Tahun desa ini mulai ikut program. Kosongkan bila belum ikut."),
        localize=False,
    )

    @property
    def facts(self) -> VillageFacts:
        given = self.cleaned_data
        return VillageFacts(given["area_class"] or None, given["cohort"])


class VillageFileForm(forms.Form):
    """A file to look at, then the same text again to apply: nothing lies on the server between."""

    file = forms.FileField(
        label=_("Berkas CSV"),
        required=False,
        help_text=_("Kolom kode_desa, area_class, cohort. Contoh: 52.01.14.2006,rural,2026"),
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
    )
    text = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        file = given.get("file")
        if file is None and not given.get("text"):
            self.add_error("file", _("Pilih berkasnya dahulu."))
        elif file is not None and file.size > MAX_BYTES:
            self.add_error("file", _("Berkas ini lebih dari 1 MB. Muat lewat perintah server."))
        return given

    @property
    def content(self) -> BinaryIO:
        file = self.cleaned_data.get("file")
        return io.BytesIO(file.read() if file else self.cleaned_data["text"].encode())
