"""A visit as a device sends it, and its canonical content: what makes two sendings the same."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from accounts.models import User
from households.fact_values import from_json
from households.facts import FACTS
from households.services.facts import as_json
from interventions.models import Visit
from interventions.services.consents import ConsentInput

# What a correction may touch: consents are answered anew, a place is not moved afterwards.
AMENDABLE = (
    "happened_at", "mode", "met", "met_others", "topics", "progress", "answers", "notes",
    "agreement", "next_visit_on",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class FactAnswer:
    """A fact as it was said; `was_wrong` where the former record was an error, not a change."""

    subject_id: UUID
    name: str
    value: Any
    was_wrong: bool = False


@dataclass(frozen=True, slots=True)
class Point:
    latitude: Decimal
    longitude: Decimal
    accuracy_m: int | None = None


@dataclass(frozen=True, slots=True)
class VisitInput:
    """Everything that is said of one visit. `id` is made where the visit is written down.

    Photos are attachments: they belong to the visit but not to what makes it the same, since a
    browser that sends a kept draft again cannot send its photo again.
    """

    id: UUID
    household_id: UUID
    happened_at: datetime
    mode: str
    met: tuple[UUID, ...] = ()
    met_others: str = ""
    topics: tuple[str, ...] = ()
    progress: Mapping[str, str] = field(default_factory=dict)  # milestone id: goal state
    answers: tuple[FactAnswer, ...] = ()
    notes: str = ""
    agreement: str = ""
    next_visit_on: date | None = None
    point: Point | None = None
    consents: tuple[ConsentInput, ...] = ()
    photos: tuple[bytes, ...] = ()


Content = dict[str, Any]


def content_of(actor: User, visit: VisitInput) -> Content:
    """The canonical content: the same however the parts were ordered, spaced or zoned."""
    return {
        "household": str(visit.household_id),
        "made_by": str(actor.pk),
        "happened_at": visit.happened_at.astimezone(UTC).isoformat(timespec="seconds"),
        "mode": visit.mode,
        "met": sorted(str(pk) for pk in visit.met),
        "met_others": visit.met_others.strip(),
        "topics": sorted(visit.topics),
        "progress": {str(key): state for key, state in sorted(visit.progress.items())},
        "answers": sorted((_answer(answer) for answer in visit.answers), key=_by_subject),
        "notes": _text(visit.notes),
        "agreement": _text(visit.agreement),
        "next_visit_on": as_json(visit.next_visit_on),
        "point": _point(visit.point),
        "consents": sorted((_consent(consent) for consent in visit.consents), key=str),
    }


def hash_of(content: Content) -> str:
    """SHA-256 over the content as JSON with sorted keys."""
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def answers_in(stored: list[Content]) -> tuple[FactAnswer, ...]:
    """The answers as they were stored with a visit."""
    return tuple(
        FactAnswer(
            UUID(row["subject"]),
            row["fact"],
            from_json(FACTS[row["fact"]], row["value"]),
            row["was_wrong"],
        )
        for row in stored
    )


def said_by(visit: Visit) -> Content:
    """What the visit says now, as its canonical content would say it."""
    content = content_of(visit.made_by, input_of(visit))
    return {name: content[name] for name in AMENDABLE}


def input_of(visit: Visit) -> VisitInput:
    """The visit as it would be sent, without place, consents and photos."""
    return VisitInput(
        id=visit.pk,
        household_id=visit.household_id,
        happened_at=visit.happened_at,
        mode=visit.mode,
        met=tuple(visit.met),
        met_others=visit.met_others,
        topics=tuple(visit.topics),
        progress=visit.progress,
        answers=answers_in(visit.answers),
        notes=visit.notes,
        agreement=visit.agreement,
        next_visit_on=visit.next_visit_on,
    )


def input_from(visit_id: UUID, content: Content) -> VisitInput:
    """The visit that a canonical content was made from, without place, consents and photos."""
    due = content["next_visit_on"]
    return VisitInput(
        id=visit_id,
        household_id=UUID(content["household"]),
        happened_at=datetime.fromisoformat(content["happened_at"]),
        mode=content["mode"],
        met=tuple(UUID(pk) for pk in content["met"]),
        met_others=content["met_others"],
        topics=tuple(content["topics"]),
        progress=content["progress"],
        answers=answers_in(content["answers"]),
        notes=content["notes"],
        agreement=content["agreement"],
        next_visit_on=date.fromisoformat(due) if due else None,
    )


def _answer(answer: FactAnswer) -> Content:
    return {
        "subject": str(answer.subject_id),
        "fact": answer.name,
        "value": as_json(answer.value),
        "was_wrong": answer.was_wrong,
    }


def _by_subject(answer: Content) -> tuple[str, str]:
    return answer["subject"], answer["fact"]


def _consent(consent: ConsentInput) -> Content:
    return {
        "purpose": consent.purpose,
        "given": consent.given,
        "given_by": str(consent.given_by),
        "how": consent.how,
        "given_on": as_json(consent.given_on),
        "as_guardian": consent.as_guardian,
    }


def _point(point: Point | None) -> list[Any] | None:
    if point is None:
        return None
    places = Decimal("0.000001")
    degrees = (point.latitude.quantize(places), point.longitude.quantize(places))
    return [*(str(value) for value in degrees), point.accuracy_m]


def _text(text: str) -> str:
    return text.replace("\r\n", "\n").strip()
