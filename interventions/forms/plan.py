"""Shift, pause or resume a plan, each with its reason."""

from typing import Any

from crispy_forms.layout import Div, Field
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from interventions.forms.fields import choice_field, helper_of, reason_field

SHIFT, PAUSE, RESUME = "shift", "pause", "resume"
LATER, EARLIER = "later", "earlier"


class AdjustForm(forms.Form):
    direction = choice_field(
        gettext_lazy("Ke mana digeser?"),
        ((LATER, gettext_lazy("Lebih lambat")), (EARLIER, gettext_lazy("Lebih cepat"))),
        required=False,
        initial=LATER,
    )
    days = forms.IntegerField(
        label=gettext_lazy("Berapa hari?"), min_value=1, max_value=366, required=False
    )
    reason = reason_field()

    def __init__(self, data: Any = None, *, is_paused: bool) -> None:
        super().__init__(data)
        choices = (
            [(RESUME, _("Lanjutkan rencana mulai hari ini"))]
            if is_paused
            else [
                (SHIFT, _("Geser kunjungan berikutnya dan semua sesudahnya")),
                (PAUSE, _("Jeda rencana mulai hari ini")),
            ]
        )
        self.fields["action"] = choice_field(_("Apa yang diubah?"), choices, initial=choices[0][0])
        shift = Div(Field("direction", wrapper_class="big-choices"), "days")
        parts = [Field("action", wrapper_class="big-choices"), *([] if is_paused else [shift])]
        self.helper = helper_of(*parts, "reason")

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("action") == SHIFT and not cleaned.get("days") and "days" not in self.errors:
            self.add_error("days", _("Isi berapa hari."))
        return cleaned

    def shift_days(self) -> int:
        """Positive is later, negative is earlier."""
        days: int = self.cleaned_data["days"]
        return -days if self.cleaned_data["direction"] == EARLIER else days
