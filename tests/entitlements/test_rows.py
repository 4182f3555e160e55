"""Every row by name: one household that reaches it and no row before."""

from datetime import date, timedelta
from typing import Any

import pytest

from accounts.models import Region
from entitlements.queries import explain
from households.models import Household
from households.models.enrolment import State
from tests.entitlements.conftest import GOOD_DWELLING, TODAY, grown_up, pupil
from tests.factories import make_household, make_village

DAY = timedelta(days=1)

KIP_ROWS: list[tuple[str, int | None, dict[str, Any]]] = [
    ("K0", 2, {"birth_date": None}),
    ("K1", None, {"birth_date": date(2022, 11, 25)}),  # four tomorrow
    ("K1", None, {"birth_date": date(2004, 11, 24)}),  # twenty-two today
    ("K2", None, {"certificate": 13}),
    ("K2", None, {"level": 18, "birth_date": date(2006, 1, 1)}),
    ("K3", 2, {"schooling": None}),
    ("K3", 2, {"level": None}),
    ("K3", 1, {"schooling": None, "birth_date": date(2019, 11, 25)}),  # seven tomorrow
    ("K4", None, {"schooling": 1, "level": None, "birth_date": date(2022, 11, 24)}),
    ("K5", None, {"birth_date": date(2020, 11, 25)}),  # five until tomorrow
    ("K6", 3, {"schooling": 3, "birth_date": date(2019, 11, 24)}),
    ("K6", 3, {"schooling": 1, "birth_date": date(2007, 11, 25)}),
    ("K7", 1, {"schooling": 3, "birth_date": date(2007, 11, 24)}),
    ("K8", 2, {"nik": None}),
    ("K8", 2, {"nik": "5201010101010000"}),
    ("K8", 2, {"mother_name": None}),
    ("K8", 2, {"nisn": "123"}),
    ("K8", 2, {"nisn": None}),
    ("K8", 1, {"nisn": None, "grade": 1}),
    ("K8", 2, {"nisn": None, "grade": 1, "mother_name": None}),
    ("K9", 2, {"pip_status": None}),
    ("K9", 2, {"pip_year": None}),
    ("K9", 2, {"pip_year": 2025}),
    ("K9", 1, {"pip_year": 2025, "level": 0, "nisn": None}),
    ("K10", 2, {"pip_status": "not_proposed"}),
    ("K10", 1, {"pip_status": "cancelled", "level": 0}),
    ("K11", 1, {"pip_status": "proposed"}),
    ("K12", 3, {"pip_status": "nominated", "pip_deadline": TODAY + 30 * DAY}),
    ("K12", 2, {"pip_status": "nominated", "pip_deadline": TODAY + 31 * DAY}),
    ("K12", 2, {"pip_status": "nominated", "pip_deadline": None}),
    ("K13", 1, {"pip_status": "account_active"}),
    ("K14", None, {}),
]

KIS_ROWS: list[tuple[str, int | None, dict[str, Any]]] = [
    ("H1", 3, {"jkn_status": "unregistered", "birth_date": TODAY - 28 * DAY, "nik": None}),
    ("H2", 3, {"nik": None}),
    ("H2", 3, {"nik": None, "birth_date": None}),
    ("H2", 3, {"nik": None, "birth_date": date(2026, 8, 23)}),
    ("H4", 2, {"nik": None, "birth_date": date(2026, 8, 24), "jkn_status": None}),
    ("H3", 3, {"nik": "5201010101010000"}),
    ("H3", 3, {"nik_matched": False}),
    ("H13", None, {"nik_matched": None}),
    ("H13", None, {"nik": None, "nik_matched": False, "birth_date": date(2026, 9, 1)}),
    ("H4", 2, {"jkn_status": None}),
    ("H5", 3, {"jkn_status": "unregistered"}),
    ("H5", 3, {"jkn_status": "unregistered", "birth_date": TODAY - 29 * DAY}),
    ("H6", 3, {"jkn_status": "inactive", "needs_care": True}),
    ("H7", 3, {"jkn_status": "inactive"}),
    ("H9", 2, {"jkn_status": "inactive", "jkn_segment": "pbpu_mandiri"}),
    ("H10", 2, {"jkn_status": "inactive", "jkn_segment": None}),
    ("H11", 1, {"jkn_checked_on": TODAY - 31 * DAY}),
    ("H11", 1, {"jkn_checked_on": None}),
    ("H13", None, {"jkn_checked_on": TODAY - 30 * DAY}),
    ("H12", None, {"jkn_segment": "pbpu_mandiri"}),
]

