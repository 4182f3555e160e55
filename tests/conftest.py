"""What the whole suite shares: a fast password hasher, three time zones, a real worker."""

import os
import time
from collections.abc import Iterator

import pytest

TIME_ZONES = ("UTC", "Asia/Makassar", "America/New_York")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None) -> None:
    """A test database of this run alone, also on a server that others use."""
    from django.conf import settings

    database = settings.DATABASES["default"]
    database["TEST"]["NAME"] = f"test_{database['NAME']}_{os.getpid()}"


@pytest.fixture(scope="session", autouse=True)
def fast_passwords() -> None:
    """Argon2 is slow on purpose, and the cast has ten people; its own test asks the settings."""
    from django.conf import settings

    settings.PASSWORD_HASHERS = [
        "django.contrib.auth.hashers.MD5PasswordHasher",
        *settings.PASSWORD_HASHERS,
    ]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if metafunc.definition.get_closest_marker("time_zones"):
        metafunc.fixturenames.append("system_zone")
        metafunc.parametrize("system_zone", TIME_ZONES, indirect=True)


@pytest.fixture
def system_zone(request: pytest.FixtureRequest) -> Iterator[str]:
    """The machine's own zone for one test: a date that reads it is wrong in one of the three."""
    before = os.environ.get("TZ")
    _set_zone(request.param)
    yield request.param
    _set_zone(before)


def _set_zone(zone: str | None) -> None:
    if zone is None:
        os.environ.pop("TZ", None)
    else:
        os.environ["TZ"] = zone
    time.tzset()


@pytest.fixture
def worker(transactional_db: None) -> Iterator[None]:
    """A real Celery worker on the real broker, for tests of what happens by itself."""
    from celery.contrib.testing.worker import start_worker

    from desaberdaya.celery import app

    app.control.purge()
    with start_worker(app, pool="solo", perform_ping_check=False, shutdown_timeout=10):
        yield
