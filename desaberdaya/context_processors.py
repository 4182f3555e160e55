"""What every page knows besides its own context."""

from functools import partial

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

from desaberdaya.demo.marker import is_demo
from desaberdaya.navigation import menu_for
from entitlements.queries import last_checked


def page(request: HttpRequest) -> dict[str, object]:
    """`menu` (links of this person), `other_language` (code and name), `is_demo`."""
    language = (get_language() or settings.LANGUAGE_CODE).split("-")[0]
    others = [(code, name) for code, name in settings.LANGUAGES if code != language]
    return {
        # Called by the template, so that a fragment without a menu pays nothing for it.
        "menu": partial(menu_for, request),
        "other_language": others[0] if others else None,
        "is_demo": is_demo,
        "last_checked": last_checked,
    }
