"""The only doors from a request to a household: which rows a person may see.

A facilitator sees the households assigned to them today and, in their villages, those that are
assigned to nobody; an officer those of their regencies; an administrator all. An agency desk comes
through the entitlements' own door, by flag.
"""

from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404

from accounts import clock
from accounts.models import User
from accounts.roles import Role
from accounts.scope import region_codes, within
from households.models import CaseloadAssignment, Household, Member


def assigned_on(day: date) -> QuerySet[CaseloadAssignment]:
    """The caseload assignments that hold on a day."""
    return CaseloadAssignment.objects.filter(
        Q(valid_to=None) | Q(valid_to__gt=day), valid_from__lte=day
    )


def households_for(user: User, day: date | None = None) -> QuerySet[Household]:
    """Every household this person may see on `day` (default: today); none without assignment."""
    on = day or clock.today()
    if user.role == Role.FACILITATOR and user.is_active:
        return _caseload_of(user, on)
    if user.role in {Role.OFFICER, Role.ADMINISTRATOR, Role.SYSTEM}:
        return Household.objects.filter(within(region_codes(user, on), "village__code"))
    return Household.objects.none()


def _caseload_of(user: User, on: date) -> QuerySet[Household]:
    held = assigned_on(on).filter(household=OuterRef("pk"))
    mine = Exists(held.filter(facilitator=user))
    free = ~Exists(held) & within(region_codes(user, on), "village__code")
    return Household.objects.filter(mine | free)


def own_caseload(user: User, day: date | None = None) -> QuerySet[Household]:
    """The households assigned to this facilitator: what *My families* and *Today* list."""
    held = assigned_on(day or clock.today()).filter(household=OuterRef("pk"), facilitator=user)
    return households_for(user, day).filter(Exists(held))


def household_for(user: User, pk: UUID) -> Household:
    """One household in sight, else Http404: absent and forbidden look the same."""
    household = households_for(user).select_related("village", "dwelling").filter(pk=pk).first()
    if household is None:
        raise Http404
    return household


def member_for(user: User, pk: UUID) -> Member:
    """One member of a household in sight, else Http404."""
    member = Member.objects.select_related("household").filter(pk=pk).first()
    if member is None or not households_for(user).filter(pk=member.household_id).exists():
        raise Http404
    return member
