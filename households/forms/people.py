"""Forms about people: who joins, which number, who is proposed, in which state a family is."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import clock
from households.codes import NikMissingReason, Relation, Sex
from households.forms.fields import NumberOnCard, day_field, not_in_future
from households.identity import new_id

NO_NIK = [("", gettext_lazy("— pilih —")), *NikMissingReason.choices]


def parsed_reason(value: str) -> NikMissingReason | None:
    return NikMissingReason(value) if value else None


class NikFields(forms.Form):
    """A NIK, or why there is none."""

    nik = NumberOnCard(label=gettext_lazy("NIK"), required=False)
    nik_missing_reason = forms.ChoiceField(
        label=gettext_lazy("Bila tanpa NIK, mengapa?"), required=False, choices=NO_NIK
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if "nik" in cleaned and not cleaned["nik"] and not cleaned.get("nik_missing_reason"):
            self.add_error("nik_missing_reason", _("Isi NIK, atau pilih mengapa belum ada."))
        return cleaned


class NewMemberForm(NikFields):
    """The few things to say about who joins; the rest is asked on the member's own page."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    name = forms.CharField(label=gettext_lazy("Nama lengkap"), max_length=120)
    relation = forms.TypedChoiceField(
        label=gettext_lazy("Hubungan dengan kepala keluarga"),
        choices=[("", gettext_lazy("— pilih —")), *Relation.choices],
        coerce=int,
    )
    sex = forms.TypedChoiceField(
        label=gettext_lazy("Jenis kelamin"),
        choices=Sex.choices,
        coerce=int,
        widget=forms.RadioSelect,
    )
    birth_date = day_field(
        gettext_lazy("Tanggal lahir"), required=False, validators=[not_in_future]
    )
    observed_on = day_field(
        gettext_lazy("Dilihat atau dikatakan pada"),
        initial=clock.today,
        validators=[not_in_future],
    )
    field_order = ("name", "relation", "sex", "birth_date", "nik", "nik_missing_reason")


class NikForm(NikFields):
    """Record or replace a NIK."""

    was_wrong = forms.TypedChoiceField(
        label=gettext_lazy("Mengapa nomor lama diganti?"),
        required=False,
        coerce=lambda typed: typed == "wrong",
        choices=(
            ("changed", gettext_lazy("Dukcapil memberi nomor baru")),
            ("wrong", gettext_lazy("Nomor lama salah catat")),
        ),
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, replaces: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if replaces:
            self.fields["nik"].label = _("NIK baru")
            self.fields["nik"].required = self.fields["was_wrong"].required = True
            del self.fields["nik_missing_reason"]
        else:
            del self.fields["was_wrong"]

    def clean(self) -> dict[str, Any]:
        if "nik_missing_reason" in self.fields:
            return super().clean()
        return self.cleaned_data


class KkForm(forms.Form):
    no_kk = NumberOnCard(label=gettext_lazy("No. KK"))


class RevealForm(forms.Form):
    """Why a number has to be seen: kept in the trail before it is shown."""

    reason = forms.CharField(
        label=gettext_lazy("Untuk apa nomor ini dibuka?"),
        min_length=5,
        max_length=200,
        help_text=gettext_lazy("Contoh: mengisi usulan PBI di kantor desa."),
    )


class NumberSearchForm(forms.Form):
    kind = forms.ChoiceField(
        label=gettext_lazy("Nomor apa?"),
        choices=(("nik", "NIK"), ("kk", gettext_lazy("No. KK"))),
        widget=forms.RadioSelect,
        initial="nik",
    )
    number = NumberOnCard(label=gettext_lazy("Nomor"))


class ProposalForm(NikFields):
    """A family that is on no list, by its head."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    village = forms.ChoiceField(label=gettext_lazy("Desa/kelurahan"))
    dusun = forms.CharField(label=gettext_lazy("Dusun/lingkungan"), max_length=60)
    rw = forms.CharField(label=gettext_lazy("RW"), max_length=6, required=False)
    rt = forms.CharField(label=gettext_lazy("RT"), max_length=6, required=False)
    address = forms.CharField(label=gettext_lazy("Alamat"), max_length=200, required=False)
    phone = forms.CharField(
        label=gettext_lazy("Nomor telepon"),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel"}),
    )
    no_kk = NumberOnCard(label=gettext_lazy("No. KK"), required=False)
    head_name = forms.CharField(label=gettext_lazy("Nama kepala keluarga"), max_length=120)
    sex = NewMemberForm.base_fields["sex"]
    birth_date = NewMemberForm.base_fields["birth_date"]
    reason = forms.CharField(
        label=gettext_lazy("Mengapa keluarga ini diusulkan?"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    confirmed = forms.BooleanField(
        label=gettext_lazy("Sudah saya periksa: ini keluarga yang berbeda"), required=False
    )
    field_order = (
        "village", "dusun", "rw", "rt", "address", "head_name", "sex", "birth_date",
        "nik", "nik_missing_reason", "no_kk", "phone", "reason",
    )  # fmt: skip

    def __init__(self, *args: Any, villages: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["village"].choices = list(villages)  # type: ignore[attr-defined]
        if not self.is_bound:
            del self.fields["confirmed"]


class VerifyForm(forms.Form):
    """The next state of a household before or after its time in the programme."""

    state = forms.ChoiceField(label=gettext_lazy("Hasilnya"), widget=forms.RadioSelect)
    on = day_field(gettext_lazy("Berlaku sejak"), initial=clock.today, validators=[not_in_future])
    reason = forms.CharField(
        label=gettext_lazy("Alasan"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    alternative_track = forms.BooleanField(
        label=gettext_lazy("Jalur khusus: hanya lansia atau penyandang disabilitas berat"),
        required=False,
    )

    def __init__(
        self, *args: Any, states: list[tuple[str, str]], without_reason: frozenset[str],
        **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self._without_reason = without_reason
        self.fields["state"].choices = states  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        state = cleaned.get("state")
        if state and state not in self._without_reason and not cleaned.get("reason"):
            self.add_error("reason", _("Tulis alasannya."))
        return cleaned


class ReassignForm(forms.Form):
    """To whom, from when, why, and which families."""

    NOBODY = "nobody"
    to = forms.ChoiceField(label=gettext_lazy("Dialihkan kepada"))
    on = day_field(gettext_lazy("Mulai tanggal"), initial=clock.today)
    reason = forms.CharField(label=gettext_lazy("Alasan"), max_length=300)
    households = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Keluarga"), coerce=UUID, widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self, *args: Any, people: list[tuple[str, str]], households: list[tuple[str, str]],
        **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        nobody = (self.NOBODY, _("Belum ada pendamping (dilepas)"))
        self.fields["to"].choices = [("", _("— pilih —")), *people, nobody]  # type: ignore[attr-defined]
        self.fields["households"].choices = households  # type: ignore[attr-defined]

    def clean_on(self) -> date:
        on: date = self.cleaned_data["on"]
        if on < clock.today():
            raise forms.ValidationError(_("Alih dampingan berlaku mulai hari ini atau sesudahnya."))
        return on
