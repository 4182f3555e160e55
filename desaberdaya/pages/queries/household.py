"""Everything the family's page says, by a constant number of queries."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import prefetch_related_objects

from desaberdaya.house import House, HousePart, PartKey
from desaberdaya.pages.queries.houses import WALLS, houses_of, people
from desaberdaya.pages.queries.next_steps import Step, next_steps
from entitlements.models import Flag
from entitlements.queries import flag_views, open_flags
from entitlements.queries.flags import FlagView
from households.access import assigned_on
from households.models import EnrolmentState, Household
from households.models.enrolment import ACTIVE, State
from households.queries import FamilyMember, family_of
from households.queries.address import Address, address_of
from households.queries.family import head_name
from interventions.queries import PlanView, VisitLine, plan_view, visits_of

LATEST_VISITS = 3


@dataclass(frozen=True, slots=True)
class FamilyPage:
    name: str
    address: Address
    family: list[FamilyMember]
    state: str
    state_label: str
    since: date | None
    facilitator: str
    house: House
    steps: list[Step]
    flags: list[FlagView]
    plan: PlanView | None
    visits: list[VisitLine]

    @property
    def is_accompanied(self) -> bool:
        return self.state in ACTIVE

    @property
    def residents(self) -> int:
        return sum(member.is_resident for member in self.family)


def family_page(household: Household, on: date) -> FamilyPage:
    """The page of one household that is in sight, as it stands on a day."""
    prefetch_related_objects([household], "members")
    state = EnrolmentState.objects.filter(household=household, valid_to=None).first()
    enrolments = {household.pk: (state.state, state.valid_from)} if state else {}
    flags = list(open_flags(Household.objects.filter(pk=household.pk)))
    plan = plan_view(household, on)
    carer = assigned_on(on).filter(household=household).values_list("facilitator__name", flat=True)
    return FamilyPage(
        name=head_name(household),
        address=address_of(household),
        family=family_of(household),
        state=state.state if state else "",
        state_label=str(State(state.state).label) if state else "",
        since=state.valid_from if state else None,
        facilitator=carer.first() or "",
        house=_linked(houses_of([household.pk], enrolments)[household.pk], flags),
        steps=next_steps(
            state=state.state if state else "",
            flags=flags,
            next_due=plan.next_due if plan else None,
            on=on,
        ),
        flags=flag_views(flags),
        plan=plan,
        visits=visits_of(household, LATEST_VISITS),
    )


def _linked(house: House, flags: list[Flag]) -> House:
    """The house whose parts lead to what is behind them, with how many members lack each."""
    lacking = Counter(flag.entitlement for flag in flags if flag.member_id)
    anchors = {key: f"#kebutuhan-{entitlement}" for key, entitlement in WALLS}
    anchors |= {PartKey.FOUNDATION: "#anggota", PartKey.ROOF: "#rencana"}
    entitlement_of = dict(WALLS)
    flagged = {flag.entitlement for flag in flags}

    def linked(part: HousePart) -> HousePart:
        entitlement = entitlement_of.get(part.key)
        if entitlement and entitlement not in flagged:
            return part
        number = lacking.get(entitlement or "", 0)
        return replace(
            part,
            url=anchors.get(part.key, ""),
            text=people(number) if number else part.text,
        )

    return House(tuple(linked(part) for part in house.parts))
