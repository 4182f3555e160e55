"""Let the demo's past happen in order: the one clock is set to a day while a month is written."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from django.conf import settings


@contextmanager
def on(day: date) -> Iterator[None]:
    """Whatever asks `accounts.clock` inside is told that today is `day`."""
    real = settings.TODAY_OVERRIDE
    settings.TODAY_OVERRIDE = day
    try:
        yield
    finally:
        settings.TODAY_OVERRIDE = real