SANITATION_ROWS: list[tuple[str, int | None, dict[str, Any]]] = [
    ("S1", 3, {"toilet": 6}),
    ("S1", 3, {"toilet": 5}),
    ("S2", 2, {"toilet": None, "disposal": 3}),
    ("S3", 2, {"toilet": 4, "disposal": 3}),
    ("S4", 3, {"disposal": 6, "closet": 4}),
    ("S5", 2, {"closet": 2}),
    ("S6", 2, {"closet": None}),
    ("S6", 2, {"disposal": None}),
    ("S8", None, {"disposal": 4}),
    ("S9", None, {"toilet": 3}),
    ("S10", None, {"disposal": 2, "emptied": None}),
    ("S10", None, {}),
    ("S11", None, {"emptied": None}),
]

WATER_ROWS: list[tuple[str, int | None, dict[str, Any]]] = [
    ("W1", 2, {"drinking_water": None}),
    ("W2", 3, {"drinking_water": 9}),
    ("W3", 3, {"drinking_water": 8}),
    ("W4", 2, {"drinking_water": 11}),
    ("W5", 2, {"drinking_water": 2}),
    ("W6", 2, {"drinking_water": 1, "other_water": 6}),
    ("W7", 1, {"water_place": None}),
    ("W7", 1, {"water_place": 3}),
    ("W8", 2, {"water_place": 3, "water_minutes": 31}),
    ("W12", None, {"water_place": 3, "water_minutes": 30}),
    ("W9", None, {"runs_dry": True}),
    ("W10", None, {"excreta_distance": 1}),
    ("W10", None, {"drinking_water": 1, "other_water": 7, "excreta_distance": 1}),
    ("W12", None, {"drinking_water": 12, "excreta_distance": 1}),
    ("W11", None, {"water_passed_test": True}),
    ("W12", None, {"water_passed_test": True, "runs_dry": None}),
]


def reading(household: Household, entitlement: str) -> list[tuple[str, int | None]]:
    found = explain([household.pk])
    return [(o.row, o.severity) for o in found if o.entitlement == entitlement]


@pytest.mark.parametrize(("row", "severity", "facts"), KIP_ROWS, ids=str)
def test_a_pupil_with_these_facts_reaches_this_row_of_kip(
    household: Household, row: str, severity: int | None, facts: dict[str, Any]
) -> None:
    pupil(household, **facts)
    assert reading(household, "KIP") == [(row, severity)]


@pytest.mark.parametrize(("row", "severity", "facts"), KIS_ROWS, ids=str)
def test_a_member_with_these_facts_reaches_this_row_of_kis(
    household: Household, row: str, severity: int | None, facts: dict[str, Any]
) -> None:
    grown_up(household, **facts)
    assert reading(household, "KIS") == [(row, severity)]


@pytest.mark.parametrize(
    ("desil", "row", "severity"),
    [(1, "H7", 3), (5, "H7", 3), (6, "H8", 2), (0, "H8", 2), (None, "H8", 2)],
)
def test_an_inactive_pbi_is_urgent_up_to_desil_five(
    household: Household, desil: int | None, row: str, severity: int
) -> None:
    household.desil = desil
    household.save()
    grown_up(household, jkn_status="inactive")
    assert reading(household, "KIS") == [(row, severity)]


@pytest.mark.parametrize(("row", "severity", "facts"), SANITATION_ROWS, ids=str)
def test_a_dwelling_with_these_facts_reaches_this_row_of_sanitation(
    village: Region, row: str, severity: int | None, facts: dict[str, Any]
) -> None:
    dwelling = GOOD_DWELLING | facts
    household = make_household(village, state=State.ENROLLED, dwelling=dwelling)
    assert reading(household, "SANITATION") == [(row, severity)]


def test_one_member_who_defecates_in_the_open_outweighs_a_good_toilet(
    household: Household,
) -> None:
    household.open_defecation = True
    household.save()
    assert reading(household, "SANITATION") == [("S1", 3)]


