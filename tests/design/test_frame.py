"""The frame round every page: language, errors, weight."""

import re
from pathlib import Path

import brotli
import pytest
from django.conf import settings as django_settings
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.roles import Role
from tests.factories import make_user

pytestmark = pytest.mark.django_db

STYLESHEET = re.compile(r'<link rel="stylesheet" href="/static/([^"]+)"')
SCRIPT = re.compile(r'<script src="/static/([^"]+)"')


@pytest.fixture
def admin() -> User:
    return make_user("admin", Role.ADMINISTRATOR)


@pytest.fixture
def signed_in(admin: User) -> Client:
    client = Client()
    client.force_login(admin)
    return client


def test_a_phone_that_asks_for_english_is_shown_indonesian(signed_in: Client) -> None:
    page = signed_in.get(reverse("styleguide"), headers={"accept-language": "en"})
    assert '<html lang="id">' in page.text
    assert "Rumah keluarga" in page.text


def test_english_is_one_click_away_and_stays(signed_in: Client) -> None:
    chosen = signed_in.post(reverse("set_language"), {"language": "en", "next": "/gaya/"})
    assert chosen.headers["Location"] == "/gaya/"
    assert '<html lang="en">' in signed_in.get(reverse("styleguide")).text


def test_a_language_that_is_not_ours_falls_back_to_indonesian(signed_in: Client) -> None:
    signed_in.cookies[django_settings.LANGUAGE_COOKIE_NAME] = "fr"
    assert '<html lang="id">' in signed_in.get(reverse("styleguide")).text


def test_the_style_guide_is_not_there_in_production(signed_in: Client, settings: object) -> None:
    settings.IS_PRODUCTION = True  # type: ignore[attr-defined]
    assert signed_in.get(reverse("styleguide")).status_code == 404


def test_an_address_that_does_not_exist_answers_in_words(signed_in: Client) -> None:
    page = signed_in.get("/tidak-ada-di-sini/")
    assert page.status_code == 404
    assert "Halaman ini tidak ada" in page.text


def test_a_page_out_of_reach_answers_in_words() -> None:
    client = Client()
    client.force_login(make_user("sari", Role.FACILITATOR))
    page = client.get(reverse("styleguide"))
    assert page.status_code == 403
    assert "Halaman ini untuk tugas lain" in page.text


def test_a_fault_of_ours_is_owned_in_words(signed_in: Client, monkeypatch: object) -> None:
    def fail(*args: object, **kwargs: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("desaberdaya.styleguide.views.render", fail)  # type: ignore[attr-defined]
    signed_in.raise_request_exception = False
    page = signed_in.get(reverse("styleguide"))
    assert page.status_code == 500
    assert "Ini bukan salah Anda" in page.text


def test_a_form_that_was_open_for_too_long_says_so(admin: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(admin)
    page = client.post(reverse("set_language"), {"language": "en"})
    assert page.status_code == 403
    assert "terlalu lama terbuka" in page.text


def test_nothing_on_the_page_needs_the_inline_code_that_the_policy_forbids(
    signed_in: Client,
) -> None:
    page = signed_in.get(reverse("styleguide")).text
    assert " style=" not in page
    assert "<style" not in page
    assert not re.search(r"\son\w+=", page)
    assert all("src=" in tag for tag in re.findall(r"<script[^>]*>", page))


def test_the_first_load_is_light_enough_for_prepaid_data(signed_in: Client) -> None:
    page = signed_in.get(reverse("styleguide")).text
    styles = sum(weight(path) for path in STYLESHEET.findall(page))
    scripts = sum(weight(path) for path in SCRIPT.findall(page))
    assert 0 < styles < 10_000
    assert styles + scripts + len(brotli.compress(page.encode())) < 40_000


def weight(path: str) -> int:
    found = finders.find(path)
    assert isinstance(found, str), path
    return len(brotli.compress(Path(found).read_bytes()))
