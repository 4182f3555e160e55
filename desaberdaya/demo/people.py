"""The plain shapes that the demo is invented in before anything is written."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from households.codes import NikMissingReason, Relation, Sex
from households.models.enrolment import State

Facts = dict[str, Any]


@dataclass(slots=True)
class Change:
    """Facts that a visit found different on a day."""

    on: date
    facts: Facts


@dataclass(slots=True)
class Person:
    name: str
    relation: Relation
    sex: Sex
    birth_date: date | None
    facts: Facts = field(default_factory=dict)
    nik: str | None = None
    nik_reason: str = NikMissingReason.NOT_RECORDED
    joined_on: date | None = None  # None: was on the list
    changes: list[Change] = field(default_factory=list)


@dataclass(slots=True)
class Family:
    no_kk: str
    hamlet: str
    rt: str
    address: str
    point: tuple[float, float] | None
    phone: str
    language: str
    desil: int | None
    listed_on: date
    state: State
    enrolled_on: date | None
    state_since: date
    state_reason: str
    facilitator: int | None  # the village's first or second; None: nobody yet
    diligence: float  # 0 to 1: how regularly this family has been visited
    open_defecation: bool | None
    house: Facts
    people: list[Person]
    house_changes: list[Change] = field(default_factory=list)
    alternative_track: bool = False
