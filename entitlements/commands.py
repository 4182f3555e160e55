"""What the two commands have in common: a day and, if asked, a village."""

import re

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _

from accounts.commands import NothingDone, iso_date
from accounts.models import Region
from accounts.models.region import Level
from entitlements.evaluation import Scope, scope

PLAIN_CODE = re.compile(r"(\d\d)(\d\d)(\d\d)(\d{4})", re.ASCII)


def add_day_and_village(parser: CommandParser) -> None:
    parser.add_argument("--on", type=iso_date, metavar="YYYY-MM-DD")
    parser.add_argument("--village", metavar="CODE")


def scope_of(code: str | None) -> Scope:
    """Everybody, or one village (its code with or without dots). Raises NothingDone."""
    if code is None:
        return scope.EVERYBODY
    dotted = PLAIN_CODE.sub(r"\1.\2.\3.\4", code.strip())
    if not Region.objects.filter(code=dotted, level=Level.VILLAGE).exists():
        raise NothingDone(_("Tidak ada desa atau kelurahan berkode “%(code)s”.") % {"code": code})
    return scope.village(dotted)
