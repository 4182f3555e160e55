"""Edit the plan template: the next version, while plans keep the one they were made from."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from accounts import clock
from accounts.audit import record_audit
from accounts.models import User
from interventions.models import PlanTemplate, TemplateMilestone, TemplatePhase
from interventions.models.template import Stage


class TemplateRefused(Exception):
    """The phases do not make a path; the message says why, for a person to read."""


@dataclass(frozen=True, slots=True)
class PhaseInput:
    """A phase as it is to be; `every` is its cadence in days in the plan, its visits outside it."""

    number: int
    stage: str
    name: str
    month_from: int
    month_to: int
    every: int
    group_cadence_days: int | None
    milestones: tuple[str, ...]


@transaction.atomic
def make_template(
    *, actor: User, name: str, active_from: date, phases: Sequence[PhaseInput]
) -> PlanTemplate:
    """The next version, for plans made from `active_from` on. Raises TemplateRefused."""
    months = _months(phases)
    # One version at a time: two editors at once would both make the same next number.
    list(PlanTemplate.objects.select_for_update())
    latest = PlanTemplate.objects.aggregate(latest=Max("version"))["latest"] or 0
    template = PlanTemplate.objects.create(
        version=latest + 1,
        name=name,
        active_from=active_from,
        months=months,
        created_at=clock.now(),
        created_by=actor,
    )
    for phase in phases:
        _write(template, phase)
    record_audit(actor=actor, action="template.made", subject=template, version=template.version)
    return template


def _months(phases: Sequence[PhaseInput]) -> int:
    """How long the plan is: its phases follow each other from month 1 without a gap."""
    following = 1
    for phase in sorted(phases, key=lambda one: one.month_from):
        if phase.month_to < phase.month_from:
            raise TemplateRefused(_("Fase “%(name)s” berakhir sebelum dimulai.") % _named(phase))
        if phase.stage != Stage.PLAN:
            continue
        if phase.month_from != following:
            raise TemplateRefused(
                _("Fase “%(name)s” harus mulai pada bulan ke-%(month)d, tanpa sela.")
                % {**_named(phase), "month": following}
            )
        following = phase.month_to + 1
    if not 1 < following <= 61:
        raise TemplateRefused(_("Rencana berlangsung 1 sampai 60 bulan."))
    return following - 1


def _named(phase: PhaseInput) -> dict[str, object]:
    return {"name": phase.name}


def _write(template: PlanTemplate, phase: PhaseInput) -> None:
    in_plan = phase.stage == Stage.PLAN
    row = TemplatePhase.objects.create(
        template=template,
        number=phase.number,
        stage=phase.stage,
        name=phase.name,
        month_from=phase.month_from,
        month_to=phase.month_to,
        cadence_days=phase.every if in_plan else None,
        visits=None if in_plan else phase.every,
        group_cadence_days=phase.group_cadence_days,
    )
    TemplateMilestone.objects.bulk_create(
        TemplateMilestone(phase=row, position=position, text=text)
        for position, text in enumerate(phase.milestones, start=1)
    )
