"""Correct a visit: the same conversation with what was said in it, and a reason."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from accounts.clock import WITA
from households.facts import FACTS
from households.forms.fields import as_typed
from interventions.forms.fields import helper_of, reason_field
from interventions.forms.visit import VisitForm
from interventions.models import Visit
from interventions.queries.visit_form import VisitContext
from interventions.visit_content import answers_in


class AmendForm(VisitForm):
    def __init__(
        self, data: Any = None, *, context: VisitContext, initial: Mapping[str, Any]
    ) -> None:
        super().__init__(data, context=context, initial=dict(initial))
        self.fields["reason"] = reason_field(_("Mengapa kunjungan ini diperbaiki?"))
        self.helper = helper_of(*self._layout(), "reason")


def values_of(visit: Visit) -> dict[str, Any]:
    """What the visit says, as its form shows it."""
    local = visit.happened_at.astimezone(WITA)
    said: dict[str, Any] = {
        "id": visit.pk,
        "happened_on": local.date(),
        "happened_time": local.time(),
        "mode": visit.mode,
        "met": [str(pk) for pk in visit.met],
        "met_others": visit.met_others,
        "topics": visit.topics,
        "notes": visit.notes,
        "agreement": visit.agreement,
        "next_visit_on": visit.next_visit_on,
    }
    for answer in answers_in(visit.answers):
        key = f"{answer.subject_id}.{answer.name}"
        said[f"fact.{key}"] = as_typed(FACTS[answer.name], answer.value)
        said[f"why.{key}"] = "wrong" if answer.was_wrong else ""
    for milestone, state in visit.progress.items():
        said[f"goal.{milestone}"] = said[f"stood.{milestone}"] = state
    return said
