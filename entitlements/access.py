"""The doors to a flag: with its household, or over an agency's desk.

A desk sees, in its regencies, the open flags of its agency's entitlements and the households that
have one; to everything else it is blind.
"""

from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404

from accounts import clock
from accounts.models import User
from accounts.roles import Ability
from accounts.scope import region_codes, within
from entitlements.models import Flag
from entitlements.programmes import TABLES
from households.access import households_for
from households.models import EnrolmentState, Household
from households.models.enrolment import ACTIVE


def entitlements_of(agency: str) -> tuple[str, ...]:
    """The entitlements whose flags an agency works on."""
    return tuple(table.entitlement.value for table in TABLES if agency in table.agencies)


def flags_for_desk(user: User) -> QuerySet[Flag]:
    """The open flags that this agency desk works on: its entitlements, its regencies, enrolled."""
    if not user.can(Ability.WORK_DESK) or not user.is_agency_desk:
        return Flag.objects.none()
    today = clock.today()
    enrolled = EnrolmentState.objects.filter(
        Q(valid_to=None) | Q(valid_to__gt=today),
        household=OuterRef("household"),
        state__in=ACTIVE,
        valid_from__lte=today,
    )
    return Flag.objects.filter(
        within(region_codes(user, today), "household__village__code"),
        Exists(enrolled),
        closed_at=None,
        entitlement__in=entitlements_of(user.agency),
    )


def desk_household_for(user: User, pk: UUID) -> Household:
    """A household with a flag on this desk, else Http404."""
    if not flags_for_desk(user).filter(household_id=pk).exists():
        raise Http404
    return Household.objects.select_related("village", "dwelling").get(pk=pk)


def flag_for(user: User, pk: UUID) -> Flag:
    """One flag, open or closed, of a household in sight, or an open one on the desk; else 404."""
    if user.is_agency_desk:
        seen = flags_for_desk(user)
    else:
        seen = Flag.objects.filter(household__in=households_for(user))
    related = ("member", "household__dwelling", "household__village", "rule_version")
    flag = seen.select_related(*related).filter(pk=pk).first()
    if flag is None:
        raise Http404
    return flag
