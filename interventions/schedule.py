"""When a household is due to be visited: computed from its template, its adjustments, its visits.

Pure: dates in, dates out, no database and no clock. Only the next due date is stored by services.
"""

import calendar
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

# programme.md, section 7: amber from the 8th day past due, red from the 15th; a household that
# nobody met in person for 30 days goes to the officer.
AMBER_AFTER_DAYS = 7
RED_AFTER_DAYS = 14
UNSEEN_AFTER_DAYS = 30


class Status(StrEnum):
    DONE = "done"
    MISSED = "missed"  # a later contact was made, or the plan ended: nobody owes it any more
    OPEN = "open"


class Lateness(StrEnum):
    IN_TIME = "in_time"
    LATE = "late"
    AMBER = "amber"
    RED = "red"


@dataclass(frozen=True, slots=True)
class Phase:
    """Months `month_from` to `month_to` of the plan, both included; month 1 begins at its start."""

    number: int
    name: str
    month_from: int
    month_to: int
    cadence_days: int | None = None  # None: before or after the plan, with a fixed number of visits
    visits: int | None = None


@dataclass(frozen=True, slots=True)
class Adjustment:
    """From `from_on` on contacts come `days` later (earlier if negative); None: until further
    notice nothing is due."""

    from_on: date
    days: int | None


@dataclass(frozen=True, slots=True)
class Course:
    """Everything about a plan that its due dates depend on."""

    starts_on: date
    months: int
    phases: Sequence[Phase]
    adjustments: Sequence[Adjustment] = ()  # in the order in which they were made
    ended_on: date | None = None
    graduated: bool = False


@dataclass(frozen=True, slots=True)
class Made:
    """A visit that counts as a contact."""

    id: UUID
    on: date


@dataclass(frozen=True, slots=True)
class Contact:
    due_on: date
    phase: Phase
    status: Status = Status.OPEN
    visit: Made | None = field(default=None)


def add_months(day: date, months: int) -> date:
    """The same day `months` later, or the last day of a month that does not have it."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def month_of(starts_on: date, day: date) -> int:
    """Which month of the plan a day lies in: 1 from the start; 0 and less before it."""
    months = (day.year - starts_on.year) * 12 + day.month - starts_on.month
    if day < add_months(starts_on, months):
        months -= 1
    return months + 1


def phase_on(course: Course, day: date) -> Phase | None:
    """The phase of a day, in the plan's own time (before its adjustments)."""
    month = month_of(course.starts_on, day)
    within = [phase for phase in course.phases if phase.month_from <= month <= phase.month_to]
    return within[-1] if within else None


def contacts(course: Course, visits: Iterable[Made]) -> list[Contact]:
    """Every contact of the plan with what became of it, in order of its due date.

    A visit satisfies the nearest contact not yet done (the earlier of two as near), whenever it
    was made; visits count in the order in which they happened, not in which they arrived.
    A visit before the plan is a contact of its own, of the phase before it.
    """
    made = sorted(visits, key=lambda visit: (visit.on, visit.id))
    before = [visit for visit in made if visit.on < course.starts_on]
    due = [(day, phase) for day, phase in _due(course) if _is_due(course, day, phase)]
    done: dict[int, Made] = {}
    for visit in made[len(before) :]:
        free = [index for index in range(len(due)) if index not in done]
        if free:
            done[min(free, key=lambda index: (abs(due[index][0] - visit.on), due[index][0]))] = (
                visit
            )
    owed_from = max(done, default=-1) + 1
    if course.ended_on is not None:
        owed_from = max(owed_from, sum(1 for _day, phase in due if phase.cadence_days))
    return _before(course, before) + [
        Contact(day, phase, _status(index, done, owed_from), done.get(index))
        for index, (day, phase) in enumerate(due)
    ]


def next_due(course: Course, visits: Iterable[Made]) -> date | None:
    """The day of the earliest contact that is still open; None while paused or when all is done."""
    return next((c.due_on for c in contacts(course, visits) if c.status is Status.OPEN), None)


def lateness(due_on: date | None, today: date) -> Lateness:
    """How far past its due day a contact is."""
    days = (today - due_on).days if due_on else 0
    if days > RED_AFTER_DAYS:
        return Lateness.RED
    if days > AMBER_AFTER_DAYS:
        return Lateness.AMBER
    return Lateness.LATE if days > 0 else Lateness.IN_TIME


def ends_on(course: Course) -> date | None:
    """The first day after the plan's last month, with its adjustments; None while paused."""
    return _adjusted(add_months(course.starts_on, course.months), course.adjustments)


def _status(index: int, done: dict[int, Made], owed_from: int) -> Status:
    if index in done:
        return Status.DONE
    return Status.MISSED if index < owed_from else Status.OPEN


def _is_due(course: Course, day: date, phase: Phase) -> bool:
    if phase.cadence_days is None:
        return course.graduated
    return course.ended_on is None or day < course.ended_on


def _before(course: Course, visits: list[Made]) -> list[Contact]:
    phase = next((phase for phase in course.phases if phase.month_to <= 0), None)
    if phase is None:
        return []
    return [
        Contact(visit.on, phase, Status.DONE, visit)
        for visit in visits
        if month_of(course.starts_on, visit.on) >= phase.month_from
    ]


def _due(course: Course) -> Iterator[tuple[date, Phase]]:
    for day, phase in (*_in_plan(course), *_after_plan(course)):
        adjusted = _adjusted(day, course.adjustments)
        if adjusted is not None:
            yield adjusted, phase


def _in_plan(course: Course) -> Iterator[tuple[date, Phase]]:
    """One rhythm from the start: each contact follows the last by the cadence of the last's phase.

    An extension goes on in the rhythm of the last phase.
    """
    phases = [phase for phase in course.phases if phase.cadence_days is not None]
    end = add_months(course.starts_on, course.months)
    day = course.starts_on
    while phases:
        phase = _phase_in(phases, month_of(course.starts_on, day))
        day += timedelta(days=phase.cadence_days or 0)
        if day >= end:
            return
        yield day, _phase_in(phases, month_of(course.starts_on, day))


def _phase_in(phases: list[Phase], month: int) -> Phase:
    return next((phase for phase in phases if month <= phase.month_to), phases[-1])


def _after_plan(course: Course) -> Iterator[tuple[date, Phase]]:
    """The watch after graduation: its visits spread evenly from its first to its last month."""
    for phase in course.phases:
        if phase.visits is None or phase.month_to <= 0:
            continue
        span = phase.month_to - phase.month_from
        for index in range(phase.visits):
            steps = span * index // (phase.visits - 1) if phase.visits > 1 else 0
            yield add_months(course.starts_on, phase.month_from + steps), phase


def _adjusted(day: date, adjustments: Sequence[Adjustment]) -> date | None:
    for adjustment in adjustments:
        if day < adjustment.from_on:
            continue
        if adjustment.days is None:
            return None
        day = max(day + timedelta(days=adjustment.days), adjustment.from_on)
    return day
