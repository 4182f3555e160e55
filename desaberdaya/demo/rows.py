"""Write invented families as rows: many at a time, each fact with where it came from."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from accounts.clock import WITA
from accounts.models import Region, User
from desaberdaya.demo.people import Facts, Family, Person
from households import identifiers, names, sealed
from households.codes import NikMissingReason
from households.identity import new_id
from households.models import (
    CaseloadAssignment,
    Dwelling,
    EnrolmentState,
    Household,
    Member,
    Observation,
)
from households.models.enrolment import State
from households.models.observation import ObservationKind, Source, SubjectKind
from households.services.facts import as_json

PLACE = ("dusun", "rt", "address", "latitude", "longitude")


@dataclass(slots=True)
class Written:
    """A family and its rows, as the months that follow need them."""

    family: Family
    household: Household
    facilitator: User | None
    members: list[tuple[Person, Member]] = field(default_factory=list)


@dataclass(slots=True)
class Batch:
    """Rows that wait to be written, in the order in which they refer to each other."""

    actor: User
    dwellings: list[Dwelling] = field(default_factory=list)
    households: list[Household] = field(default_factory=list)
    members: list[Member] = field(default_factory=list)
    states: list[EnrolmentState] = field(default_factory=list)
    caseloads: list[CaseloadAssignment] = field(default_factory=list)
    observations: list[Observation] = field(default_factory=list)

    def add(self, family: Family, village: Region, facilitator: User | None) -> Written:
        at = morning(family.listed_on)
        dwelling = self._dwelling(family, at)
        household = self._household(family, village, dwelling, at)
        written = Written(family, household, facilitator)
        for person in family.people:
            if person.joined_on is None:
                written.members.append((person, self.member(person, household, at)))
        self.states += _states(family, household, self.actor, facilitator)
        if facilitator is not None:
            self.caseloads.append(
                CaseloadAssignment(
                    household=household,
                    facilitator=facilitator,
                    valid_from=family.listed_on,
                    assigned_by=self.actor,
                    assigned_at=at,
                )
            )
        return written

    def _dwelling(self, family: Family, at: datetime) -> Dwelling:
        latitude, longitude = family.point or (None, None)
        place = {
            "dusun": family.hamlet,
            "rt": family.rt,
            "address": family.address,
            "latitude": latitude,
            "longitude": longitude,
        }
        dwelling = Dwelling(id=new_id(), version=1, **place, **family.house)
        self.dwellings.append(dwelling)
        self.observe(SubjectKind.DWELLING, dwelling.id, {**place, **family.house}, at)
        return dwelling

    def _household(
        self, family: Family, village: Region, dwelling: Dwelling, at: datetime
    ) -> Household:
        pk = new_id()
        household = Household(
            id=pk,
            village=village,
            dwelling=dwelling,
            kk_sealed=sealed.seal(family.no_kk, column=sealed.KK, row=pk),
            kk_hash=sealed.keyed_hash(family.no_kk),
            phone=family.phone,
            language=family.language,
            desil=family.desil,
            open_defecation=family.open_defecation,
            version=1,
            created_at=at,
            created_by=self.actor,
        )
        self.households.append(household)
        facts = {"desil": family.desil, "open_defecation": family.open_defecation}
        self.observe(SubjectKind.HOUSEHOLD, pk, facts, at)
        return household

    def member(self, person: Person, household: Household, at: datetime) -> Member:
        """The member's row with the facts of the day it was first written."""
        pk = new_id()
        facts = {
            "relation": person.relation,
            "sex": person.sex,
            "birth_date": person.birth_date,
            **person.facts,
        }
        member = Member(
            id=pk,
            household=household,
            name=person.name,
            name_key=names.normalised(person.name),
            version=1,
            created_at=at,
            **facts,
        )
        if person.nik:
            member.nik_sealed = sealed.seal(person.nik, column=sealed.NIK, row=pk)
            member.nik_hash = sealed.keyed_hash(person.nik)
            member.nik_state = identifiers.nik_state(person.nik)
        else:
            member.nik_missing_reason = person.nik_reason or NikMissingReason.NOT_RECORDED
        self.members.append(member)
        self.observe(SubjectKind.MEMBER, pk, facts, at)
        return member

    def observe(self, kind: SubjectKind, subject: UUID, facts: Facts, at: datetime) -> None:
        known = {name: as_json(value) for name, value in facts.items() if value is not None}
        self.observations.append(
            Observation(
                subject_kind=kind,
                subject_id=subject,
                version=1,
                kind=ObservationKind.FIRST,
                source=Source.LIST,
                observed_on=at.date(),
                recorded_at=at,
                recorded_by=self.actor,
                values=known,
            )
        )

    def write(self) -> None:
        for rows in self._in_order():
            if rows:
                type(rows[0])._default_manager.bulk_create(rows, batch_size=1000)

    def _in_order(self) -> Iterable[Sequence[Any]]:
        return (
            self.dwellings,
            self.households,
            self.members,
            self.states,
            self.caseloads,
            self.observations,
        )


def _states(
    family: Family, household: Household, actor: User, facilitator: User | None
) -> list[EnrolmentState]:
    """The states a family went through, each ending where the next begins."""
    path: list[tuple[State, date, str]] = [(State.CANDIDATE, family.listed_on, "Daftar contoh")]
    if family.enrolled_on is not None:
        path += [
            (State.VERIFIED, family.enrolled_on, ""),
            (State.ENROLLED, family.enrolled_on, ""),
        ]
    if family.state not in {State.CANDIDATE, State.ENROLLED}:
        path.append((family.state, family.state_since, family.state_reason))
    ends = [since for _state, since, _why in path[1:]] + [None]
    return [
        EnrolmentState(
            household=household,
            state=state,
            valid_from=since,
            valid_to=end,
            reason=why,
            alternative_track=family.alternative_track and state == State.ENROLLED,
            recorded_at=morning(since),
            recorded_by=facilitator or actor,
        )
        for (state, since, why), end in zip(path, ends, strict=True)
    ]


def morning(day: date) -> datetime:
    return datetime.combine(day, time(9, 30), tzinfo=WITA)
