"""What one would write first: the rules in Python, the rows by the ORM, in chunks or one by one.

The rules are the plain reading that the tests use; only what differs would be written, and an
unchanged run differs nowhere, so that reading and comparing is all that is timed.
"""

from collections.abc import Iterable
from datetime import date
from types import SimpleNamespace
from typing import Any

from entitlements.models import Flag
from entitlements.programmes.table import FLAGGED
from households.models import Household
from tests.entitlements import plain_reading as plain

CHUNK = 1000
Wanted = dict[tuple[str, Any], tuple[str, int | None]]


def chunked(on: date, limit: int) -> int:
    """So many households, a thousand at a time; returns how many flags differ."""
    differing = 0
    ids = list(Household.objects.order_by("pk").values_list("pk", flat=True)[:limit])
    for start in range(0, len(ids), CHUNK):
        homes = _enrolled(on).filter(pk__in=ids[start : start + CHUNK]).prefetch_related("members")
        wanted: Wanted = {}
        for home in homes:
            wanted |= _wanted(home, home.members.all(), on)
        flags = Flag.objects.filter(household__in=ids[start : start + CHUNK], closed_at=None)
        there = {(f.entitlement, f.subject_id): (f.row, f.severity) for f in flags}
        differing += sum(wanted.get(k) != there.get(k) for k in wanted.keys() | there.keys())
    return differing


def one_by_one(on: date, limit: int) -> int:
    """So many households, each with its own queries; returns how many flags differ."""
    differing = 0
    for pk in Household.objects.order_by("pk").values_list("pk", flat=True)[:limit]:
        home = _enrolled(on).get(pk=pk)
        for (entitlement, subject), said in _wanted(home, home.members.all(), on).items():
            flag = Flag.objects.filter(
                entitlement=entitlement, subject_id=subject, closed_at=None
            ).first()
            differing += flag is None or (flag.row, flag.severity) != said
    return differing


def _enrolled(on: date) -> Any:
    states = {"states__state__in": ("enrolled", "extended"), "states__valid_from__lte": on}
    return Household.objects.filter(**states).select_related("dwelling", "village")


def _wanted(home: Household, members: Iterable[Any], on: date) -> Wanted:
    h, d = SimpleNamespace(**vars(home)), SimpleNamespace(**vars(home.dwelling))
    readings = {
        ("SANITATION", home.pk): plain.read_sanitation(h, d, home.village.area_class),
        ("WATER", home.pk): plain.read_water(d),
    }
    for member in members:
        if member.presence in (None, 1, 5) and not (member.birth_date and member.birth_date > on):
            m = SimpleNamespace(**vars(member))
            readings["KIP", member.pk] = plain.read_kip(m, on)
            readings["KIS", member.pk] = plain.read_kis(m, h, on)
    return {key: (row, sev) for key, (row, outcome, sev) in readings.items() if outcome in FLAGGED}
