"""The pages that read across the apps, as a phone, an office and a screen reader meet them."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import Page

from accounts.models import User
from entitlements.services import sweep
from households.models.enrolment import State
from tests.access.matrix import World, make_world
from tests.factories import make_household, make_member
from tests.migrated import load_migrated_rows
from tests.pages.conftest import TODAY, plan_due, visit_on

pytestmark = [pytest.mark.django_db(transaction=True)]

RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "rules": {"color-contrast-enhanced": {"enabled": True}},
}
Visit = Callable[[User, str, int], Page]


@pytest.fixture
def world(settings) -> World:
    """A late visit, a newborn to register, a child out of school, and people without JKN."""
    settings.TODAY_OVERRIDE = TODAY
    load_migrated_rows()
    world = make_world()
    sari = world.cast.sari
    household = make_household(
        world.cast.village_a,
        facilitator=sari,
        state=State.ENROLLED,
        phone="0800 0000 0001",
        dwelling={"dusun": "Dusun Rekaan", "rt": "004", "toilet": 6},
    )
    make_member(
        household, "Inaq Mawar", relation=1, sex=2, birth_date=date(1980, 1, 1),
        jkn_status="unregistered",
    )  # fmt: skip
    make_member(household, "Anak", relation=3, birth_date=date(2014, 1, 1), schooling=3)
    make_member(household, "Kecil", relation=3, birth_date=TODAY, jkn_status="unregistered")
    plan_due(household, TODAY - timedelta(days=16), sari)
    visit_on(household, TODAY - timedelta(days=30), sari)
    plan_due(world.household, TODAY - timedelta(days=3), sari)
    sweep()
    world.household = household
    return world


@pytest.fixture
def see(page: Page, live_server: object) -> Visit:
    def visit(user: User, path: str, width: int) -> Page:
        client = Client()
        client.force_login(user)
        name = settings.SESSION_COOKIE_NAME
        base = live_server.url  # type: ignore[attr-defined]
        page.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": base}])
        page.set_viewport_size({"width": width, "height": 740})
        page.goto(base + path)
        return page

    return visit


def assert_fits_everybody(page: Page, width: int) -> None:
    found = Axe().run(page, options=RULES).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_today_on_a_phone_leads_to_the_visit_by_one_tap(world: World, see: Visit) -> None:
    page = see(world.cast.sari, "/hari-ini/", 360)
    assert_fits_everybody(page, 360)
    page.locator(".line-action").first.click()
    assert page.url.endswith(f"/keluarga/{world.household.pk}/kunjungan/baru/")


def test_a_family_on_a_phone_shows_what_to_do_and_the_visit_at_the_thumb(
    world: World, see: Visit
) -> None:
    page = see(world.cast.sari, f"/keluarga/{world.household.pk}/", 360)
    assert_fits_everybody(page, 360)
    box = page.get_by_role("link", name="Catat kunjungan").bounding_box()
    assert box is not None
    assert box["height"] >= 48
    assert box["y"] > 600  # at the bottom of the screen before anything is scrolled
    assert page.locator(".next-steps > li").count() == 3


def test_a_part_of_the_house_leads_to_its_needs(world: World, see: Visit) -> None:
    page = see(world.cast.sari, f"/keluarga/{world.household.pk}/", 360)
    page.locator("a.house-row", has_text="Kesehatan").click()
    assert page.url.endswith("#kebutuhan-KIS")
    assert page.locator("#kebutuhan-KIS").is_visible()


def test_a_family_at_an_office_desk(world: World, see: Visit) -> None:
    page = see(world.cast.ratna, f"/keluarga/{world.household.pk}/", 1280)
    assert_fits_everybody(page, 1280)


def test_the_caseload_table_is_sorted_and_opened_by_links(world: World, see: Visit) -> None:
    page = see(world.cast.ratna, "/dampingan/", 1280)
    assert_fits_everybody(page, 1280)
    page.get_by_role("link", name="Terlambat").click()
    assert page.locator("th[aria-sort=descending]").inner_text().startswith("Terlambat")
    page.locator("tbody td.number a").first.click()
    assert_fits_everybody(page, 1280)


def test_the_desks_queue_at_an_office_desk(world: World, see: Visit) -> None:
    page = see(world.cast.dewi, "/dinas/", 1280)
    assert_fits_everybody(page, 1280)
    page.get_by_role("link", name="Inaq Mawar").first.click()
    assert page.url.endswith(f"/dinas/keluarga/{world.household.pk}/")
    assert_fits_everybody(page, 1280)
