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
from accounts.models import Region, User
from accounts.models.region import Level
from accounts.roles import Role
from accounts.scope import region_codes, within
from households.models import CaseloadAssignment, FactDifference, Household, Member
from households.models.observation import DifferenceState


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


def unassigned_for(user: User, day: date | None = None) -> QuerySet[Household]:
    """The households in the person's regions that nobody accompanies."""
    on = day or clock.today()
    held = assigned_on(on).filter(household=OuterRef("pk"))
    return Household.objects.filter(within(region_codes(user, on), "village__code"), ~Exists(held))


def villages_for(user: User, day: date | None = None) -> QuerySet[Region]:
    """The villages the person works in: a facilitator's own, an officer's regencies'."""
    codes = region_codes(user, day or clock.today())
    return Region.objects.filter(within(codes, "code"), level=Level.VILLAGE)


def village_for(user: User, code: str) -> Region:
    """One of the person's villages, else Http404."""
    village = villages_for(user).filter(code=code).first()
    if village is None:
        raise Http404
    return village


def facilitators_for(user: User) -> QuerySet[User]:
    """The facilitators at work today in the person's regions."""
    today = clock.today()
    at_work = (
        User.objects.filter(
            Q(region_assignments__valid_to=None) | Q(region_assignments__valid_to__gt=today),
            within(region_codes(user, today), "region_assignments__region__code"),
            region_assignments__valid_from__lte=today,
        )
        .values("pk")
        .distinct()
    )
    return User.objects.filter(role=Role.FACILITATOR, is_active=True, pk__in=at_work)


def facilitator_for(user: User, pk: UUID) -> User:
    """One of the facilitators at work in the person's regions, else Http404."""
    facilitator = facilitators_for(user).filter(pk=pk).first()
    if facilitator is None:
        raise Http404
    return facilitator


def differences_for(user: User) -> QuerySet[FactDifference]:
    """The open differences of the households in sight."""
    return FactDifference.objects.filter(
        household__in=households_for(user).values("pk"), state=DifferenceState.OPEN
    )


def difference_for(user: User, pk: UUID) -> FactDifference:
    """One difference of a household in sight, decided or not, else Http404."""
    found = FactDifference.objects.filter(pk=pk, household__in=households_for(user).values("pk"))
    difference = found.select_related("household").first()
    if difference is None:
        raise Http404
    return difference
