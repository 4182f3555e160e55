"""The visit as a conversation: who, what was asked, what was talked about, what comes next."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from crispy_forms.layout import HTML, Div, Field, Fieldset
from django import forms
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import clock
from households.forms.fields import CoordinateField, day_field, not_in_future
from interventions.forms.consents import ConsentFields
from interventions.forms.fields import choice_field, folded, helper_of
from interventions.forms.questions import QuestionFields
from interventions.models.goal import GoalState
from interventions.models.visit import Mode, Topic
from interventions.queries.plans import Goal
from interventions.queries.visit_form import VisitContext
from interventions.visit_content import Point, VisitInput

# Short enough for three side by side on a phone.
GOAL_WORDS = (
    (GoalState.NOT_YET.value, gettext_lazy("Belum")),
    (GoalState.IN_PROGRESS.value, gettext_lazy("Berjalan")),
    (GoalState.DONE.value, gettext_lazy("Selesai")),
)


class VisitForm(ConsentFields, QuestionFields, forms.Form):
    id = forms.UUIDField(widget=forms.HiddenInput)
    happened_on = day_field(gettext_lazy("Tanggal kunjungan"), validators=[not_in_future])
    happened_time = forms.TimeField(
        label=gettext_lazy("Pukul"),
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
    )
    mode = choice_field(gettext_lazy("Bertemu bagaimana?"), Mode.choices)
    met = forms.MultipleChoiceField(
        label=gettext_lazy("Siapa yang ditemui?"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    met_others = forms.CharField(
        label=gettext_lazy("Orang lain yang ditemui"), required=False, max_length=200
    )
    topics = forms.MultipleChoiceField(
        label=gettext_lazy("Apa yang dibicarakan?"),
        choices=Topic.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    notes = forms.CharField(
        label=gettext_lazy("Catatan"), required=False, max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    agreement = forms.CharField(
        label=gettext_lazy("Kesepakatan: siapa melakukan apa sampai kunjungan berikutnya"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    next_visit_on = day_field(gettext_lazy("Kunjungan berikutnya"), required=False)
    photo = forms.FileField(
        label=gettext_lazy("Foto"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/*", "capture": "environment"}),
    )
    latitude = CoordinateField(
        required=False, min_value=-90, max_value=90, widget=forms.HiddenInput
    )
    longitude = CoordinateField(
        required=False, min_value=-180, max_value=180, widget=forms.HiddenInput
    )
    accuracy_m = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)

    def __init__(
        self, data: Any = None, files: Any = None, *, context: VisitContext,
        initial: dict[str, Any] | None = None,
    ) -> None:  # fmt: skip
        super().__init__(data, files, initial={**first_values(context), **(initial or {})})
        self.context = context
        self.fields["met"].choices = [(str(pk), name) for pk, name in context.members]  # type: ignore[attr-defined]
        self.add_questions(context.conversation)
        self.add_consents(context.unasked, context.adults)
        for goal in context.goals:
            self._add_goal(goal)
        if not self._may("photo"):
            del self.fields["photo"]
        self.helper = helper_of(*self._layout())

    def _add_goal(self, goal: Goal) -> None:
        # The form itself remembers where the goal stood: sent again, it says the same thing.
        self.fields[goal_name(goal)] = choice_field(goal.text, GOAL_WORDS, required=False)
        self.fields[stood_name(goal)] = forms.CharField(widget=forms.HiddenInput, required=False)
        for name in (goal_name(goal), stood_name(goal)):
            self.initial.setdefault(name, goal.state.value)

    def _may(self, purpose: str) -> bool:
        asked = purpose in self.context.allowed or purpose in self.context.unasked
        return asked and self.context.takes_photo_and_place

    def _layout(self) -> list[Any]:
        first = self.first_layout()
        changed = self.changed_layout()
        return [
            "id",
            Fieldset(
                _("Kunjungan ini"),
                Field("mode", wrapper_class="choices-in-row"),
                Field("met", wrapper_class="choices-in-row"),
                "met_others",
                Div("happened_on", "happened_time", css_class="row"),
            ),
            *first,
            *([HTML(render_to_string("interventions/_changed_heading.html"))] if changed else []),
            *changed,
            Fieldset(_("Yang dibicarakan"), Field("topics", wrapper_class="choices-in-row")),
            *self._goal_layout(),
            Fieldset(_("Penutup"), "notes", "agreement", "next_visit_on"),
            *self.consent_layout(is_folded=True),
            *self._evidence_layout(),
        ]

    def _goal_layout(self) -> list[Any]:
        if not self.context.goals:
            return []
        now = [goal for goal in self.context.goals if goal.is_of_now]
        before = [goal for goal in self.context.goals if not goal.is_of_now]
        parts = _laid_out(now) + folded(_("Dari bulan-bulan sebelumnya"), _laid_out(before))
        return [Fieldset(_("Tujuan rencana"), *parts)]

    def _evidence_layout(self) -> list[Any]:
        parts: list[Any] = ["photo"] if "photo" in self.fields else []
        if self._may("gps"):
            place = HTML(render_to_string("interventions/_place.html"))
            parts += [place, "latitude", "longitude", "accuracy_m"]
        return [Fieldset(_("Foto dan lokasi"), *parts)] if parts else []

    def clean_met(self) -> tuple[UUID, ...]:
        return tuple(UUID(pk) for pk in self.cleaned_data["met"])

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.context.is_known:
            self.clean_questions(self.add_error)
        self.clean_consents(self.add_error)
        if not cleaned.get("met") and not cleaned.get("met_others"):
            self.add_error("met", _("Pilih siapa yang ditemui."))
        if cleaned.get("photo") and not self._is_allowed("photo"):
            self.add_error("photo", _("Foto hanya disimpan bila keluarga mengizinkan."))
        if self._is_in_future(cleaned):
            self.add_error("happened_time", _("Waktu kunjungan tidak boleh di masa depan."))
        if _is_before(cleaned.get("next_visit_on"), cleaned.get("happened_on")):
            self.add_error("next_visit_on", _("Kunjungan berikutnya harus sesudah kunjungan ini."))
        return cleaned

    def _is_in_future(self, cleaned: dict[str, Any]) -> bool:
        both = cleaned.get("happened_on") and cleaned.get("happened_time") is not None
        return bool(both) and self.happened_at() > clock.now()

    def _is_allowed(self, purpose: str) -> bool:
        answered = self.cleaned_data.get(f"consent_{purpose}")
        return answered == "yes" or (not answered and purpose in self.context.allowed)

    def happened_at(self) -> datetime:
        return datetime.combine(
            self.cleaned_data["happened_on"], self.cleaned_data["happened_time"], tzinfo=clock.WITA
        )

    def visit(self) -> VisitInput:
        """The visit that was written down; only what was said, nothing that was left standing."""
        said = self.cleaned_data
        return VisitInput(
            id=said["id"],
            household_id=self.context.household_id,
            happened_at=self.happened_at(),
            mode=said["mode"],
            met=said["met"],
            met_others=said["met_others"],
            topics=tuple(said["topics"]),
            progress=self._progress(),
            answers=self.answers(said["happened_on"]),
            notes=said["notes"],
            agreement=said["agreement"],
            next_visit_on=said["next_visit_on"],
            point=self._point(),
            consents=self.consents(said["happened_on"]),
            photos=(said["photo"].read(),) if said.get("photo") else (),
        )

    def _progress(self) -> dict[str, str]:
        said = self.cleaned_data
        changed = {
            str(goal.id): said[goal_name(goal)]
            for goal in self.context.goals
            if said[goal_name(goal)] not in {"", said[stood_name(goal)]}
        }
        return {**self.context.progress, **changed}

    def _point(self) -> Point | None:
        latitude, longitude = self.cleaned_data.get("latitude"), self.cleaned_data.get("longitude")
        if latitude is None or longitude is None or not self._is_allowed("gps"):
            return None
        return Point(latitude, longitude, self.cleaned_data.get("accuracy_m"))


def _laid_out(goals: Iterable[Goal]) -> list[Any]:
    parts: list[Any] = []
    for goal in goals:
        parts += [Field(goal_name(goal), wrapper_class="choices-in-row"), stood_name(goal)]
    return parts


def goal_name(goal: Goal) -> str:
    return f"goal.{goal.id}"


def stood_name(goal: Goal) -> str:
    return f"stood.{goal.id}"


def first_values(context: VisitContext) -> dict[str, Any]:
    """What a new visit begins with: an id of its own, now, at home."""
    now = clock.now()
    return {
        "id": uuid4(),
        "happened_on": now.date(),
        "happened_time": now.time().replace(second=0, microsecond=0),
        "mode": Mode.FACE_TO_FACE.value,
        "next_visit_on": context.next_visit_on,
    }


def _is_before(day: date | None, other: date | None) -> bool:
    return day is not None and other is not None and day <= other
