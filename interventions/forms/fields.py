"""Fields that several forms of this app share."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, LayoutObject
from django import forms
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _


def reason_field(label: Any = None) -> forms.CharField:
    return forms.CharField(
        label=label or _("Alasan"), max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )


def choice_field(label: Any, choices: Any, **kwargs: Any) -> forms.ChoiceField:
    """Big choices to tap; lay it out with wrapper_class="big-choices"."""
    return forms.ChoiceField(label=label, choices=choices, widget=forms.RadioSelect, **kwargs)


def helper_of(*parts: Any) -> FormHelper:
    helper = FormHelper()
    helper.form_tag = False
    helper.disable_csrf = True
    helper.layout = Layout(*parts)
    return helper


class Fold(LayoutObject):  # type: ignore[misc]  # crispy ships no types
    """Fields behind a line that opens them; open where one of them was answered or is refused."""

    def __init__(self, title: str, *fields: Any) -> None:
        self.title = title
        self.fields = list(fields)

    def render(self, form: Any, context: Any, template_pack: Any = None, **kwargs: Any) -> str:
        names = [pointer.name for pointer in self.get_field_names()]
        asked = [name for name in names if name.startswith("fact.")]
        fold = {
            "title": self.title,
            "inner": self.get_rendered_fields(form, context, template_pack, **kwargs),
            "is_open": any(name in form.errors for name in names)
            or any(form.data.get(name) for name in asked),
        }
        return render_to_string("interventions/_fold.html", fold)


def folded(title: str, parts: list[Any]) -> list[Any]:
    """The parts behind a line that opens them; nothing where there are none."""
    return [Fold(title, *parts)] if parts else []
