"""Differences that wait for a decision: what is recorded beside what was said otherwise."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from accounts.models import User
from households.access import differences_for
from households.fact_values import from_json, shown
from households.facts import FACTS
from households.keyset import page_after
from households.models import Dwelling, FactDifference, Household, Member, Observation
from households.models.observation import Source, SubjectKind
from households.queries.family import head_name

PAGE_SIZE = 20


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two: the value in words, who said it, when it was seen."""

    value: str
    source: str
    observed_on: date | None


@dataclass(frozen=True, slots=True)
class DifferenceRow:
    id: UUID
    household_id: UUID
    family: str
    place: str
    subject: str
    label: str
    current: Side
    proposed: Side
    seen_version: int


def difference_page(user: User, after: UUID | None) -> tuple[list[DifferenceRow], str]:
    """One page of the open differences in sight, oldest first, and the key of the next one."""
    found = differences_for(user).select_related("household__village", "household__dwelling")
    page = page_after(
        found.prefetch_related("household__members"), ("created_at", "pk"), after, PAGE_SIZE
    )
    subjects = _subjects(page.rows)
    seen = _sources(page.rows)
    return [_row(row, subjects, seen) for row in page.rows], page.next


def count_open(user: User) -> int:
    return differences_for(user).count()


def _subjects(rows: Iterable[FactDifference]) -> dict[UUID, Member | Household | Dwelling]:
    found: dict[UUID, Member | Household | Dwelling] = {}
    for kind, table in (
        (SubjectKind.MEMBER, Member),
        (SubjectKind.HOUSEHOLD, Household),
        (SubjectKind.DWELLING, Dwelling),
    ):
        ids = [row.subject_id for row in rows if row.subject_kind == kind]
        if ids:
            found.update(table._default_manager.in_bulk(ids))
    return found


def _sources(rows: Iterable[FactDifference]) -> dict[tuple[UUID, str], Observation]:
    """The latest observation of each fact in question; a page's worth of subjects is few rows."""
    facts = {row.fact for row in rows}
    subjects = {row.subject_id for row in rows}
    observed = Observation.objects.filter(subject_id__in=subjects, values__has_any_keys=list(facts))
    return {
        (row.subject_id, name): row
        for row in observed.order_by("version")
        for name in row.values
        if name in facts
    }


def _row(
    row: FactDifference,
    subjects: dict[UUID, Member | Household | Dwelling],
    seen: dict[tuple[UUID, str], Observation],
) -> DifferenceRow:
    fact = FACTS[row.fact]
    subject = subjects[row.subject_id]
    observed = seen.get((row.subject_id, row.fact))
    return DifferenceRow(
        id=row.pk,
        household_id=row.household_id,
        family=head_name(row.household),
        place=", ".join(filter(None, (row.household.dwelling.dusun, row.household.village.name))),
        subject=subject.name if isinstance(subject, Member) else _subject_label(row),
        label=str(fact.label),
        current=Side(
            shown(fact, getattr(subject, row.fact)),
            str(Source(observed.source).label) if observed else "",
            observed.observed_on if observed else None,
        ),
        proposed=Side(
            shown(fact, from_json(fact, row.proposed_value)),
            str(Source(row.proposed_source).label),
            row.proposed_observed_on,
        ),
        seen_version=subject.version,
    )


def _subject_label(row: FactDifference) -> str:
    return str(SubjectKind(row.subject_kind).label)
