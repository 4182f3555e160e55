from collections.abc import Iterable
from typing import Any
from uuid import UUID

from crispy_forms.layout import Field
from django import forms
from django.utils.translation import gettext_lazy as _

from accounts import clock
from households.forms.fields import day_field, not_in_future
from households.models.enrolment import State
from interventions.consent_texts import ASKED_AT_ENROLMENT
from interventions.forms.consents import ConsentFields
from interventions.forms.fields import choice_field, helper_of, reason_field


class EnrolForm(ConsentFields, forms.Form):
    """From which day, on which track, and what the family allows."""

    on = day_field(
        _("Mulai didampingi"),
        initial=clock.today,
        validators=[not_in_future],
        help_text=_("Rencana 24 bulan dihitung dari tanggal ini."),
    )
    alternative_track = forms.BooleanField(
        label=_("Keluarga hanya berisi lansia atau penyandang disabilitas (jalur perlindungan)"),
        required=False,
    )

    def __init__(self, data: Any = None, *, adults: Iterable[tuple[UUID, str]]) -> None:
        super().__init__(data)
        self.add_consents(ASKED_AT_ENROLMENT, adults)
        self.helper = helper_of(
            "on", Field("alternative_track"), *self.consent_layout()
        )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        self.clean_consents(self.add_error)
        return cleaned


class StateForm(forms.Form):
    """Where the household goes from here, from which day, and why."""

    on = day_field(_("Berlaku mulai"), initial=clock.today, validators=[not_in_future])
    reason = reason_field()

    def __init__(
        self, data: Any = None, *, states: Iterable[tuple[str, str]], current: str
    ) -> None:
        super().__init__(data)
        # Sent a second time, the new state is the present one: that is no mistake.
        repeated = [(current, State(current).label)] if data else []
        self.fields["state"] = choice_field(_("Status baru"), [*states, *repeated])
        self.helper = helper_of(Field("state", wrapper_class="big-choices"), "on", "reason")

    def clean_state(self) -> State:
        return State(self.cleaned_data["state"])
