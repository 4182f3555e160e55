"""Every component, looked at as phones, offices and screen readers meet it."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import Page

from accounts.roles import Role
from tests.factories import make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# WCAG 2.2 AA, and of AAA the contrast of 7:1 that a phone in the sun asks for.
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "rules": {"color-contrast-enhanced": {"enabled": True}},
}
SMALL_TARGETS = """() => [...document.querySelectorAll(
    '.btn, .quiet-button, summary, .site-nav a, .form-control, .form-select, .form-check-label, ' +
    'a.house-row, .tabs a')]
  .map(element => [element.className, element.getBoundingClientRect()])
  .filter(([, box]) => box.height > 0 && box.height < 43.9).map(([name]) => name)"""


@pytest.fixture
def guide(page: Page, live_server: Any) -> Page:
    """The style guide, opened by an administrator."""
    client = Client()
    client.force_login(make_user("admin", Role.ADMINISTRATOR))
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}]
    )
    page.goto(f"{live_server.url}/gaya/")
    return page


@pytest.mark.parametrize(("scheme", "width"), [("light", 360), ("dark", 1280)])
def test_axe_finds_nothing_on_any_component(guide: Page, scheme: Any, width: int) -> None:
    guide.set_viewport_size({"width": width, "height": 740})
    guide.emulate_media(color_scheme=scheme)
    found = Axe().run(guide, options=RULES).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []


def test_nothing_scrolls_sideways_on_any_screen(guide: Page) -> None:
    for width in (320, 360, 768, 1280):
        guide.set_viewport_size({"width": width, "height": 740})
        assert guide.evaluate("document.documentElement.scrollWidth") <= width


def test_text_at_twice_its_size_still_fits_a_phone(guide: Page) -> None:
    guide.set_viewport_size({"width": 360, "height": 740})
    guide.evaluate("document.documentElement.style.fontSize = '200%'")
    assert guide.evaluate("document.documentElement.scrollWidth") <= 360


def test_a_phone_has_body_text_of_17_pixels_and_targets_for_a_thumb(guide: Page) -> None:
    guide.set_viewport_size({"width": 360, "height": 740})
    size = guide.evaluate("parseFloat(getComputedStyle(document.body).fontSize)")
    assert size >= 17
    assert guide.evaluate(SMALL_TARGETS) == []


def test_the_main_action_stays_at_the_thumb(guide: Page) -> None:
    guide.set_viewport_size({"width": 360, "height": 740})
    box = guide.get_by_role("button", name="Simpan kunjungan").bounding_box()
    assert box is not None
    assert 600 < box["y"] < 740


def test_the_house_is_heard_in_words_and_its_parts_are_links(guide: Page) -> None:
    said = guide.locator("#rumah .house-summary").inner_text()
    assert said.startswith("3 dari 8 bagian utuh")
    assert "belum: kesehatan (2 anggota belum punya KIS), atap" in said
    village = guide.get_by_role("group", name="Desa Rekaan: Rumah ini berdiri")
    assert village.get_by_role("link").count() == 9


def test_the_picture_stays_readable_at_320_pixels(guide: Page) -> None:
    guide.set_viewport_size({"width": 320, "height": 740})
    heights = guide.locator("#rumah .house text").evaluate_all(
        "texts => texts.map(text => 16 * text.ownerSVGElement.getScreenCTM().a)"
    )
    assert len(heights) == 9
    assert min(heights) >= 14


def test_the_first_press_of_tab_offers_to_skip_to_the_content(guide: Page) -> None:
    guide.goto(guide.url.replace("/gaya/", "/tidak-ada/"))
    guide.keyboard.press("Tab")
    assert guide.evaluate("document.activeElement.className") == "skip-link"
    assert guide.locator(".skip-link").is_visible()


def test_mistakes_are_summed_up_at_the_top_where_the_reader_is_taken(guide: Page) -> None:
    assert guide.evaluate("document.activeElement.className") == "error-summary"
    first = guide.locator(".error-summary a").nth(1)
    guide.locator(first.get_attribute("href") or "").wait_for()


def test_the_account_menu_closes_on_escape_and_gives_the_focus_back(guide: Page) -> None:
    summary = guide.locator(".menu > summary")
    summary.click()
    guide.keyboard.press("Escape")
    assert guide.locator(".menu").get_attribute("open") is None
    assert guide.evaluate("document.activeElement.tagName") == "SUMMARY"
