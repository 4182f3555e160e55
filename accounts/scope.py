"""THE row filter: which regions a person works in today, and the queryset that obeys it.

No assignment, no rows: an empty set of regions matches nothing.
"""

from collections.abc import Collection
from datetime import date
from typing import Self, TypeVar

from django.db import models
from django.db.models import Q

from accounts import clock
from accounts.models import RegionAssignment, User
from accounts.roles import Role

_Row = TypeVar("_Row", bound=models.Model)

EVERYWHERE = frozenset({""})


def assignments_on(user: User, day: date) -> models.QuerySet[RegionAssignment]:
    return user.region_assignments.filter(
        Q(valid_to=None) | Q(valid_to__gt=day), valid_from__lte=day
    )


def region_codes(user: User, day: date | None = None) -> frozenset[str]:
    """Code prefixes of the regions the person works in on `day`; an administrator's is ''."""
    if not user.is_active:
        return frozenset()
    if user.role in {Role.ADMINISTRATOR, Role.SYSTEM}:
        return EVERYWHERE
    held = assignments_on(user, day or clock.today())
    return frozenset(held.values_list("region_id", flat=True))


def within(codes: Collection[str], field: str) -> Q:
    """Rows whose region `field` is one of the codes or lies below one."""
    if "" in codes:
        return Q()
    condition = Q(pk__in=())
    for code in codes:
        condition |= Q(**{field: code}) | Q(**{f"{field}__startswith": f"{code}."})
    return condition


class ScopedQuerySet(models.QuerySet[_Row]):
    """A queryset over rows that stand in a region; `region_field` names the path to its code."""

    region_field = "village__code"

    def in_regions(self, codes: Collection[str]) -> Self:
        return self.filter(within(codes, self.region_field))
