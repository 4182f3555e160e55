"""How a page knows that the people in this database are invented."""

import uuid

from django.conf import settings
from django.core.cache import cache

from accounts.models import User

# The demo's administrator has this id; where that account is, the demo is loaded.
MARKER_ID = uuid.UUID("de5abe7d-a1a0-5c0d-8000-c047047a0001")
CACHE_KEY = "demo-is-loaded"
CACHE_SECONDS = 60


def is_demo() -> bool:
    """Whether demo data is loaded; asked on every page, so remembered for a minute."""
    if settings.IS_PRODUCTION:
        return False
    known = cache.get(CACHE_KEY)
    if known is None:
        known = is_loaded()
        cache.set(CACHE_KEY, known, CACHE_SECONDS)
    return bool(known)


def is_loaded() -> bool:
    """The same, asked of the database."""
    return User.objects.filter(pk=MARKER_ID).exists()


def forget() -> None:
    """Ask the database again at the next page."""
    cache.delete(CACHE_KEY)
