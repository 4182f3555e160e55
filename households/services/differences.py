"""Decide between what is recorded and what a list or another family says."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import clock
from accounts.audit import record_audit
from accounts.models import User
from households.fact_values import COORDINATES, from_json
from households.facts import FACTS
from households.models import Dwelling, FactDifference, Household, Member
from households.models.observation import DifferenceState, Source, SubjectKind
from households.nudges import nudge_household
from households.services.facts import Subject, record_facts

_TABLES: dict[str, type[Member] | type[Household] | type[Dwelling]] = {
    SubjectKind.MEMBER: Member,
    SubjectKind.HOUSEHOLD: Household,
    SubjectKind.DWELLING: Dwelling,
}


class DifferenceRefused(Exception):
    """Somebody decided otherwise a moment ago; the message says what."""


@transaction.atomic
def decide_difference(
    *, actor: User, difference: FactDifference, accept: bool, seen_version: int | None = None
) -> FactDifference:
    """Keep what is recorded, or take the proposed value with its own source and date.

    The first decision counts: the same one again is no change, another one is refused.
    Raises DifferenceRefused, and FactsHaveMoved where the subject changed since `seen_version`.
    """
    state = DifferenceState.ACCEPTED if accept else DifferenceState.KEPT
    decided = FactDifference.objects.filter(pk=difference.pk, state=DifferenceState.OPEN).update(
        state=state, decided_at=clock.now(), decided_by=actor
    )
    difference.refresh_from_db()
    if not decided:
        if difference.state != state:
            raise DifferenceRefused(
                _("Perbedaan ini sudah diputuskan: %(decision)s.")
                % {"decision": DifferenceState(difference.state).label}
            )
        return difference
    if accept:
        _apply(actor, difference, seen_version)
    record_audit(
        actor=actor,
        action=f"difference.{state}",
        subject=difference.household,
        fact=difference.fact,
        difference=str(difference.pk),
    )
    return difference


def subject_of(difference: FactDifference) -> Subject:
    """The row that the difference is about."""
    return _TABLES[difference.subject_kind].objects.get(pk=difference.subject_id)


def _apply(actor: User, difference: FactDifference, seen_version: int | None) -> None:
    subject = subject_of(difference)
    record_facts(
        actor=actor,
        subject=subject,
        values=_values(difference, subject),
        observed_on=difference.proposed_observed_on,
        source=Source(difference.proposed_source),
        seen_version=seen_version,
    )
    if isinstance(subject, Dwelling):
        for pk in subject.households.values_list("pk", flat=True):
            nudge_household(pk)
    else:
        nudge_household(difference.household_id)


def _values(difference: FactDifference, subject: Subject) -> dict[str, object]:
    fact = FACTS[difference.fact]
    values = {fact.name: from_json(fact, difference.proposed_value)}
    if fact.name in COORDINATES:
        values |= _other_coordinate(difference, fact.name, subject)
    return values


def _other_coordinate(difference: FactDifference, name: str, subject: Subject) -> dict[str, object]:
    """Half a point is no point: the sibling that came with it is taken along."""
    other = next(iter(COORDINATES - {name}))
    sibling = FactDifference.objects.filter(
        subject_id=subject.pk,
        fact=other,
        proposed_observed_on=difference.proposed_observed_on,
        batch=difference.batch_id,
    ).last()
    return {other: from_json(FACTS[other], sibling.proposed_value)} if sibling else {}
