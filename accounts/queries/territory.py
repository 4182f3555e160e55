"""Regions and villages, for lists, pickers and forms."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.http import Http404
from django.utils.translation import gettext as _

from accounts.keyset import Page, page_after
from accounts.models import Region
from accounts.models.region import Level
from accounts.region_codes import dotted
from accounts.scope import within
from accounts.services.assignments import LEVEL_OF_ROLE

Choices = list[tuple[str, Any]]
UNKNOWN = "unknown"


@dataclass(frozen=True)
class VillageFilter:
    """What the address bar asks for; '' is no filter, "unknown" what nobody has filled in."""

    text: str = ""
    regency: str = ""
    cohort: str = ""
    area_class: str = ""


def villages(wanted: VillageFilter, after: str) -> Page[Region]:
    """A page of villages in order of their code, each with the regions above it."""
    found = Region.objects.filter(
        _named(wanted.text),
        _joined(wanted.cohort),
        _classed(wanted.area_class),
        level=Level.VILLAGE,
    )
    if wanted.regency:
        found = found.filter(within({wanted.regency}, "code"))
    return page_after(found.select_related("parent__parent"), ("code",), after)


def _named(text: str) -> Q:
    if not text:
        return Q()
    code = dotted(text)
    return Q(name__icontains=text) | (within({code}, "code") if code else Q(code__startswith=text))


def _joined(cohort: str) -> Q:
    if cohort == UNKNOWN:
        return Q(cohort=None)
    return Q(cohort=int(cohort)) if cohort else Q()


def _classed(area_class: str) -> Q:
    if area_class == UNKNOWN:
        return Q(area_class=None)
    return Q(area_class=area_class) if area_class else Q()


def village_for(code: str) -> Region:
    """One village with the regions above it, else Http404."""
    found = Region.objects.select_related("parent__parent").filter(code=code, level=Level.VILLAGE)
    village = found.first()
    if village is None:
        raise Http404
    return village


def regency_choices() -> Choices:
    """Every regency and city, by code."""
    return list(Region.objects.filter(level=Level.REGENCY).values_list("code", "name"))


def village_choices(regency: str) -> Choices:
    """The villages of one regency in groups by district: for a picker short enough for a phone."""
    found = Region.objects.filter(within({regency}, "code"), level=Level.VILLAGE)
    groups: dict[str, Choices] = {}
    for village in found.select_related("parent").order_by("parent__name", "name"):
        district = village.parent.name if village.parent else ""
        groups.setdefault(_("Kec. %(name)s") % {"name": district}, []).append(
            (village.code, village.title)
        )
    return list(groups.items())


def region_choices(*, role: str, regency: str) -> Choices:
    """The regions that somebody of this role can be given: villages only of one regency."""
    level = LEVEL_OF_ROLE.get(role)
    if level == Level.REGENCY:
        return regency_choices()
    return village_choices(regency) if level and regency else []


def cohorts() -> list[int]:
    """The years in which villages joined, the newest first."""
    joined = Region.objects.exclude(cohort=None).order_by("-cohort")
    return [year for year in joined.values_list("cohort", flat=True).distinct() if year]
