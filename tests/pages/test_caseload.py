"""Dampingan: numbers that can be opened, and are what they say."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from entitlements.services import sweep
from households.models.enrolment import State
from tests.access.matrix import World
from tests.factories import make_household, make_member
from tests.pages.conftest import TODAY, SignIn, plan_due, visit_on

LINK = re.compile(r'<a href="(/dampingan/rincian/[^"]+)">(\d+)</a>')


@pytest.fixture
def busy(world: World) -> World:
    """Families of each kind in both villages, one of them accompanied by nobody."""
    cast = world.cast
    for village, helper in ((cast.village_a, cast.sari), (cast.village_b, cast.budi)):
        for number in range(3):
            household = make_household(village, facilitator=helper, state=State.ENROLLED)
            make_member(household, f"Amaq {number}", relation=1)
            plan_due(household, TODAY + timedelta(days=number * 4 - 4), helper)
            visit_on(household, TODAY - timedelta(days=number * 20), helper)
        make_household(village, facilitator=helper, state=State.CANDIDATE)
    alone = make_household(cast.village_a, state=State.ENROLLED)
    make_member(alone, "Inaq Sendiri", relation=1)
    sweep()
    return world


def numbers(client: Client, query: str = "") -> list[tuple[str, int]]:
    page = client.get(f"/dampingan/{query}").content.decode()
    return [(url.replace("&amp;", "&"), int(number)) for url, number in LINK.findall(page)]


def assert_opens_as_many_rows(client: Client, url: str, number: int) -> None:
    page = client.get(url).content.decode()
    assert page.count('<th scope="row">') == number, url


def test_every_number_opens_exactly_as_many_rows(busy: World, as_: SignIn) -> None:
    client = as_(busy.cast.ratna)
    found = numbers(client)
    assert len(found) > 20
    for url, number in found:
        assert_opens_as_many_rows(client, url, number)


@pytest.mark.parametrize("query", ["?days=7", "?age=new", "?age=old", "?facilitator=nobody"])
def test_the_totals_of_a_narrowed_table_open_exactly_as_many_rows(
    busy: World, as_: SignIn, query: str
) -> None:
    client = as_(busy.cast.admin)
    page = client.get(f"/dampingan/{query}").content.decode()
    foot = page[page.index("<tfoot>") : page.index("</tfoot>")]
    for url, number in LINK.findall(foot):
        assert_opens_as_many_rows(client, url.replace("&amp;", "&"), int(number))


def test_the_numbers_are_those_of_the_officers_own_regency(busy: World, as_: SignIn) -> None:
    totals = {url.split("/")[3].split("?")[0]: n for url, n in numbers(as_(busy.cast.ratna))}
    assert totals["families"] == 5  # three, the matrix's own, and the one without a facilitator
    assert totals["done"] == 2  # the third visit was 40 days ago
    assert (totals["due"], totals["late"]) == (2, 1)
    page = as_(busy.cast.ratna).get("/dampingan/").content.decode()
    assert "Budi" not in page


def test_a_row_behind_a_number_is_never_of_another_regency(busy: World, as_: SignIn) -> None:
    url = f"/dampingan/rincian/families/?facilitator={busy.cast.budi.pk}"
    assert as_(busy.cast.ratna).get(url).context["page"].total != 4
    assert b"Desa Bakung" not in as_(busy.cast.ratna).get(url).content


def test_a_column_can_be_sorted_both_ways_from_the_address_bar(busy: World, as_: SignIn) -> None:
    client = as_(busy.cast.admin)
    most = client.get("/dampingan/?sort=-families").context["caseload"].rows
    least = client.get("/dampingan/?sort=families").context["caseload"].rows
    assert [row.number("families") for row in most] == [4, 4, 1]
    assert [row.number("families") for row in least] == [1, 4, 4]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_table_can_be_taken_along_as_a_file(busy: World, as_: SignIn, kind: str) -> None:
    response = as_(busy.cast.ratna).get(f"/dampingan/?format={kind}")
    assert response.status_code == 200
    assert f'filename="dampingan-2026-11-24.{kind}"' in response["Content-Disposition"]
    if kind == "csv":
        lines = response.content.decode("utf-8-sig").splitlines()
        assert lines[0].startswith("Pendamping;Desa/kelurahan;Keluarga;")
        assert "Sari;Desa Anggrek;4;" in response.content.decode()
    else:
        assert response.content.startswith(b"PK")


def test_the_queries_do_not_grow_with_the_facilitators(
    busy: World, as_: SignIn, django_assert_max_num_queries: object
) -> None:
    client = as_(busy.cast.admin)
    with django_assert_max_num_queries(32):  # type: ignore[operator]
        client.get("/dampingan/")


def test_a_measure_that_is_none_is_not_found(world: World, as_: SignIn) -> None:
    assert as_(world.cast.admin).get("/dampingan/rincian/wealth/").status_code == 404
