"""Every URL x method x person stands in the matrix; a URL without a row fails here."""

import importlib
import pkgutil
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests import access
from tests.access.matrix import PEOPLE, Row, make_world

# Third-party URLs whose guards are their own library's matter.
LIBRARIES = ("account_", "mfa_", "usersessions_", "set_language")


def declared_rows() -> list[Row]:
    rows: list[Row] = []
    for module in pkgutil.iter_modules(access.__path__):
        rows += getattr(importlib.import_module(f"tests.access.{module.name}"), "ROWS", [])
    return rows


ROWS = declared_rows()


def url_names(resolver: URLResolver) -> Iterator[str]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from url_names(entry)
        elif isinstance(entry, URLPattern):
            yield entry.name or str(entry.pattern)


def test_every_url_has_its_row_in_the_matrix() -> None:
    known = {row.name for row in ROWS}
    ours = {name for name in url_names(get_resolver()) if not name.startswith(LIBRARIES)}
    assert ours - known == set()
    assert known - ours == set()


@pytest.mark.django_db
@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
@pytest.mark.parametrize("method", ["get", "post"])
def test_each_person_gets_what_the_matrix_says(row: Row, method: str) -> None:
    expected = getattr(row, method)
    world = make_world()
    url = reverse(row.name, kwargs=row.arguments(world)) + row.query
    found: dict[str, int] = {}
    # Who is let in acts last: a refused request must find the world as it was.
    for person in sorted(PEOPLE, key=lambda name: expected is not None and expected[name] < 400):
        client = Client()
        if person != "anonymous":
            client.force_login(getattr(world.cast, person))
        body = row.data(world) if method == "post" else {}
        found[person] = getattr(client, method)(url, body).status_code
    if expected is None:
        assert set(found.values()) <= {302, 403, 404, 405}
        assert 200 not in found.values()
    else:
        assert found == dict(expected)