@pytest.mark.parametrize(
    ("area_class", "row", "severity"),
    [("urban", "S7", 2), ("rural", "S8", None), (None, "S6", 2)],
)
def test_a_hole_in_the_ground_is_judged_by_the_villages_area_class(
    db: None, area_class: str | None, row: str, severity: int | None
) -> None:
    village = make_village("52.01.01.2001", "Desa Cempaka", area_class=area_class)
    household = make_household(
        village, state=State.ENROLLED, dwelling=GOOD_DWELLING | {"disposal": 4}
    )
    assert reading(household, "SANITATION") == [(row, severity)]


@pytest.mark.parametrize(("row", "severity", "facts"), WATER_ROWS, ids=str)
def test_a_dwelling_with_these_facts_reaches_this_row_of_water(
    village: Region, row: str, severity: int | None, facts: dict[str, Any]
) -> None:
    dwelling = GOOD_DWELLING | facts
    household = make_household(village, state=State.ENROLLED, dwelling=dwelling)
    assert reading(household, "WATER") == [(row, severity)]


@pytest.mark.parametrize("presence", [2, 3, 4, 6])
def test_who_died_moved_or_was_not_found_is_not_looked_at(
    household: Household, presence: int
) -> None:
    grown_up(household, presence=presence)
    assert reading(household, "KIS") == []


@pytest.mark.parametrize("presence", [1, 5, None])
def test_who_lives_here_is_new_or_was_not_asked_is_looked_at(
    household: Household, presence: int | None
) -> None:
    grown_up(household, presence=presence)
    assert reading(household, "KIS") == [("H13", None)]


def test_a_member_born_after_the_day_is_not_looked_at(household: Household) -> None:
    grown_up(household, birth_date=TODAY)
    assert [o.row for o in explain([household.pk], TODAY - DAY)] == ["S10", "W12"]


@pytest.mark.parametrize(
    ("born", "on", "row"),
    [
        (date(2020, 2, 29), date(2027, 2, 28), "K4"),  # six
        (date(2020, 2, 29), date(2027, 3, 1), "K6"),  # seven
        (date(2020, 2, 29), date(2028, 2, 28), "K6"),
        (date(2009, 2, 28), date(2028, 2, 28), "K7"),  # nineteen
        (date(2009, 3, 1), date(2028, 2, 29), "K6"),  # eighteen until tomorrow
    ],
)
def test_a_person_born_on_29_february_turns_a_year_older_on_1_march(
    household: Household, born: date, on: date, row: str
) -> None:
    pupil(household, birth_date=born, schooling=1, level=None)
    assert [o.row for o in explain([household.pk], on) if o.entitlement == "KIP"] == [row]


@pytest.mark.parametrize(
    ("born", "on", "row"),
    [
        (date(2026, 11, 30), date(2027, 2, 28), "H4"),
        (date(2026, 11, 28), date(2027, 2, 28), "H4"),
        (date(2026, 11, 30), date(2027, 3, 1), "H2"),
        (date(2027, 2, 28), date(2027, 5, 28), "H4"),
        (date(2027, 2, 28), date(2027, 5, 29), "H2"),
        (date(2027, 3, 1), date(2027, 5, 31), "H4"),
        (date(2027, 11, 29), date(2028, 2, 29), "H4"),
        (date(2027, 11, 28), date(2028, 2, 29), "H2"),
    ],
)
def test_three_months_are_calendar_months(
    household: Household, born: date, on: date, row: str
) -> None:
    grown_up(household, nik=None, birth_date=born, jkn_status=None)
    assert [o.row for o in explain([household.pk], on) if o.entitlement == "KIS"] == [row]


@pytest.mark.parametrize(
    ("since", "until", "is_enrolled"),
    [
        (TODAY, None, True),
        (TODAY - DAY, TODAY + DAY, True),
        (TODAY + DAY, None, False),
        (TODAY - DAY, TODAY, False),
    ],
)
def test_enrolled_on_a_day_is_from_the_first_until_not_on_the_last(
    village: Region, since: date, until: date | None, is_enrolled: bool
) -> None:
    household = make_household(village, state=State.ENROLLED, since=since)
    household.states.update(valid_to=until)
    assert bool(explain([household.pk])) is is_enrolled


@pytest.mark.parametrize("state", [s for s in State if s not in (State.ENROLLED, State.EXTENDED)])
def test_no_other_state_is_looked_at(village: Region, state: State) -> None:
    assert explain([make_household(village, state=state).pk]) == []
