"""Due contacts from template, adjustments and visits: the tables that say what the words mean."""

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

import pytest

from interventions.schedule import (
    Adjustment,
    Course,
    Lateness,
    Made,
    Phase,
    Status,
    add_months,
    contacts,
    ends_on,
    lateness,
    month_of,
    next_due,
)

PHASES = (
    Phase(0, "Verval", -2, 0, visits=2),
    Phase(1, "Stabilisasi", 1, 3, 14),
    Phase(2, "Aset", 4, 6, 14),
    Phase(3, "Tumbuh", 7, 12, 14),
    Phase(4, "Diversifikasi", 13, 18, 14),
    Phase(5, "Mandiri", 19, 24, 30),
    Phase(6, "Pasca", 30, 36, visits=2),
)
START = date(2026, 1, 5)


def course(
    *adjustments: Adjustment,
    start: date = START,
    months: int = 24,
    ended_on: date | None = None,
    graduated: bool = False,
) -> Course:
    return Course(start, months, PHASES, adjustments, ended_on, graduated)


def made(*days: date) -> list[Made]:
    return [Made(UUID(int=index), day) for index, day in enumerate(days, start=1)]


def after(days: int) -> date:
    return START + timedelta(days=days)


def done(found: Sequence[object]) -> dict[date, date]:
    return {
        contact.due_on: contact.visit.on  # type: ignore[attr-defined]
        for contact in found
        if contact.status is Status.DONE  # type: ignore[attr-defined]
    }


def test_a_plan_has_the_45_home_visits_of_the_programme() -> None:
    found = contacts(course(), [])
    assert len(found) == 45
    assert found[0].due_on == after(14)
    assert [c.phase.number for c in found].count(1) == 6
    assert [c.phase.number for c in found].count(5) >= 6
    assert all(START < c.due_on < add_months(START, 24) for c in found)


@pytest.mark.parametrize("start", [START + timedelta(days=n) for n in range(0, 800, 37)])
def test_the_load_is_the_same_whenever_the_plan_begins(start: date) -> None:
    assert 45 <= len(contacts(course(start=start), [])) <= 46


@pytest.mark.parametrize(
    ("visits", "satisfied", "due"),
    [
        # in time, early and late: the nearest contact, with the true date
        ([14], {14: 14}, 28),
        ([9], {14: 9}, 28),
        ([20], {14: 20}, 28),
        # as near to two: the earlier
        ([21], {14: 21}, 28),
        # nearer to the second: the first was missed and nobody owes it any more
        ([22], {28: 22}, 42),
        # two visits in one week: the second is an early one for the next contact
        ([14, 16], {14: 14, 28: 16}, 42),
        # arriving in another order than they happened
        ([30, 13], {14: 13, 28: 30}, 42),
        # on the day of enrolment
        ([0], {14: 0}, 28),
    ],
)
def test_a_visit_satisfies_the_nearest_contact_not_yet_done(
    visits: list[int], satisfied: dict[int, int], due: int
) -> None:
    days = made(*(after(day) for day in visits))
    assert done(contacts(course(), days)) == {after(a): after(b) for a, b in satisfied.items()}
    assert next_due(course(), days) == after(due)


def test_a_contact_before_one_that_was_made_is_missed_not_owed() -> None:
    found = contacts(course(), made(after(43)))
    assert [c.status for c in found[:4]] == [
        Status.MISSED, Status.MISSED, Status.DONE, Status.OPEN,
    ]  # fmt: skip


def test_visits_before_the_plan_are_contacts_of_the_phase_before_it() -> None:
    days = made(after(-20), after(-3))
    found = contacts(course(), days)
    assert [(c.phase.number, c.status) for c in found[:2]] == [(0, Status.DONE), (0, Status.DONE)]
    assert next_due(course(), days) == after(14)


