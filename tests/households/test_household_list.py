"""The list: what each person finds in it, in which order, by how many queries."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts import clock
from entitlements.models import Flag, RuleVersion
from households.keyset import page_after
from households.models import Household
from households.models.enrolment import State
from households.queries import listing
from households.queries.names import best_matches
from tests.access.matrix import World
from tests.factories import make_household, make_member
from tests.households.conftest import SignIn

LIST = reverse("household_list")


def names(response: Any) -> list[str]:
    return [row.head_name for row in response.context["page"].rows]


def add_family(world: World, name: str, **fields: Any) -> Household:
    fields.setdefault("facilitator", world.cast.sari)
    household = make_household(world.cast.village_a, **fields)
    make_member(household, name, relation=1, birth_date=date(1970, 5, 1), sex=1)
    return household


def flag(household: Household, entitlement: str, *, closed: bool = False) -> Flag:
    ending = {"closed_on": clock.today(), "closed_at": clock.now(), "cause": "fixed"}
    return Flag.objects.create(
        entitlement=entitlement,
        household=household,
        subject_id=household.pk,
        row="S1",
        outcome="MISSING",
        severity=3,
        rule_version=RuleVersion.objects.all()[0],
        first_seen_on=clock.today(),
        opened_at=clock.now(),
        **(ending if closed else {}),
    )


def test_a_facilitator_finds_the_own_families_and_nobody_elses(world: World, as_: SignIn) -> None:
    add_family(world, "Contoh Kedua")
    add_family(world, "Contoh Bebas", facilitator=None)
    response = as_(world.cast.sari).get(LIST)
    assert sorted(names(response)) == ["Contoh Kedua", "Contoh Kepala"]
    assert "Contoh Lain" not in response.content.decode()


def test_families_without_facilitator_are_a_part_of_their_own(world: World, as_: SignIn) -> None:
    add_family(world, "Contoh Bebas", facilitator=None)
    assert names(as_(world.cast.sari).get(LIST, {"part": "free"})) == ["Contoh Bebas"]
    assert names(as_(world.cast.budi).get(LIST, {"part": "free"})) == []


def test_an_officer_finds_the_families_of_the_own_regencies(world: World, as_: SignIn) -> None:
    assert names(as_(world.cast.ratna).get(LIST)) == ["Contoh Kepala"]
    assert names(as_(world.cast.joko).get(LIST)) == ["Contoh Lain"]
    assert len(names(as_(world.cast.admin).get(LIST))) == 2


def test_who_has_no_assignment_finds_nothing(world: World, as_: SignIn) -> None:
    make_household(world.cast.village_a)
    assert names(as_(world.cast.tamu).get(LIST)) == []
    assert names(as_(world.cast.tamu).get(LIST, {"part": "free"})) == []


def test_ages_stand_in_the_list_and_birth_dates_and_numbers_do_not(
    world: World, as_: SignIn
) -> None:
    add_family(world, "Contoh Tua", no_kk="5201010101019999")
    page = as_(world.cast.sari).get(LIST).content.decode()
    assert "Contoh Tua, 56 th" in page
    for hidden in ("1970", "5201010101010001", "5201010101019999"):
        assert hidden not in page


@pytest.mark.parametrize(
    "typed", ["kepala", "KEPLA", "Contoh Kepela", "contho kepala", "Kepala Contoh"]
)
def test_a_misspelt_name_is_found(world: World, as_: SignIn, typed: str) -> None:
    add_family(world, "Papuq Rinjani")
    assert names(as_(world.cast.ratna).get(LIST, {"name": typed}))[0] == "Contoh Kepala"


def test_the_most_alike_name_stands_first_and_no_other_family_is_named(
    world: World, as_: SignIn
) -> None:
    add_family(world, "Amaq Ahmad Fauzi")
    add_family(world, "Amaq Ahmed Fauzan")
    add_family(world, "Loq Sekarbela")
    found = names(as_(world.cast.ratna).get(LIST, {"name": "ahmad fauzi"}))
    assert found == ["Amaq Ahmad Fauzi", "Amaq Ahmed Fauzan"]


def test_a_family_is_found_by_the_name_of_any_member(world: World, as_: SignIn) -> None:
    make_member(world.household, "Baiq Umpama", relation=3)
    assert names(as_(world.cast.sari).get(LIST, {"name": "baik umpama"})) == ["Contoh Kepala"]


def test_a_search_by_name_stays_within_sight(world: World, as_: SignIn) -> None:
    assert names(as_(world.cast.budi).get(LIST, {"name": "Contoh Kepala"})) == ["Contoh Lain"]
    assert names(as_(world.cast.tamu).get(LIST, {"name": "Contoh Kepala"})) == []


def test_two_letters_are_too_few_to_look_for(world: World, as_: SignIn) -> None:
    response = as_(world.cast.sari).get(LIST, {"name": "ab"})
    assert "Tulis paling sedikit tiga huruf." in response.content.decode()
    assert names(response) == []


def test_a_number_is_no_name_and_the_browser_keeps_it_out_of_the_address(
    world: World, as_: SignIn
) -> None:
    response = as_(world.cast.sari).get(LIST, {"name": "5201"})
    assert "Tulis nama saja; nomor dicari di halaman lain." in response.content.decode()
    assert r'pattern="\D*"' in response.content.decode()


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"state": "candidate"}, ["Contoh Calon"]),
        ({"state": "enrolled"}, ["Contoh Kepala"]),
        ({"dusun": "Dusun Timur"}, ["Contoh Calon"]),
        ({"facilitator": "nobody"}, ["Contoh Calon"]),
        ({"village": "52.01.07.2004"}, ["Contoh Calon", "Contoh Kepala"]),
    ],
)
def test_filters_in_the_address_narrow_the_list(
    world: World, as_: SignIn, asked: dict[str, str], found: list[str]
) -> None:
    add_family(
        world,
        "Contoh Calon",
        state=State.CANDIDATE,
        facilitator=None,
        dwelling={"dusun": "Dusun Timur"},
    )
    asked = {"village": "52.01.07.2004"} | asked
    assert sorted(names(as_(world.cast.admin).get(LIST, asked))) == found


def test_the_facilitator_filter_shows_that_caseload(world: World, as_: SignIn) -> None:
    found = names(as_(world.cast.admin).get(LIST, {"facilitator": str(world.cast.budi.pk)}))
    assert found == ["Contoh Lain"]


def test_the_cohort_filter_goes_by_the_village(world: World, as_: SignIn) -> None:
    world.cast.village_b.cohort = 2027
    world.cast.village_b.save()
    assert names(as_(world.cast.admin).get(LIST, {"cohort": "2027"})) == ["Contoh Lain"]


def test_a_flag_filter_finds_open_flags_of_that_entitlement_only(world: World, as_: SignIn) -> None:
    closed = add_family(world, "Contoh Beres")
    flag(closed, "SANITATION", closed=True)
    flag(world.household, "SANITATION")
    flag(add_family(world, "Contoh Air"), "WATER")
    response = as_(world.cast.sari).get(LIST, {"entitlement": "SANITATION"})
    assert names(response) == ["Contoh Kepala"]
    assert response.context["page"].rows[0].open_flags == 1


def test_an_unknown_filter_value_is_said_and_shows_no_rows(world: World, as_: SignIn) -> None:
    response = as_(world.cast.ratna).get(LIST, {"state": "tidak-ada"})
    assert response.status_code == 200
    assert names(response) == []
    assert response.context["form"].errors["state"]


@pytest.fixture
def small_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listing, "PAGE_SIZE", 2)


@pytest.mark.usefixtures("small_pages")
@pytest.mark.parametrize("person", ["sari", "ratna"])
def test_the_pages_hold_every_family_once(world: World, as_: SignIn, person: str) -> None:
    for number in range(6):
        dusun = f"Dusun {number % 3}"
        add_family(world, f"Contoh {number}", dwelling={"dusun": dusun, "rt": "1"})
    client = as_(getattr(world.cast, person))
    url, found = LIST, list[str]()
    while url:
        response = client.get(url)
        found += names(response)
        following = response.context["next_url"]
        url = f"{LIST}{following}" if following else ""
    assert len(found) == 7
    assert len(set(found)) == 7


def test_a_page_begins_after_its_key_also_where_rows_came_in_between(world: World) -> None:
    households = Household.objects.all()
    first = page_after(households, ("pk",), None, 1)
    page = page_after(households, ("pk",), first.rows[0].pk, 5)
    assert [row.pk for row in page.rows] == [world.other.pk]
    assert page.next == ""


@pytest.mark.parametrize(("asked", "most"), [({}, 14), ({"name": "contoh"}, 19)])
def test_the_number_of_queries_does_not_grow_with_the_families(
    world: World, as_: SignIn, asked: dict[str, str], most: int
) -> None:
    client = as_(world.cast.sari)
    client.get(LIST, asked)
    with CaptureQueriesContext(connection) as few:
        client.get(LIST, asked)
    for number in range(12):
        flag(add_family(world, f"Contoh {number}"), "WATER")
    with CaptureQueriesContext(connection) as many:
        assert len(names(client.get(LIST, asked))) == 13
    assert len(many) == len(few) <= most


def test_a_name_that_fills_the_page_is_not_watered_down_by_likenesses(
    world: World,
) -> None:
    exact = [add_family(world, f"Ahmad {word}") for word in ("Satu", "Dua")]
    likes = add_family(world, "Ahmed Tiga")
    found = best_matches(Household.objects.all(), "ahmad", limit=2)
    assert set(found) == {household.pk for household in exact}
    assert likes.pk in best_matches(Household.objects.all(), "ahmad", limit=3)
