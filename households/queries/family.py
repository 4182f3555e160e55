"""What the household page says about the people and the house: by a constant number of queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import F, Func, QuerySet, TextField
from django.utils.translation import gettext as _

from accounts import clock
from households.ages import age_on
from households.codes import NikMissingReason, NikState, Relation
from households.fact_values import shown
from households.facts import FACTS, facts_of
from households.models import Consent, Dwelling, Household, Member, Observation
from households.models.observation import Source, SubjectKind
from households.services.facts import subject_kind

SCHOOL = ("schooling", "level", "grade")
HEALTH = ("jkn_status", "jkn_segment")


@dataclass(frozen=True, slots=True)
class FamilyMember:
    """A member as a screen shows them: an age and no number."""

    id: UUID
    name: str
    age: int | None
    sex: str
    relation: str
    presence: str  # '' for who simply lives here
    is_resident: bool
    school: str
    health: str
    nik: str  # in words: whether there is one


@dataclass(frozen=True, slots=True)
class FactLine:
    """One fact with where it came from; `value` is '' where it was never recorded."""

    name: str
    label: str
    value: str
    source: str
    observed_on: date | None
    version: int
    recorded_by: str


@dataclass(frozen=True, slots=True)
class SubjectFacts:
    """All facts of one member, of the household or of its dwelling."""

    kind: SubjectKind
    subject_id: UUID
    title: str
    lines: list[FactLine]


def family_of(household: Household) -> list[FamilyMember]:
    """The members, those who live here first, the head on top. One query, none if prefetched."""
    today = clock.today()
    return [_family_member(member, today) for member in _in_order(household.members.all())]


def _in_order(members: Iterable[Member]) -> list[Member]:
    return sorted(
        members,
        key=lambda member: (
            not member.is_resident,
            member.relation or 99,
            member.birth_date or date.max,
            member.name,
        ),
    )


def _family_member(member: Member, today: date) -> FamilyMember:
    presence = "" if member.presence in {None, 1} else _words(member, ("presence",))
    return FamilyMember(
        id=member.pk,
        name=member.name,
        age=age_on(member.birth_date, today),
        sex=_words(member, ("sex",)),
        relation=_words(member, ("relation",)),
        presence=presence,
        is_resident=member.is_resident,
        school=_words(member, SCHOOL),
        health=_words(member, HEALTH),
        nik=nik_in_words(member),
    )


def _words(member: Member, facts: tuple[str, ...]) -> str:
    said = (shown(FACTS[name], getattr(member, name)) for name in facts)
    return ", ".join(word for word in said if word)


def nik_in_words(member: Member) -> str:
    """Whether there is a NIK and why not, without a digit of it."""
    if member.nik_state == NikState.MISSING:
        reason = member.nik_missing_reason
        return str(NikMissingReason(reason).label) if reason else _("Belum ada")
    if member.nik_state == NikState.MALFORMED:
        return _("Ada, tetapi tidak sah")
    return _("Ada")


def facts_with_provenance(household: Household) -> list[SubjectFacts]:
    """Every fact of the household, its dwelling and its members: value, source, date, version.

    The members first, then the household, then the dwelling; two queries at most.
    """
    members = _in_order(household.members.all())
    dwelling = household.dwelling
    latest = _latest([household.pk, dwelling.pk, *(member.pk for member in members)])
    subjects: list[tuple[SubjectKind, Member | Household | Dwelling, str]] = [
        (SubjectKind.MEMBER, member, member.name) for member in members
    ]
    subjects.append((SubjectKind.HOUSEHOLD, household, _("Keluarga")))
    subjects.append((SubjectKind.DWELLING, dwelling, _("Rumah")))
    return [
        SubjectFacts(kind, row.pk, title, _lines(kind, row, latest))
        for kind, row, title in subjects
    ]


def facts_of_subject(kind: SubjectKind, row: Member | Household | Dwelling) -> list[FactLine]:
    """The same for one subject; one query."""
    return _lines(kind, row, _latest([row.pk]))


def _latest(subjects: list[UUID]) -> dict[tuple[UUID, str], Observation]:
    rows: QuerySet[Observation] = (
        Observation.objects.filter(subject_id__in=subjects)
        .annotate(
            fact=Func(F("values"), function="jsonb_object_keys", output_field=TextField()),
            by=F("recorded_by__name"),
        )
        .order_by("subject_id", "fact", "-version")
        .distinct("subject_id", "fact")
    )
    return {(row.subject_id, row.fact): row for row in rows}  # type: ignore[attr-defined]


def _lines(
    kind: SubjectKind,
    row: Member | Household | Dwelling,
    latest: dict[tuple[UUID, str], Observation],
) -> list[FactLine]:
    lines = []
    for name, fact in facts_of(kind).items():
        seen = latest.get((row.pk, name))
        lines.append(
            FactLine(
                name=name,
                label=str(fact.label),
                value=shown(fact, getattr(row, name)),
                source=str(Source(seen.source).label) if seen else "",
                observed_on=seen.observed_on if seen else None,
                version=seen.version if seen else 0,
                recorded_by=seen.by if seen else "",  # type: ignore[attr-defined]
            )
        )
    return lines


def current_values(row: Member | Household | Dwelling) -> dict[str, Any]:
    """Every fact of a subject by name, as it is recorded now."""
    return {name: getattr(row, name) for name in facts_of(subject_kind(row))}


def head_name(household: Household) -> str:
    """By whom a family is called; '' as long as nobody of it is known."""
    head = household.head()
    return head.name if head else ""


def has_head(household: Household) -> bool:
    """Whether a head lives here: after a death or a move the family needs another."""
    return any(
        member.is_resident and member.relation == Relation.HEAD
        for member in household.members.all()
    )


def allows(household: Household, purpose: str) -> bool:
    """Whether the family's latest answer to that purpose was yes; not asked is no."""
    latest = Consent.objects.filter(household=household, purpose=purpose).first()
    return latest is not None and latest.given


def neighbours(dwelling: Dwelling, besides: Household) -> list[str]:
    """The heads of the other families in the same house."""
    others = Household.objects.filter(dwelling=dwelling).exclude(pk=besides.pk)
    return [head_name(other) for other in others.prefetch_related("members")]
