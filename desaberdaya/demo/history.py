"""Let the months pass: facts change, and the worker's own sweep finds what came of it."""

import random
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from accounts import clock
from accounts.models import User
from desaberdaya.demo import consents, plans, time_travel
from desaberdaya.demo.families import MONTHS_BACK, SEED
from desaberdaya.demo.rows import Batch, Written, morning
from desaberdaya.demo.visits import PastVisit, spread, visits_of
from entitlements.services import sweep
from households.models import Dwelling, Member, Observation
from households.models.observation import ObservationKind, Source, SubjectKind
from households.services.facts import as_json
from interventions.models import Visit

STEP_DAYS, RECENT_STEP_DAYS = 14, 7
RECENT = timedelta(days=90)
KINDS: dict[type, SubjectKind] = {Member: SubjectKind.MEMBER, Dwelling: SubjectKind.DWELLING}


@dataclass(slots=True)
class Found:
    """What one visit found changed on one subject."""

    visit: Visit
    subject: Any
    facts: dict[str, Any]


def let_months_pass(families: list[Written], actor: User, today: date) -> None:
    """Plans and visits first, then step by step the facts they found and a sweep."""
    rng = random.Random(SEED)
    past: dict[UUID, list[PastVisit]] = {}
    for written in families:
        if written.facilitator is not None:
            mine = visits_of(written, written.facilitator, today, rng)
            spread(written, mine)
            past[written.household.id] = mine
    visits = [one.visit for mine in past.values() for one in mine]
    Visit.objects.bulk_create(visits, batch_size=1000)
    plans.write_plans(families, past, actor)
    consents.write_consents(families, actor)
    found = sorted(_found(past), key=lambda one: one.visit.happened_on)
    _sweep_step_by_step(families, found, actor, today)


def _found(past: dict[UUID, list[PastVisit]]) -> Iterable[Found]:
    for mine in past.values():
        for one in mine:
            for subject, facts in one.changes:
                yield Found(one.visit, subject, facts)


def _sweep_step_by_step(
    families: list[Written], found: list[Found], actor: User, today: date
) -> None:
    day = today - timedelta(days=MONTHS_BACK * 31)
    rest, births = list(found), _births(families)
    while True:
        step = RECENT_STEP_DAYS if day >= today - RECENT else STEP_DAYS
        day = min(day + timedelta(days=step), today)
        with time_travel.on(day):
            _write_births(births, actor, day)
            due = [one for one in rest if one.visit.happened_on <= day]
            rest = rest[len(due) :]
            _write_changes(due)
            sweep()
        if day == today:
            return


def _births(families: list[Written]) -> list[tuple[Written, Any]]:
    return [(w, person) for w in families for person in w.family.people if person.joined_on]


def _write_births(births: list[tuple[Written, Any]], actor: User, day: date) -> None:
    batch = Batch(actor)
    for written, person in list(births):
        if person.joined_on <= day:
            births.remove((written, person))
            member = batch.member(person, written.household, morning(person.joined_on))
            written.members.append((person, member))
    batch.write()


def _write_changes(found: list[Found]) -> None:
    """The new values on their rows and, for each visit, where they came from."""
    observations, touched = [], {}
    for one in found:
        one.subject.version += 1
        for name, value in one.facts.items():
            setattr(one.subject, name, value)
        touched[one.subject.id] = one.subject
        observations.append(_observation(one))
    Observation.objects.bulk_create(observations, batch_size=1000)
    names = {name for one in found for name in one.facts}
    for model in KINDS:
        rows = [row for row in touched.values() if isinstance(row, model)]
        own = {name for name in names if any(hasattr(row, name) for row in rows)}
        if rows:
            model._default_manager.bulk_update(rows, [*own, "version"])  # type: ignore[attr-defined]


def _observation(one: Found) -> Observation:
    return Observation(
        subject_kind=KINDS[type(one.subject)],
        subject_id=one.subject.id,
        version=one.subject.version,
        kind=ObservationKind.CHANGED,
        source=Source.FACILITATOR,
        observed_on=one.visit.happened_on,
        recorded_at=min(one.visit.received_at, clock.now()),
        recorded_by=one.visit.made_by,
        values={name: as_json(value) for name, value in one.facts.items()},
        visit_id=one.visit.id,
    )
