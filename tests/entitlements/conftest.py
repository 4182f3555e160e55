"""A household that lacks nothing, and members whose facts a test changes one by one."""

from datetime import date
from typing import Any

import pytest

from accounts.models import Region
from households.models import Household, Member
from households.models.enrolment import State
from tests.cast import VILLAGE_A, Cast, make_cast
from tests.factories import make_household, make_member, make_village

TODAY = date(2026, 11, 24)

GOOD_DWELLING: dict[str, Any] = {
    "toilet": 1, "closet": 1, "disposal": 1, "emptied": 1, "drinking_water": 4,
    "water_place": 1, "runs_dry": False, "excreta_distance": 2,
}  # fmt: skip
GROWN_UP: dict[str, Any] = {
    "birth_date": date(1990, 5, 1), "nik_matched": True, "jkn_status": "active",
    "jkn_segment": "pbi_apbn", "jkn_checked_on": TODAY,
}  # fmt: skip
PUPIL: dict[str, Any] = {
    **GROWN_UP, "birth_date": date(2016, 3, 1), "schooling": 2, "level": 3, "grade": 4,
    "nisn": "0012345678", "mother_name": "Ibu Contoh", "pip_status": "disbursed",
    "pip_year": 2026,
}  # fmt: skip


@pytest.fixture(autouse=True)
def on_the_day(settings: Any) -> None:
    settings.TODAY_OVERRIDE = TODAY


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


@pytest.fixture
def village(db: None) -> Region:
    """Village A, also without the whole cast."""
    return make_village(VILLAGE_A, "Desa Anggrek", area_class="rural", cohort=2026)


@pytest.fixture
def household(village: Region) -> Household:
    """Enrolled in village A; nothing is missing there."""
    return make_household(
        village,
        state=State.ENROLLED,
        desil=1,
        open_defecation=False,
        dwelling=GOOD_DWELLING,
        no_kk="5201010101010001",
    )


@pytest.fixture
def bystander(cast: Cast) -> Household:
    """Another family with flags of its own, which nothing in a test may touch."""
    other = make_household(cast.village_b, state=State.ENROLLED)
    make_member(other, "Contoh Lain")
    return other


_serial = iter(range(1000, 10_000))


def grown_up(household: Household, **facts: Any) -> Member:
    """A member for whom both KIP and KIS are in order, but for the facts given."""
    return _member(household, "Contoh Dewasa", GROWN_UP | facts)


def pupil(household: Household, **facts: Any) -> Member:
    return _member(household, "Contoh Murid", PUPIL | facts)


def _member(household: Household, name: str, facts: dict[str, Any]) -> Member:
    nik = facts.pop("nik", f"520101010101{next(_serial)}")
    return make_member(household, name, nik=nik, **facts)
