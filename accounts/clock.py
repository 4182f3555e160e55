"""The one clock: web, worker, beat, commands and tests ask it and nothing else.

DESABERDAYA_TODAY overrides the date (local stack and tests only; settings refuse it in production).
"""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone

WITA = ZoneInfo("Asia/Makassar")


def now() -> datetime:
    """The present instant, in WITA; on an overridden day it keeps the hour of the real one."""
    instant = timezone.now().astimezone(WITA)
    if settings.TODAY_OVERRIDE is None:
        return instant
    return datetime.combine(settings.TODAY_OVERRIDE, instant.timetz())


def today() -> date:
    """The local date in WITA: never a UTC date, which is yesterday until 08:00."""
    return now().date()


def local_date(instant: datetime) -> date:
    """The WITA date on which an aware instant falls."""
    return instant.astimezone(WITA).date()


def start_of(day: date) -> datetime:
    """The first instant of a local day."""
    return datetime.combine(day, time.min, tzinfo=WITA)
