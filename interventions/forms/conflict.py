from typing import Any

from crispy_forms.layout import Field
from django import forms
from django.utils.translation import gettext_lazy as _

from interventions.forms.fields import choice_field, helper_of, reason_field

FIRST, SECOND = "first", "second"


class ReviewForm(forms.Form):
    """Which of the two stands, and what was made sure of."""

    keep = choice_field(
        _("Mana yang berlaku?"),
        ((FIRST, _("Yang pertama tetap berlaku")), (SECOND, _("Pakai isi yang kedua"))),
    )
    note = reason_field(_("Apa yang sudah dipastikan?"))

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.helper = helper_of(Field("keep", wrapper_class="big-choices"), "note")
