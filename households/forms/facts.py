"""Forms that show what is recorded, and tell what a person changed from what they only saw."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Fieldset, Layout
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import clock
from households.fact_values import COORDINATES, missing, shown
from households.facts import FACTS
from households.forms.fields import as_typed, day_field, fact_field, not_in_future

CHANGED, WRONG = "changed", "wrong"
Groups = tuple[tuple[Any, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Moved:
    """One fact that somebody else changed while the form was open."""

    label: str
    seen: str
    now: str
    typed: str  # '' where the person left it as it was


class FactForm(forms.Form):
    """Facts of one subject by groups. `values` is what is recorded now, of `version`.

    Each field carries what it showed when it was opened, so that only what the person changed is
    recorded, and what others changed meanwhile can be laid beside it.
    """

    groups: ClassVar[Groups] = ()
    before: ClassVar[tuple[str, ...]] = ()  # fields of the form itself that come first

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, values: Mapping[str, Any], version: int,
        allowed: frozenset[str] | None = None, initial: dict[str, Any] | None = None,
    ) -> None:  # fmt: skip
        super().__init__(data, initial=initial)
        self._values, self._version, self._allowed = values, version, allowed
        self.facts = tuple(
            name for _title, names in self.groups for name in names
            if allowed is None or name in allowed
        )  # fmt: skip
        for name in self.facts:
            self.fields[name] = fact_field(FACTS[name])
            self.fields[name].show_hidden_initial = True
            self.initial[name] = as_typed(FACTS[name], values[name])
        self._ask_how_it_was_seen(version)
        self.helper = self._helper()

    def _ask_how_it_was_seen(self, version: int) -> None:
        self.fields["correction"] = forms.ChoiceField(
            label=_("Mengapa catatan lama diganti?"),
            required=False,
            widget=forms.RadioSelect,
            choices=(
                (CHANGED, _("Keadaannya berubah")),
                (WRONG, _("Catatan lama keliru")),
            ),
            help_text=_("Tidak perlu dijawab bila hanya mengisi yang belum dicatat."),
        )
        self.fields["observed_on"] = day_field(
            _("Dilihat atau dikatakan pada"), initial=clock.today, validators=[not_in_future]
        )
        self.fields["seen_version"] = forms.IntegerField(
            widget=forms.HiddenInput, initial=version, min_value=0
        )

    def _helper(self) -> FormHelper:
        helper = FormHelper()
        helper.form_tag = False
        helper.disable_csrf = True
        sheets = [
            Fieldset(str(title), *(name for name in names if name in self.fields))
            for title, names in self.groups
            if any(name in self.fields for name in names)
        ]
        how = (Div("correction", css_class="big-choices"), "observed_on", "seen_version")
        helper.layout = Layout(*self.before, *sheets, *how)
        return helper

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        correction = cleaned.get("correction")
        replaced = [name for name in self._changed() if self.seen(name) != ""]
        if replaced and not correction and "correction" not in self.errors:
            self.add_error("correction", _("Pilih: keadaannya berubah, atau catatan lama keliru."))
        for name in replaced:
            emptied = name in cleaned and cleaned[name] == missing(FACTS[name])
            if emptied and correction != WRONG:
                self.add_error(
                    name,
                    _("Kosong tidak menghapus catatan. Isi, atau pilih “Catatan lama keliru”."),
                )
        return cleaned

    def _changed(self) -> list[str]:
        return [name for name in self.facts if name in self.changed_data]

    def seen(self, name: str) -> str:
        """What the field showed when the form was opened."""
        return str(self.data.get(self.add_initial_prefix(name), ""))

    def changed_values(self) -> dict[str, Any]:
        """The facts that the person changed: nothing that they merely left standing."""
        return {name: self.cleaned_data[name] for name in self._changed()}

    def recording(self) -> dict[str, Any]:
        """What the services that record facts are told: values, since when, of which version."""
        return {
            "values": self.changed_values(),
            "observed_on": self.cleaned_data["observed_on"],
            "seen_version": self.cleaned_data["seen_version"],
            "was_wrong": self.cleaned_data.get("correction") == WRONG,
        }

    def rebased(self, values: Mapping[str, Any], version: int) -> tuple[Self, list[Moved]]:
        """The same answers on what is recorded now, and what moved while the form was open."""
        data = {name: self.data[name] for name in self.data}
        changed = set(self._changed())
        moved = []
        for name in self.facts:
            now = as_typed(FACTS[name], values[name])
            if now != self.seen(name):
                moved.append(self._moved(name, values[name], name in changed))
            data[self.add_initial_prefix(name)] = now
            if name not in changed:
                data[self.add_prefix(name)] = now
        data["seen_version"] = str(version)
        form = type(self)(data, values=values, version=version, allowed=self._allowed)
        return form, moved

    def _moved(self, name: str, now: Any, is_changed: bool) -> Moved:
        fact, field = FACTS[name], self.fields[name]
        nothing = _("belum dicatat")
        seen = field.clean(self.seen(name))
        typed = shown(fact, self.cleaned_data.get(name)) or nothing if is_changed else ""
        return Moved(
            str(fact.label), shown(fact, seen) or nothing, shown(fact, now) or nothing, typed
        )


class MemberForm(FactForm):
    """Everything that is asked about a person; numbers have a page of their own."""

    before = ("name",)
    groups = (
        (
            gettext_lazy("Siapa"),
            ("relation", "sex", "birth_date", "mother_name", "presence"),
        ),
        (
            gettext_lazy("Sekolah"),
            (
                "schooling", "level", "grade", "certificate", "nisn",
                "pip_status", "pip_year", "pip_deadline",
            ),
        ),
        (
            gettext_lazy("Kesehatan"),
            ("jkn_status", "jkn_segment", "jkn_checked_on", "needs_care"),
        ),
        (gettext_lazy("Dukcapil"), ("nik_matched",)),
    )  # fmt: skip
    name = forms.CharField(label=gettext_lazy("Nama lengkap"), max_length=120)


class HouseholdForm(FactForm):
    """The household's own facts and how to reach the family."""

    before = ("phone", "language")
    groups = ((gettext_lazy("Keluarga"), ("open_defecation", "desil")),)
    phone = forms.RegexField(
        r"^\+?[\d\s-]{6,19}$",
        label=gettext_lazy("Nomor telepon"),
        required=False,
        help_text=gettext_lazy("Contoh: 0812 3456 7890"),
        error_messages={"invalid": gettext_lazy("Tulis nomor telepon dengan angka saja.")},
        widget=forms.TextInput(attrs={"inputmode": "tel"}),
    )
    language = forms.CharField(
        label=gettext_lazy("Bahasa sehari-hari"),
        required=False,
        max_length=20,
        help_text=gettext_lazy("Contoh: Sasak, Samawa, Mbojo, Indonesia"),
    )


class DwellingForm(FactForm):
    """The house: where it stands, its toilet and its water."""

    groups = (
        (
            gettext_lazy("Letak"),
            ("dusun", "rw", "rt", "address", "latitude", "longitude"),
        ),
        (gettext_lazy("Jamban"), ("toilet", "closet", "disposal", "emptied")),
        (
            gettext_lazy("Air"),
            (
                "drinking_water", "other_water", "water_place", "water_minutes",
                "excreta_distance", "runs_dry", "water_passed_test",
            ),
        ),
    )  # fmt: skip

    @classmethod
    def without_point(cls) -> frozenset[str]:
        """The facts that may be asked where the family has not agreed to a point on the map."""
        return frozenset(name for _title, names in cls.groups for name in names) - COORDINATES

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        pair = [cleaned.get("latitude"), cleaned.get("longitude")]
        if "latitude" in self.facts and pair.count(None) == 1 and not self.errors:
            self.add_error("longitude", _("Isi lintang dan bujur berdua."))
        return cleaned
