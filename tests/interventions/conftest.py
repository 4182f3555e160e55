"""The cast in its villages, and nobody listening on the broker."""

from datetime import date

import pytest
from django.test import Client

from accounts.models import User
from tests.cast import Cast, make_cast

TODAY = date(2026, 11, 24)


@pytest.fixture(autouse=True)
def today(settings) -> date:
    """One day for all tests, so that due dates can be written down."""
    settings.TODAY_OVERRIDE = TODAY
    return TODAY


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


@pytest.fixture
def signed_in(client: Client):
    def sign_in(user: User) -> Client:
        client.force_login(user)
        return client

    return sign_in


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    """The nudges that would have gone to the broker."""
    found: list[tuple[str, ...]] = []

    def note(*call: str) -> bool:
        found.append(call)
        return True

    monkeypatch.setattr("accounts.nudges.send", note)
    return found
