"""What to ask at the next visit: first what is unknown, stale or owed, then what may have changed.

The order is that of a conversation: health and school of each person, then the house.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from entitlements.queries import explain
from households.codes import RESIDENT
from households.facts import FACTS, Fact
from households.models import Dwelling, Household, Member
from households.models.observation import SubjectKind
from households.queries.family import FactLine, facts_with_provenance
from households.services.facts import subject_kind

# Which answers settle a row of the tables. Status of JKN and PIP bring the day they were asked on;
# a NIK is set on the member's own page, never in a visit.
ASKED_FOR: dict[str, tuple[str, ...]] = {
    "K0": ("birth_date",),
    "K3": ("schooling", "level", "grade"),
    "K6": ("schooling",),
    "K7": ("schooling",),
    "K8": ("nisn", "mother_name"),
    "K9": ("pip_status",),
    "K10": ("pip_status",),
    "K11": ("pip_status",),
    "K12": ("pip_status", "pip_deadline"),
    "K13": ("pip_status",),
    "H1": ("jkn_status",),
    "H3": ("nik_matched",),
    "H4": ("jkn_status", "jkn_segment"),
    "H5": ("jkn_status",),
    "H6": ("jkn_status", "needs_care"),
    "H7": ("jkn_status",),
    "H8": ("jkn_status",),
    "H9": ("jkn_status",),
    "H10": ("jkn_status",),
    "H11": ("jkn_status",),
    "S1": ("toilet", "open_defecation"),
    "S2": ("toilet", "open_defecation", "closet", "disposal"),
    "S3": ("toilet",),
    "S4": ("disposal",),
    "S5": ("closet",),
    "S6": ("closet", "disposal"),
    "S7": ("disposal",),
    "W1": ("drinking_water", "water_place", "water_minutes"),
    "W2": ("drinking_water",),
    "W3": ("drinking_water",),
    "W4": ("drinking_water",),
    "W5": ("other_water",),
    "W6": ("other_water",),
    "W7": ("water_place", "water_minutes"),
    "W8": ("water_place", "water_minutes"),
}
# Facts that stand only where they are missing: asking them again would only tire people.
ONCE = frozenset({"nisn", "mother_name", "birth_date"})
# Who is not enrolled yet is evaluated by no table: verification asks what they will need.
BASICS = {
    SubjectKind.MEMBER: ("birth_date", "schooling", "jkn_status"),
    SubjectKind.HOUSEHOLD: ("open_defecation",),
    SubjectKind.DWELLING: ("toilet", "closet", "disposal", "drinking_water", "water_place"),
}
# What changes in a family's life; the rest is mended on the pages of the member and the house.
MAY_CHANGE = {
    SubjectKind.MEMBER: (
        "presence", "schooling", "level", "grade", "pip_status", "pip_deadline", "jkn_status",
        "jkn_segment", "needs_care",
    ),
    SubjectKind.HOUSEHOLD: ("open_defecation",),
    SubjectKind.DWELLING: (
        "toilet", "closet", "disposal", "emptied", "drinking_water", "other_water", "water_place",
        "water_minutes", "excreta_distance", "runs_dry", "water_passed_test",
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Question:
    """One fact of one subject with what is recorded now; `known` is '' where nothing is."""

    subject_id: UUID
    fact: Fact
    value: Any
    known: str
    source: str
    observed_on: date | None

    @property
    def key(self) -> str:
        return f"{self.subject_id}.{self.fact.name}"


@dataclass(frozen=True, slots=True)
class About:
    """The questions about one person or about the house."""

    title: str
    questions: list[Question]


@dataclass(frozen=True, slots=True)
class Conversation:
    first: list[About]
    changed: list[About]

    @property
    def questions(self) -> list[Question]:
        return [one for about in (*self.first, *self.changed) for one in about.questions]


def conversation_with(household: Household, also: Iterable[tuple[UUID, str]] = ()) -> Conversation:
    """What to ask this household today; `also` names what has to be asked in any case."""
    named = set(also)
    subjects = _subjects(household, frozenset(pk for pk, _name in named))
    first = _asked_first(household, subjects)
    asked, rest = [], []
    for subject in subjects:
        questions = _questions(subject)
        asked.append(About(subject.title, [q for q in questions if _key(q) in first]))
        others = [q for q in questions if _key(q) not in first]
        changing = [q for q in others if _may_change(subject, q) or _key(q) in named]
        rest.append(About(subject.title, changing))
    return Conversation(
        [about for about in asked if about.questions], [about for about in rest if about.questions]
    )


@dataclass(frozen=True, slots=True)
class _Subject:
    row: Member | Household | Dwelling
    title: str
    lines: list[FactLine]


def only(household: Household, keys: Iterable[tuple[UUID, str]]) -> Conversation:
    """The named questions and no others: what a visit has answered, to be corrected."""
    named = set(keys)
    subjects = _subjects(household, frozenset(pk for pk, _name in named))
    found = [About(s.title, [q for q in _questions(s) if _key(q) in named]) for s in subjects]
    return Conversation([about for about in found if about.questions], [])


def _subjects(household: Household, named: frozenset[UUID]) -> list[_Subject]:
    """Who lives here, the family and the house, and whoever is `named`."""
    members = {member.pk: member for member in household.members.all()}
    rows: dict[UUID, Member | Household | Dwelling] = {
        **members, household.pk: household, household.dwelling_id: household.dwelling,
    }  # fmt: skip
    found = [
        _Subject(rows[facts.subject_id], facts.title, facts.lines)
        for facts in facts_with_provenance(household)
    ]
    return [one for one in found if _lives_here(one.row) or one.row.pk in named]


def _lives_here(row: Member | Household | Dwelling) -> bool:
    return not isinstance(row, Member) or row.presence is None or row.presence in RESIDENT


def _questions(subject: _Subject) -> list[Question]:
    return [
        Question(
            subject.row.pk,
            FACTS[line.name],
            getattr(subject.row, line.name),
            line.value,
            line.source,
            line.observed_on,
        )
        for line in subject.lines
    ]


def _key(question: Question) -> tuple[UUID, str]:
    return question.subject_id, question.fact.name


def _may_change(subject: _Subject, question: Question) -> bool:
    return question.fact.name in MAY_CHANGE[subject_kind(subject.row)]


def _asked_first(household: Household, known: list[_Subject]) -> set[tuple[UUID, str]]:
    have = {(s.row.pk, line.name) for s in known for line in s.lines if line.value}
    owner = {SubjectKind.HOUSEHOLD: household.pk, SubjectKind.DWELLING: household.dwelling_id}
    outcomes = explain([household.pk])
    if not outcomes:
        return {key for key in _basics(known) if key not in have}
    wanted = set()
    for outcome in outcomes:
        for name in ASKED_FOR.get(outcome.row, ()):
            key = (outcome.member_id or owner[FACTS[name].subject], name)
            if name not in ONCE or key not in have:
                wanted.add(key)
    return wanted


def _basics(subjects: Iterable[_Subject]) -> Iterator[tuple[UUID, str]]:
    for subject in subjects:
        for name in BASICS[subject_kind(subject.row)]:
            yield subject.row.pk, name
