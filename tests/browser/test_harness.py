"""The browser tests stand on this: a page of the live server, with its static files."""

from django.urls import reverse
from playwright.sync_api import Page, Response, expect


def test_the_live_server_shows_the_sign_in_page_in_indonesian_with_its_styles(
    page: Page, live_server
) -> None:
    answers: list[Response] = []

    def note(answer: Response) -> None:
        answers.append(answer)

    page.on("response", note)
    page.goto(reverse("account_login"))
    expect(page.locator("input[name=login]")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", "id")
    assert [answer.url for answer in answers if answer.status >= 400] == []
    assert any(answer.url.endswith(".css") for answer in answers)