@pytest.mark.parametrize(
    ("adjustments", "first", "second"),
    [
        ([Adjustment(after(5), 10)], 24, 38),
        ([Adjustment(after(20), 10)], 14, 38),
        ([Adjustment(after(1), -5)], 9, 23),
        # two shifts add up, the second counts from where the first has put the contacts
        ([Adjustment(after(5), 10), Adjustment(after(24), 7)], 31, 45),
        # brought forward past the day it was decided: not before that day
        ([Adjustment(after(10), -9)], 10, 19),
        # a pause of 30 days that is over
        ([Adjustment(after(14), 30)], 44, 58),
    ],
)
def test_a_shift_or_a_pause_moves_what_comes_after_it(
    adjustments: list[Adjustment], first: int, second: int
) -> None:
    found = contacts(course(*adjustments), [])
    assert [c.due_on for c in found[:2]] == [after(first), after(second)]


def test_nothing_is_due_while_the_plan_is_paused_and_its_end_is_not_known() -> None:
    paused = course(Adjustment(after(10), None))
    assert next_due(paused, []) is None
    assert ends_on(paused) is None
    assert contacts(paused, made(after(3))) == []


def test_a_pause_lengthens_the_plan() -> None:
    assert ends_on(course()) == date(2028, 1, 5)
    assert ends_on(course(Adjustment(after(10), 30))) == date(2028, 2, 4)


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2026, 10, 31), 4, date(2027, 2, 28)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 1, 15), -1, date(2025, 12, 15)),
        (date(2026, 12, 31), 24, date(2028, 12, 31)),
    ],
)
def test_months_end_on_the_last_day_they_have(day: date, months: int, expected: date) -> None:
    assert add_months(day, months) == expected


@pytest.mark.parametrize(
    ("start", "day", "month"),
    [
        (date(2026, 1, 5), date(2026, 1, 4), 0),
        (date(2026, 1, 5), date(2026, 1, 5), 1),
        (date(2026, 1, 5), date(2026, 2, 4), 1),
        (date(2026, 1, 5), date(2026, 2, 5), 2),
        (date(2026, 1, 31), date(2026, 2, 27), 1),
        (date(2026, 1, 31), date(2026, 2, 28), 2),
        (date(2026, 1, 31), date(2026, 3, 30), 2),
        (date(2026, 1, 31), date(2026, 3, 31), 3),
        (date(2026, 1, 5), date(2025, 12, 4), -1),
        (date(2026, 1, 5), date(2028, 1, 4), 24),
        (date(2026, 1, 5), date(2028, 1, 5), 25),
    ],
)
def test_month_1_begins_on_the_enrolment_date(start: date, day: date, month: int) -> None:
    assert month_of(start, day) == month


def test_an_extension_goes_on_in_the_rhythm_of_the_last_phase() -> None:
    longer = contacts(course(months=30), [])
    assert len(longer) == 51
    assert longer[-1].phase.number == 5
    assert (longer[-1].due_on - longer[-2].due_on).days == 30


def test_after_an_exit_nothing_is_due_and_after_graduation_the_watch_is() -> None:
    exited = course(ended_on=after(100))
    assert next_due(exited, []) is None
    assert next_due(exited, made(after(70))) is None
    graduated = course(ended_on=after(720), graduated=True)
    visits = made(*(c.due_on for c in contacts(graduated, []) if c.due_on < after(720)))
    watch = [c for c in contacts(graduated, visits) if c.status is Status.OPEN]
    assert [c.due_on for c in watch] == [add_months(START, 30), add_months(START, 36)]


def test_a_visit_too_many_does_not_use_up_the_watch_of_who_has_not_graduated() -> None:
    everything = made(*(c.due_on for c in contacts(course(), [])), after(729), after(729))
    assert next_due(course(), everything) is None
    assert all(c.phase.number < 6 for c in contacts(course(), everything))


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (-3, Lateness.IN_TIME),
        (0, Lateness.IN_TIME),
        (1, Lateness.LATE),
        (7, Lateness.LATE),
        (8, Lateness.AMBER),
        (14, Lateness.AMBER),
        (15, Lateness.RED),
    ],
)
def test_amber_after_seven_days_red_after_fourteen(days: int, expected: Lateness) -> None:
    assert lateness(START, START + timedelta(days=days)) is expected
    assert lateness(None, START) is Lateness.IN_TIME
