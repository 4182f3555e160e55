"""The questions of a visit as fields: big choices, what is known beside them, and what it means
when the answer is another one."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from crispy_forms.layout import Div, Field, Fieldset
from django import forms
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.translation import gettext as _

from households.fact_values import missing
from households.forms.fields import as_typed, fact_field
from interventions.forms.fields import choice_field, folded
from interventions.queries.questions import Conversation, Question
from interventions.visit_content import FactAnswer

CHANGED, WRONG = "changed", "wrong"
MOST_BIG_CHOICES = 6
# Not for a draft that stays on a phone.
PRIVATE = frozenset({"nisn", "mother_name"})


class QuestionFields:
    """The facts part of the visit form; mix it in."""

    fields: dict[str, forms.Field]
    cleaned_data: dict[str, Any]
    conversation: Conversation

    def add_questions(self, conversation: Conversation) -> None:
        self.conversation = conversation
        first = {one.key for about in conversation.first for one in about.questions}
        for question in conversation.questions:
            self.fields[fact_name(question)] = _field(question, big=question.key in first)
            if question.known:
                self.fields[why_name(question)] = choice_field(
                    _("Mengapa berbeda dari catatan?"),
                    ((CHANGED, _("Keadaannya berubah")), (WRONG, _("Catatan lama keliru"))),
                    required=False,
                )

    def first_layout(self) -> list[Any]:
        return [
            Fieldset(about.title, *(_laid_out(one, big=True) for one in about.questions))
            for about in self.conversation.first
        ]

    def changed_layout(self) -> list[Any]:
        return [
            part
            for about in self.conversation.changed
            for part in folded(about.title, [_laid_out(one, big=False) for one in about.questions])
        ]

    def clean_questions(self, add_error: Any) -> None:
        for question, value in self._answered():
            differs = question.known and value != question.value
            if differs and not self.cleaned_data.get(why_name(question)):
                add_error(
                    why_name(question), _("Pilih: keadaannya berubah, atau catatan lama keliru.")
                )

    def answers(self, on: date) -> tuple[FactAnswer, ...]:
        """What was answered; a status that was asked brings the day on which it was."""
        found = [
            FactAnswer(
                question.subject_id,
                question.fact.name,
                value,
                self.cleaned_data.get(why_name(question)) == WRONG,
            )
            for question, value in self._answered()
        ]
        return (*found, *_days_of(found, on))

    def _answered(self) -> Iterator[tuple[Question, Any]]:
        for question in self.conversation.questions:
            value = self.cleaned_data.get(fact_name(question))
            if value is not None and value != "":
                yield question, value


def fact_name(question: Question) -> str:
    return f"fact.{question.key}"


def why_name(question: Question) -> str:
    return f"why.{question.key}"


def _field(question: Question, *, big: bool) -> forms.Field:
    field = fact_field(question.fact)
    field.required = False
    if question.known:
        known = render_to_string("interventions/_known.html", {"question": question})
        field.label = format_html("{} {}", field.label, known)
    if isinstance(field, forms.TypedChoiceField):
        _offer(field, question, big=big)
    elif isinstance(field, forms.CharField):
        field.empty_value = missing(question.fact)
    if question.fact.name in PRIVATE:
        field.widget.attrs["data-private"] = ""
    return field


def _offer(field: forms.TypedChoiceField, question: Question, *, big: bool) -> None:
    """The answers with the recorded one marked; "not asked" stands last and holds until another is
    chosen. Big choices only for what is asked first: the rest of the page has to stay light."""
    known = as_typed(question.fact, question.value)
    stated: list[tuple[Any, Any]] = list(field.choices)  # type: ignore[arg-type]
    options: list[tuple[Any, Any]] = [
        (value, _same(label) if str(value) == known else label)
        for value, label in stated
        if value != ""
    ]
    nothing: list[tuple[Any, Any]] = [("", _("Tidak ditanyakan"))]
    is_big = big and len(options) <= MOST_BIG_CHOICES
    field.choices = options + nothing if is_big else nothing + options
    if is_big:
        field.widget = forms.RadioSelect(choices=field.choices)


def _same(label: Any) -> str:
    return _("Tetap: %(answer)s") % {"answer": label}


def _laid_out(question: Question, *, big: bool) -> Div:
    parts: list[Any] = [Field(fact_name(question), wrapper_class="big-choices" if big else "")]
    if question.known:
        parts.append(Div(Field(why_name(question), wrapper_class="choices-in-row"), data_why=""))
    known = as_typed(question.fact, question.value)
    return Div(*parts, css_class="question", data_question=known)


def _days_of(answers: list[FactAnswer], on: date) -> Iterator[FactAnswer]:
    named = {(answer.subject_id, answer.name) for answer in answers}
    for answer in answers:
        if answer.name == "jkn_status" and (answer.subject_id, "jkn_checked_on") not in named:
            yield FactAnswer(answer.subject_id, "jkn_checked_on", on)
        if answer.name == "pip_status" and (answer.subject_id, "pip_year") not in named:
            yield FactAnswer(answer.subject_id, "pip_year", on.year)
