"""Record facts: the current value on its row, where it came from in an observation."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts import clock
from accounts.audit import record_audit
from accounts.models import User
from accounts.roles import Role
from households.facts import FACTS
from households.models import Dwelling, Household, Member, Observation
from households.models.observation import ObservationKind, Source, SubjectKind

Subject = Member | Household | Dwelling

_KINDS: dict[type[Subject], SubjectKind] = {
    Member: SubjectKind.MEMBER,
    Household: SubjectKind.HOUSEHOLD,
    Dwelling: SubjectKind.DWELLING,
}
_SOURCES = {
    Role.FACILITATOR: Source.FACILITATOR,
    Role.OFFICER: Source.OFFICER,
    Role.AGENCY: Source.AGENCY,
    Role.ADMINISTRATOR: Source.OFFICER,
}


class UnknownFact(ValueError):
    """A value was given for something that is no fact of this kind of subject."""


class FactsHaveMoved(Exception):
    """The facts were changed since the version that the sender had seen."""


@dataclass(frozen=True, slots=True)
class Recorded:
    changed: tuple[str, ...]  # the facts whose current value is another one now
    version: int


def source_of(user: User) -> Source:
    return _SOURCES.get(Role(user.role), Source.SYSTEM)


def subject_kind(subject: Subject) -> SubjectKind:
    return _KINDS[type(subject)]


@transaction.atomic
def record_facts(
    *,
    actor: User,
    subject: Subject,
    values: Mapping[str, Any],
    observed_on: date,
    wrong: frozenset[str] = frozenset(),
    source: Source | None = None,
    visit_id: UUID | None = None,
    seen_version: int | None = None,
) -> Recorded:
    """Set the given facts and append where they came from; returns what changed.

    `values` holds only what was asked and answered: a missing key erases nothing. `wrong` names the
    facts whose former value was an error ("was wrong"); the others "have changed". A value equal to
    the current one is recorded as confirmed: from then on it counts as seen by this source.
    Raises UnknownFact, or FactsHaveMoved where `seen_version` is given and no longer the current.
    """
    kind = subject_kind(subject)
    _check_known(kind, values)
    row = _locked(subject, seen_version)
    groups = _by_kind(row, values, wrong)
    if not groups:
        return Recorded((), row.version)
    observe = partial(
        Observation.objects.create,
        subject_kind=kind,
        subject_id=row.pk,
        source=source or source_of(actor),
        observed_on=observed_on,
        recorded_at=clock.now(),
        recorded_by=actor,
        visit_id=visit_id,
    )
    for how, group in groups.items():
        row.version += 1
        observe(version=row.version, kind=how, values=_as_json(group))
    _keep(row, subject, values)
    record_audit(actor=actor, action="facts.recorded", subject=row, facts=sorted(values))
    return Recorded(_changed(groups), row.version)


def _keep(row: Any, subject: Any, values: Mapping[str, Any]) -> None:
    """Write the values on the locked row, and on the caller's copy of it."""
    for name, value in (*values.items(), ("version", row.version)):
        setattr(row, name, value)
        setattr(subject, name, value)
    row.save(update_fields=[*values, "version"])


def _changed(groups: Mapping[ObservationKind, Mapping[str, Any]]) -> tuple[str, ...]:
    confirmed = ObservationKind.CONFIRMED
    return tuple(name for how, group in groups.items() if how != confirmed for name in group)


def _locked(subject: Subject, seen_version: int | None) -> Any:
    row: Any = type(subject)._default_manager.select_for_update().get(pk=subject.pk)
    if seen_version is not None and seen_version != row.version:
        raise FactsHaveMoved
    return row


def _check_known(kind: SubjectKind, values: Mapping[str, Any]) -> None:
    for name in values:
        if name not in FACTS or FACTS[name].subject != kind:
            raise UnknownFact(name)


def _by_kind(
    row: Any, values: Mapping[str, Any], wrong: frozenset[str]
) -> dict[ObservationKind, dict[str, Any]]:
    groups: dict[ObservationKind, dict[str, Any]] = {}
    for name, value in values.items():
        groups.setdefault(_kind_of(getattr(row, name), value, name in wrong), {})[name] = value
    return groups


def _kind_of(current: Any, value: Any, was_wrong: bool) -> ObservationKind:
    if current == value:
        return ObservationKind.CONFIRMED
    if was_wrong:
        return ObservationKind.WRONG
    return ObservationKind.FIRST if current is None or current == "" else ObservationKind.CHANGED


def _as_json(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: as_json(value) for name, value in values.items()}


def as_json(value: Any) -> Any:
    """A fact's value as an observation keeps it: dates as ISO text, coordinates as text."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    return value
