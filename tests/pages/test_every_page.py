"""What every page of the product keeps, whoever made it: help, freshness, both languages."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from tests.access.matrix import PEOPLE, Row, make_world
from tests.test_access_matrix import ROWS

# Not pages: answers for machines, fragments that htmx puts into a page, and the style guide.
NO_PAGES = {"health", "styleguide", "visit_photo"}
PAGES = [row for row in ROWS if row.get is not None and row.name not in NO_PAGES]
HELP = re.compile(r'<details class="help">.*?<div class="prose">(.*?)</div>', re.DOTALL)
TAGS = re.compile(r"<[^>]+>")
# Words that stand on most pages: any of them left in the English one was not translated.
INDONESIAN = re.compile(
    r"\b(Bantuan|keluarga|kunjungan|belum|sudah|untuk|dengan|atau|yang|dari|tidak|pendamping)\b"
)
# Milestones are what administrators wrote, in their language.
WRITTEN_BY_PEOPLE = {"template_detail"}


def reader(row: Row) -> str | None:
    """The first person of the cast who may read the page."""
    assert row.get is not None
    return next((name for name in PEOPLE if name != "anonymous" and row.get[name] == 200), None)


def html_of(row: Row, language: str) -> str | None:
    """The page as its reader sees it, or None for what is no page."""
    person = reader(row)
    if person is None:
        return None
    world = make_world()
    client = Client()
    client.force_login(getattr(world.cast, person))
    client.cookies["django_language"] = language
    user = getattr(world.cast, person)
    user.language = language
    user.save()
    url = reverse(row.name, kwargs=row.arguments(world)) + row.query
    response = client.get(url, headers={"Accept-Language": language})
    if not response.headers["Content-Type"].startswith("text/html"):
        return None
    page = response.content.decode()
    return page if "<html" in page else None


def said(page: str) -> str:
    """What a person reads: the main part without markup, names and entered values."""
    main = page[page.index("<main") : page.index("</main>")]
    main = re.sub(r"<(script|style|textarea)[^>]*>.*?</\1>", " ", main, flags=re.DOTALL)
    return TAGS.sub(" ", main)


@pytest.mark.django_db
@pytest.mark.parametrize("row", PAGES, ids=lambda row: row.name)
def test_the_page_has_help_of_its_own_and_says_when_flags_were_last_checked(row: Row) -> None:
    page = html_of(row, "id")
    if page is None:
        pytest.skip("not a page")
    found = HELP.search(page)
    assert found is not None
    assert len(TAGS.sub("", found[1]).strip()) > 40
    assert "Kebutuhan belum pernah dicek" in page


@pytest.mark.django_db
@pytest.mark.parametrize(
    "row", [row for row in PAGES if row.name not in WRITTEN_BY_PEOPLE], ids=lambda row: row.name
)
def test_the_page_is_english_for_whoever_reads_english(row: Row) -> None:
    page = html_of(row, "en")
    if page is None:
        pytest.skip("not a page")
    assert '<html lang="en"' in page
    left = {line.strip() for line in said(page).splitlines() if INDONESIAN.search(line)}
    assert left == set()
