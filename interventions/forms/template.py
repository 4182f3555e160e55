"""Edit a version of the plan template into the next one."""

from typing import Any

from crispy_forms.layout import Column, Fieldset, Row
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import clock
from households.forms.fields import day_field
from interventions.forms.fields import helper_of
from interventions.queries.templates import PhaseRow
from interventions.services.templates import PhaseInput

LONGEST_MILESTONE = 200


class TemplateForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("Nama templat"), max_length=100)
    active_from = day_field(
        gettext_lazy("Dipakai untuk rencana yang dibuat mulai"),
        initial=clock.today,
        help_text=gettext_lazy("Rencana yang sudah ada tetap memakai versinya sendiri."),
    )

    def __init__(self, data: Any = None, *, name: str, phases: list[PhaseRow]) -> None:
        super().__init__(data, initial={"name": name})
        self.phases = phases
        for phase in phases:
            self._add(phase)
        self.helper = helper_of("name", "active_from", *(_laid_out(one) for one in phases))

    def _add(self, phase: PhaseRow) -> None:
        every = _("Kunjungan setiap … hari") if phase.is_in_plan else _("Jumlah kunjungan")
        added: dict[str, forms.Field] = {
            "name": forms.CharField(label=_("Nama fase"), max_length=60),
            "month_from": _number(_("Dari bulan ke-"), -12, 120),
            "month_to": _number(_("Sampai bulan ke-"), -12, 120),
            "every": _number(every, 1, 366),
            "group": _number(_("Pertemuan kelompok setiap … hari"), 1, 366, required=False),
            "milestones": forms.CharField(
                label=_("Capaian, satu setiap baris"),
                required=False,
                widget=forms.Textarea(attrs={"rows": 6}),
                validators=[_short_lines],
            ),
        }
        stands: dict[str, Any] = {
            "name": phase.name,
            "month_from": phase.month_from,
            "month_to": phase.month_to,
            "every": phase.every,
            "group": phase.group_cadence_days,
            "milestones": "\n".join(phase.milestones),
        }
        for key, field in added.items():
            self.fields[f"{phase.number}-{key}"] = field
            self.initial[f"{phase.number}-{key}"] = stands[key]

    def phase_inputs(self) -> list[PhaseInput]:
        return [self._input(phase) for phase in self.phases]

    def _input(self, phase: PhaseRow) -> PhaseInput:
        said = {key: self.cleaned_data[f"{phase.number}-{key}"] for key in KEYS}
        lines = (line.strip() for line in said["milestones"].splitlines())
        return PhaseInput(
            number=phase.number,
            stage=phase.stage,
            name=said["name"],
            month_from=said["month_from"],
            month_to=said["month_to"],
            every=said["every"],
            group_cadence_days=said["group"],
            milestones=tuple(line for line in lines if line),
        )


KEYS = ("name", "month_from", "month_to", "every", "group", "milestones")


def _laid_out(phase: PhaseRow) -> Fieldset:
    names = {key: f"{phase.number}-{key}" for key in KEYS}
    return Fieldset(
        _("Fase %(number)d: %(name)s") % {"number": phase.number, "name": phase.name},
        names["name"],
        Row(Column(names["month_from"]), Column(names["month_to"])),
        Row(Column(names["every"]), Column(names["group"])),
        names["milestones"],
    )


def _number(label: str, least: int, most: int, *, required: bool = True) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=least, max_value=most, required=required)


def _short_lines(text: str) -> None:
    if any(len(line) > LONGEST_MILESTONE for line in text.splitlines()):
        raise ValidationError(_("Satu capaian paling panjang 200 huruf."))
