"""The family's page: what a facilitator opens fifty times a day."""

import gzip
from datetime import date, timedelta

import pytest

from desaberdaya.house import PartKey, PartState
from entitlements.services import evaluate_household
from households.models import Household
from households.models.enrolment import State
from tests.access.matrix import World
from tests.factories import make_household, make_member
from tests.pages.conftest import TODAY, SignIn, plan_due, visit_on

MOST_QUERIES = 22
HEAVIEST = 30 * 1024


@pytest.fixture
def family(world: World) -> Household:
    """Seven people, each of whom lacks something, with a plan and a past."""
    sari = world.cast.sari
    household = make_household(
        world.cast.village_a,
        facilitator=sari,
        state=State.ENROLLED,
        since=date(2026, 1, 5),
        phone="0800 0000 0001",
        dwelling={"dusun": "Dusun Rekaan", "rt": "004", "address": "Rumah contoh no. 1"},
    )
    make_member(
        household, "Inaq Mawar", relation=1, birth_date=date(1979, 5, 1), nik="9900004105790001",
        jkn_status="active", jkn_segment="pbi_apbn", jkn_checked_on=TODAY,
    )  # fmt: skip
    for number in range(6):
        make_member(
            household, f"Anak {number}", relation=3, birth_date=date(2012 + number, 3, 1),
            jkn_status="unregistered", schooling=3,
        )  # fmt: skip
    plan_due(household, TODAY - timedelta(days=9), sari)
    for weeks in range(12):
        visit_on(household, TODAY - timedelta(days=14 * weeks + 20), sari)
    evaluate_household(household.pk)
    return household


def test_the_page_says_who_where_and_what_to_do_next_in_at_most_three_things(
    world: World, family: Household, as_: SignIn
) -> None:
    response = as_(world.cast.sari).get(f"/keluarga/{family.pk}/")
    page = response.content.decode()
    assert "Keluarga Inaq Mawar" in page
    assert "Rumah contoh no. 1, Dusun Rekaan, RT 004" in page
    assert 'href="tel:+62800' in page
    steps = response.context["page"].steps
    assert len(steps) == 3
    assert steps[0].what == "Kunjungan terlambat 9 hari."


def test_what_ends_on_a_day_is_the_first_thing_to_do(
    world: World, family: Household, as_: SignIn
) -> None:
    make_member(family, "Kecil", relation=3, birth_date=TODAY, jkn_status="unregistered")
    evaluate_household(family.pk)
    steps = as_(world.cast.sari).get(f"/keluarga/{family.pk}/").context["page"].steps
    assert "Kecil" in steps[0].what
    assert "dalam 28 hari" in steps[0].what


def test_the_house_shows_what_is_whole_missing_unknown_and_not_recorded_yet(
    world: World, family: Household, as_: SignIn
) -> None:
    page = as_(world.cast.sari).get(f"/keluarga/{family.pk}/").context["page"]
    states = {part.key: part.state for part in page.house.parts}
    assert states[PartKey.FOUNDATION] == PartState.MISSING  # six without a NIK
    assert states[PartKey.HEALTH] == PartState.MISSING
    assert states[PartKey.WATER] == PartState.UNKNOWN
    assert states[PartKey.SAVINGS] == PartState.UNKNOWN
    assert states[PartKey.ROOF] == PartState.IN_PROGRESS
    texts = {part.key: str(part.text) for part in page.house.parts}
    assert texts[PartKey.HEALTH] == "6 anggota"
    assert texts[PartKey.SAVINGS] == "belum dicatat"
    assert texts[PartKey.ROOF] == "bulan ke-11"


def test_every_part_with_a_need_leads_to_that_need_on_the_page(
    world: World, family: Household, as_: SignIn
) -> None:
    response = as_(world.cast.sari).get(f"/keluarga/{family.pk}/")
    page = response.content.decode()
    links = {part.url for part in response.context["page"].house.parts if part.url}
    assert "#kebutuhan-KIS" in links
    for link in links:
        assert f'id="{link[1:]}"' in page


def test_the_one_thing_to_do_depends_on_how_far_the_family_is(world: World, as_: SignIn) -> None:
    client, cast = as_(world.cast.sari), world.cast
    for state, path in (
        (State.CANDIDATE, "verifikasi/"),
        (State.VERIFIED, "daftarkan/"),
        (State.ENROLLED, "kunjungan/baru/"),
    ):
        household = make_household(cast.village_a, facilitator=cast.sari, state=state)
        page = client.get(f"/keluarga/{household.pk}/").content.decode()
        bar = page[page.index('class="action-bar"') :]
        assert f'href="/keluarga/{household.pk}/{path}"' in bar[: bar.index("</div>")]


def test_an_officer_reads_the_same_page_without_being_asked_to_visit(
    world: World, family: Household, as_: SignIn
) -> None:
    page = as_(world.cast.ratna).get(f"/keluarga/{family.pk}/").content.decode()
    assert "Kebutuhan yang masih terbuka" in page
    assert "kunjungan/baru/" not in page


def test_no_number_of_anybody_stands_on_the_page(
    world: World, family: Household, as_: SignIn
) -> None:
    page = as_(world.cast.sari).get(f"/keluarga/{family.pk}/").content.decode()
    assert "9900004105790001" not in page


def test_the_page_of_a_large_family_weighs_less_than_30_kb_on_the_wire(
    world: World, family: Household, as_: SignIn
) -> None:
    client = as_(world.cast.sari)
    response = client.get(f"/keluarga/{family.pk}/", headers={"Accept-Encoding": "gzip"})
    assert response["Content-Encoding"] == "gzip"
    assert len(response.content) < HEAVIEST
    assert b"Inaq Mawar" in gzip.decompress(response.content)


def test_the_queries_do_not_grow_with_the_family(
    world: World, family: Household, as_: SignIn, django_assert_max_num_queries: object
) -> None:
    client = as_(world.cast.sari)
    with django_assert_max_num_queries(MOST_QUERIES):  # type: ignore[operator]
        client.get(f"/keluarga/{family.pk}/")
