"""Invite and mend people, find them in a list."""

from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from accounts.forms.fields import name_field, phone_field
from accounts.queries.people import STATUSES, PeopleFilter
from accounts.queries.territory import Choices
from accounts.roles import Agency, Role
from accounts.services.people import PersonInput

USER_NAME = RegexValidator(
    r"^[a-z0-9][a-z0-9._-]{2,59}$",
    _("Paling sedikit 3 huruf kecil atau angka, tanpa spasi. Boleh titik, garis, garis bawah."),
)
ROLES = [(role.value, role.label) for role in Role if role is not Role.SYSTEM]


class PeopleFilterForm(forms.Form):
    """The list's filter, read from the address bar."""

    q = forms.CharField(label=_("Nama"), required=False, max_length=120)
    peran = forms.ChoiceField(label=_("Peran"), required=False)
    kabupaten = forms.ChoiceField(label=_("Kabupaten/kota"), required=False)
    status = forms.ChoiceField(label=_("Status"), required=False)

    def __init__(self, data: Any, *, regencies: Choices) -> None:
        super().__init__(data)
        self._choose("peran", ROLES)
        self._choose("kabupaten", regencies)
        self._choose("status", list(STATUSES))

    def _choose(self, name: str, choices: Choices) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("Semua")), *choices]

    @property
    def wanted(self) -> PeopleFilter:
        """The filters that make sense; a value that is not a choice filters nothing."""
        self.is_valid()
        given = self.cleaned_data
        return PeopleFilter(
            text=given.get("q", ""),
            role=given.get("peran", ""),
            regency=given.get("kabupaten", ""),
            status=given.get("status", ""),
        )


class RoleForm(forms.Form):
    """The first step of an invitation: what the next step asks depends on it."""

    peran = forms.ChoiceField(label=_("Perannya apa?"), choices=ROLES, widget=forms.RadioSelect)
    kabupaten = forms.ChoiceField(
        label=_("Di kabupaten atau kota mana?"),
        required=False,
        help_text=_("Untuk pendamping, supaya daftar desanya pendek. Yang lain boleh kosong."),
    )

    def __init__(self, data: Any = None, *, regencies: Choices) -> None:
        super().__init__(data)
        field = self.fields["kabupaten"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("Nanti saja")), *regencies]


class InviteForm(forms.Form):
    """The second step: who it is. `regions` are the choices that fit the role."""

    name = name_field()
    username = forms.CharField(
        label=_("Nama pengguna"),
        max_length=60,
        help_text=_("Dipakai untuk masuk, misalnya sari.anggrek. Tidak dapat diganti."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
    )
    agency = forms.ChoiceField(label=_("Dinas"), choices=[("", "—"), *Agency.choices])
    phone = phone_field()
    regions = forms.MultipleChoiceField(
        label=_("Wilayah tugas"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Mulai hari ini. Tanpa wilayah, orang ini belum melihat keluarga mana pun."),
    )

    def __init__(self, data: Any = None, *, role: str, regions: Choices) -> None:
        super().__init__(data)
        self.role = role
        if role != Role.AGENCY:
            del self.fields["agency"]
        if not regions:
            del self.fields["regions"]
        else:
            field = self.fields["regions"]
            assert isinstance(field, forms.MultipleChoiceField)
            field.choices = regions

    def clean_username(self) -> str:
        username = str(self.cleaned_data["username"]).strip().lower()
        USER_NAME(username)
        return username

    @property
    def person(self) -> PersonInput:
        given = self.cleaned_data
        return PersonInput(
            username=given["username"],
            name=given["name"],
            role=self.role,
            agency=given.get("agency", ""),
            phone=given["phone"],
        )

    @property
    def region_codes(self) -> list[str]:
        return list(self.cleaned_data.get("regions", ()))


class PersonForm(forms.Form):
    """What of a person can be mended."""

    name = name_field()
    phone = phone_field()
