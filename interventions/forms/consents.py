"""Ask for a consent: the wording in full, yes or no, who says so and how."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from crispy_forms.layout import HTML, Div, Field, Fieldset
from django import forms
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from households.models.enrolment import ConsentHow, ConsentPurpose
from interventions.consent_texts import CURRENT
from interventions.forms.fields import choice_field, folded
from interventions.services.consents import ConsentInput

YES, NO, NOT_ASKED = "yes", "no", ""
ANSWERS = (
    (NOT_ASKED, gettext_lazy("Belum ditanyakan")),
    (YES, gettext_lazy("Ya, diizinkan")),
    (NO, gettext_lazy("Tidak diizinkan")),
)


class ConsentFields:
    """The consent part of a form; mix it in and call its three methods."""

    fields: dict[str, forms.Field]
    cleaned_data: dict[str, Any]
    purposes: Sequence[str] = ()

    def add_consents(self, purposes: Iterable[str], adults: Iterable[tuple[UUID, str]]) -> None:
        self.purposes = tuple(purposes)
        for purpose in self.purposes:
            label = ConsentPurpose(purpose).label
            self.fields[f"consent_{purpose}"] = choice_field(label, ANSWERS, required=False)
        if not self.purposes:
            return
        self.fields["consent_by"] = forms.ChoiceField(
            label=_("Siapa yang menjawab?"),
            choices=[("", _("Pilih anggota keluarga dewasa")), *adults],
            required=False,
        )
        self.fields["consent_how"] = choice_field(
            _("Bagaimana dijawab?"), ConsentHow.choices, required=False
        )
        self.fields["consent_guardian"] = forms.BooleanField(
            label=_("Ia menjawab juga sebagai orang tua atau wali anak-anak di keluarga ini"),
            required=False,
        )

    def consent_layout(self, *, is_folded: bool = False) -> list[Any]:
        """The wording of each stands in full above its question, or behind a line that opens it."""
        if not self.purposes:
            return []
        parts: list[Any] = []
        for purpose in self.purposes:
            text = render_to_string(
                "interventions/_consent_text.html", {"consent": CURRENT[purpose]}
            )
            wording = folded(_wording_of(purpose), [HTML(text)]) if is_folded else [HTML(text)]
            answer = Field(f"consent_{purpose}", wrapper_class="choices-in-row")
            parts += [*wording, answer]
        who = Div(
            "consent_by", Field("consent_how", wrapper_class="choices-in-row"), "consent_guardian"
        )
        return [Fieldset(_("Persetujuan keluarga"), *parts, who)]

    def clean_consents(self, add_error: Any) -> None:
        if not self._consents_answered():
            return
        if not self.cleaned_data.get("consent_by"):
            add_error("consent_by", _("Pilih siapa yang menjawab persetujuan."))
        if not self.cleaned_data.get("consent_how"):
            add_error("consent_how", _("Pilih bagaimana persetujuan dijawab."))

    def consents(self, on: date) -> tuple[ConsentInput, ...]:
        return tuple(
            ConsentInput(
                purpose=purpose,
                given=self.cleaned_data[f"consent_{purpose}"] == YES,
                given_by=UUID(self.cleaned_data["consent_by"]),
                how=self.cleaned_data["consent_how"],
                given_on=on,
                as_guardian=self.cleaned_data["consent_guardian"],
            )
            for purpose in self._consents_answered()
        )

    def _consents_answered(self) -> list[str]:
        return [one for one in self.purposes if self.cleaned_data.get(f"consent_{one}")]


def _wording_of(purpose: str) -> str:
    return _("Bacakan naskahnya: %(purpose)s") % {"purpose": ConsentPurpose(purpose).label}
