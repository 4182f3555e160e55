"""Today: what a facilitator reads first in the morning."""

from datetime import date, timedelta

import pytest

from entitlements.services import evaluate_household
from households.models import Household
from households.models.enrolment import State
from tests.access.matrix import World
from tests.factories import make_household, make_member
from tests.pages.conftest import TODAY, SignIn, plan_due


def family(world: World, name: str, state: State = State.ENROLLED, **facts: object) -> Household:
    """A family in Sari's care whose one member lacks nothing that could be flagged as urgent."""
    settled = {
        "relation": 1,
        "birth_date": date(1980, 1, 1),
        "jkn_status": "active",
        "jkn_segment": "pbi_apbn",
        "jkn_checked_on": TODAY,
    }
    household = make_household(world.cast.village_a, facilitator=world.cast.sari, state=state)
    make_member(household, name, nik=f"99{household.pk.int % 10**13:013d}1", **(settled | facts))
    return household


def names_in_order(page: str, *names: str) -> bool:
    places = [page.find(f">{name}</a>") for name in names]
    return -1 not in places and places == sorted(places)


def test_a_flag_with_a_deadline_comes_before_late_visits_and_those_before_todays(
    world: World, as_: SignIn
) -> None:
    sari = world.cast.sari
    plan_due(family(world, "Amaq Minggu"), TODAY + timedelta(days=3), sari)
    plan_due(family(world, "Amaq Sekarang"), TODAY, sari)
    plan_due(family(world, "Amaq Terlambat"), TODAY - timedelta(days=2), sari)
    plan_due(family(world, "Amaq Lama"), TODAY - timedelta(days=20), sari)
    newborn = family(world, "Amaq Bayi")
    make_member(newborn, "Kecil", relation=3, birth_date=TODAY, jkn_status="unregistered")
    evaluate_household(newborn.pk)
    family(world, "Amaq Calon", state=State.CANDIDATE)
    page = as_(sari).get("/hari-ini/").content.decode()
    assert names_in_order(
        page,
        "Amaq Bayi", "Amaq Lama", "Amaq Terlambat", "Amaq Sekarang", "Amaq Minggu", "Amaq Calon",
    )  # fmt: skip


def test_a_line_says_where_why_and_how_far_and_starts_the_visit_by_one_tap(
    world: World, as_: SignIn
) -> None:
    household = family(world, "Amaq Terlambat")
    household.dwelling.dusun, household.dwelling.rt = "Dusun Rekaan", "003"
    household.dwelling.save()
    plan_due(household, TODAY - timedelta(days=9), world.cast.sari)
    page = as_(world.cast.sari).get("/hari-ini/").content.decode()
    assert "Dusun Rekaan, RT 003" in page
    assert "Terlambat 9 hari" in page
    assert f'href="/keluarga/{household.pk}/kunjungan/baru/"' in page


def test_a_family_stands_in_the_list_once(world: World, as_: SignIn) -> None:
    household = family(world, "Amaq Sekali")
    make_member(household, "Kecil", relation=3, birth_date=TODAY, jkn_status="unregistered")
    evaluate_household(household.pk)
    plan_due(household, TODAY - timedelta(days=9), world.cast.sari)
    page = as_(world.cast.sari).get("/hari-ini/").content.decode()
    assert page.count(">Amaq Sekali</a>") == 1


def test_nothing_of_another_facilitators_families_is_listed(world: World, as_: SignIn) -> None:
    plan_due(family(world, "Amaq Anggrek"), TODAY, world.cast.sari)
    page = as_(world.cast.budi).get("/hari-ini/").content.decode()
    assert "Amaq Anggrek" not in page


def test_a_facilitator_without_families_is_told_what_to_do(world: World, as_: SignIn) -> None:
    page = as_(world.cast.tamu).get("/hari-ini/").content.decode()
    assert "Belum ada keluarga dampingan" in page


def test_the_queries_do_not_grow_with_the_families(
    world: World, as_: SignIn, django_assert_max_num_queries: object
) -> None:
    client = as_(world.cast.sari)
    for number in range(12):
        household = family(world, f"Amaq {number}", jkn_status="unregistered", jkn_segment=None)
        plan_due(household, TODAY - timedelta(days=number), world.cast.sari)
        evaluate_household(household.pk)
    client.get("/hari-ini/")
    with django_assert_max_num_queries(18):  # type: ignore[operator]
        assert client.get("/hari-ini/").status_code == 200


@pytest.mark.parametrize("path", ["/hari-ini/"])
def test_the_page_says_when_flags_were_last_checked_and_has_help(
    world: World, as_: SignIn, path: str
) -> None:
    page = as_(world.cast.sari).get(path).content.decode()
    assert "Kebutuhan belum pernah dicek" in page
    assert "Daftar ini disusun menurut yang paling mendesak" in page
