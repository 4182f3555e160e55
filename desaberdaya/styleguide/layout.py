"""How the sample form is laid out: the pattern for forms of our own pages."""

from crispy_forms.bootstrap import PrependedText
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Field, Layout, Row


def sample_helper() -> FormHelper:
    helper = FormHelper()
    helper.form_tag = False
    helper.layout = Layout(
        "name",
        Field("water", wrapper_class="big-choices"),
        Field("topics", wrapper_class="big-choices big-choices-two"),
        Row(Column("village"), Column("next_visit")),
        PrependedText("amount", "Rp"),
        "photo",
        "note",
        "agreed",
    )
    return helper
