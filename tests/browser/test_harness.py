"""The browser tests stand on this: a page of the live server, with its static files."""

from django.urls import reverse
from playwright.sync_api import Page, expect


def test_the_live_server_shows_the_sign_in_page_in_indonesian_with_its_styles(
    page: Page, live_server
) -> None:
    failures: list[str] = []
    page.on("response", lambda answer: answer.status >= 400 and failures.append(answer.url))
    page.goto(reverse("account_login"))
    expect(page.locator("input[name=login]")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", "id")
    assert failures == []
