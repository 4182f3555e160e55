"""Where each role's day begins, and what the watching machines are told."""

import pytest
from django.test import Client

from entitlements.services import sweep
from tests.access.matrix import World
from tests.pages.conftest import SignIn


@pytest.mark.parametrize(
    ("person", "start"),
    [
        ("sari", "/hari-ini/"),
        ("ratna", "/dampingan/"),
        ("dewi", "/dinas/"),
        ("admin", "/dampingan/"),
    ],
)
def test_each_role_begins_at_its_own_page(
    world: World, as_: SignIn, person: str, start: str
) -> None:
    response = as_(getattr(world.cast, person)).get("/")
    assert (response.status_code, response["Location"]) == (302, start)


def test_health_tells_the_watching_machine_how_long_ago_the_worker_swept(
    world: World, client: Client
) -> None:
    assert client.get("/sehat/").json()["sweep_age_seconds"] is None
    sweep()
    signs = client.get("/sehat/").json()
    assert signs["database"] is True
    assert signs["sweep_age_seconds"] < 5


def test_health_says_so_when_the_broker_is_out_of_reach(
    db: None, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desaberdaya.pages.queries.health._broker_answers", lambda: False)
    response = client.get("/sehat/")
    assert (response.status_code, response.json()["broker"]) == (200, False)
