"""The house: its facts, and that two families live in one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import clock
from accounts.audit import record_audit
from accounts.models import AuditEntry, User
from households.fact_values import COORDINATES, missing
from households.facts import facts_of
from households.models import Dwelling, FactDifference, Household, Observation
from households.models.observation import Source, SubjectKind
from households.nudges import nudge_household
from households.services.facts import Recorded, as_json, record_facts, source_of

PLACE = ("dusun", "rw", "rt", "address")


class DwellingRefused(Exception):
    """The houses cannot be joined; the message says why, for a person to read."""


@dataclass(frozen=True, slots=True)
class Said:
    """What one source said about a fact of a house, and when it was seen."""

    value: Any
    source: Source
    on: date


@transaction.atomic
def edit_dwelling(
    *,
    actor: User,
    dwelling: Dwelling,
    values: Mapping[str, Any],
    observed_on: date,
    seen_version: int | None,
    was_wrong: bool = False,
) -> Recorded:
    """Record facts of a house, for every family that lives in it. Raises FactsHaveMoved."""
    recorded = record_facts(
        actor=actor,
        subject=dwelling,
        values=values,
        observed_on=observed_on,
        wrong=frozenset(values) if was_wrong else frozenset(),
        seen_version=seen_version,
    )
    _nudge_families(dwelling.pk)
    return recorded


@transaction.atomic
def share_dwelling(*, actor: User, household: Household, other: Household) -> Dwelling:
    """The household lives in the house of the other one, with its toilet and its water.

    What its own house was known to have fills what is not known of the shared one; where the two
    disagree, the difference waits for a decision. The same again is no change.
    Raises DwellingRefused.
    """
    mine = _locked(household)
    theirs = Household.objects.select_related("dwelling").get(pk=other.pk)
    if mine.pk == theirs.pk or mine.village_id != theirs.village_id:
        raise DwellingRefused(_("Pilih keluarga lain di desa yang sama."))
    if mine.dwelling_id == theirs.dwelling_id:
        return theirs.dwelling
    _bring_facts(actor, mine, theirs.dwelling)
    left = mine.dwelling_id
    mine.dwelling = theirs.dwelling
    mine.save(update_fields=["dwelling"])
    record_audit(
        actor=actor,
        action="dwelling.shared",
        subject=mine,
        left=str(left),
        dwelling=str(theirs.dwelling_id),
    )
    _nudge_families(theirs.dwelling_id)
    return theirs.dwelling


def _locked(household: Household) -> Household:
    rows = Household.objects.select_for_update(of=("self",)).select_related("dwelling")
    return rows.get(pk=household.pk)


def _bring_facts(actor: User, household: Household, into: Dwelling) -> None:
    old = household.dwelling
    seen = _seen(old)
    unknown: dict[tuple[Source, date], dict[str, Any]] = {}
    for name, fact in facts_of(SubjectKind.DWELLING).items():
        value, held = getattr(old, name), getattr(into, name)
        if value == missing(fact) or value == held:
            continue
        source, observed_on = seen.get(name, (source_of(actor), clock.today()))
        if held == missing(fact):
            unknown.setdefault((source, observed_on), {})[name] = value
        elif name not in COORDINATES:  # one point is as good as the other: it is the same house
            _differ(household, into, name, Said(value, source, observed_on))
    for (source, observed_on), values in unknown.items():
        record_facts(
            actor=actor, subject=into, values=values, observed_on=observed_on, source=source
        )


def _seen(dwelling: Dwelling) -> dict[str, tuple[Source, date]]:
    rows = Observation.objects.filter(subject_id=dwelling.pk).order_by("version")
    return {name: (Source(row.source), row.observed_on) for row in rows for name in row.values}


def _differ(household: Household, into: Dwelling, name: str, said: Said) -> None:
    FactDifference.objects.get_or_create(
        subject_id=into.pk,
        fact=name,
        proposed_value=as_json(said.value),
        proposed_observed_on=said.on,
        state="open",
        defaults={
            "household": household,
            "subject_kind": SubjectKind.DWELLING,
            "current_value": as_json(getattr(into, name)),
            "proposed_source": said.source,
            "created_at": clock.now(),
        },
    )


@transaction.atomic
def leave_dwelling(*, actor: User, household: Household) -> Dwelling:
    """The household lives in a house of its own: the one it came from where that still stands
    empty, else one of which only the place is known. Alone in its house already: no change."""
    row = _locked(household)
    shared = row.dwelling
    if not Household.objects.filter(dwelling=shared).exclude(pk=row.pk).exists():
        return shared
    own = _former(row) or Dwelling.objects.create(**{name: getattr(shared, name) for name in PLACE})
    row.dwelling = own
    row.save(update_fields=["dwelling"])
    record_audit(actor=actor, action="dwelling.left", subject=row, left=str(shared.pk))
    nudge_household(row.pk)
    return own


def _former(household: Household) -> Dwelling | None:
    shared = AuditEntry.objects.filter(
        action="dwelling.shared",
        subject_id=str(household.pk),
        detail__dwelling=str(household.dwelling_id),
    )
    entry = shared.first()
    if entry is None:
        return None
    return Dwelling.objects.filter(pk=entry.detail["left"], households=None).first()


def _nudge_families(dwelling_id: UUID) -> None:
    for pk in Household.objects.filter(dwelling=dwelling_id).values_list("pk", flat=True):
        nudge_household(pk)
