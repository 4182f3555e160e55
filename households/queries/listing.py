"""The list of households: what is filtered, in which order, and what a row of it says.

The page is cut first and its rows are filled afterwards: the number of queries does not grow with
the rows, nor their cost with the households.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet

from accounts import clock
from accounts.models import User
from households.access import assigned_on, households_for, own_caseload, unassigned_for
from households.ages import age_on
from households.keyset import Keyset, page_after
from households.models import EnrolmentState, Household, Member
from households.models.enrolment import State
from households.queries.names import best_matches

PAGE_SIZE = 25
MINE, FREE = "mine", "free"
NOBODY = "nobody"
OPEN_FLAGS = Q(flags__closed_at=None)
BY_PLACE = ("dwelling__dusun", "dwelling__rw", "dwelling__rt", "pk")


@dataclass(frozen=True, slots=True)
class Filters:
    """What the address bar asks for; an empty value does not narrow."""

    part: str = ""  # a facilitator's: MINE (default) or FREE of any; a name is looked for in both
    name: str = ""
    village: str = ""
    dusun: str = ""
    state: str = ""
    entitlement: str = ""
    facilitator: str = ""  # a user's id, or NOBODY
    cohort: int | None = None


@dataclass(frozen=True, slots=True)
class HouseholdRow:
    """One line of the list: ages instead of birth dates, and no number of anybody."""

    id: UUID
    head_name: str
    head_age: int | None
    members: int
    dusun: str
    rt: str
    village: str
    state: str
    state_label: str
    facilitator: str
    open_flags: int
    worst_severity: int


@dataclass(frozen=True, slots=True)
class HouseholdPage:
    rows: list[HouseholdRow]
    next: str
    is_search: bool


def households_listed(user: User, filters: Filters) -> QuerySet[Household]:
    """The households in sight that answer to all filters but the name."""
    found = _starting_point(user, filters)
    if filters.village:
        found = found.filter(village=filters.village)
    if filters.cohort is not None:
        found = found.filter(village__cohort=filters.cohort)
    if filters.dusun:
        found = found.filter(dwelling__dusun__iexact=filters.dusun)
    if filters.state:
        current = EnrolmentState.objects.filter(household=OuterRef("pk"), valid_to=None)
        found = found.filter(Exists(current.filter(state=filters.state)))
    if filters.facilitator:
        found = found.filter(_accompanied_by(filters.facilitator))
    if filters.entitlement:
        found = found.filter(_has_open_flag(filters.entitlement))
    return found


def _starting_point(user: User, filters: Filters) -> QuerySet[Household]:
    everything = not user.is_facilitator or (filters.name and not filters.part)
    if everything:
        return households_for(user)
    return unassigned_for(user) if filters.part == FREE else own_caseload(user)


def _accompanied_by(facilitator: str) -> Q:
    held = assigned_on(clock.today()).filter(household=OuterRef("pk"))
    if facilitator == NOBODY:
        return ~Q(Exists(held))
    return Q(Exists(held.filter(facilitator=UUID(facilitator))))


def _has_open_flag(entitlement: str) -> Exists:
    flagged = Household.objects.filter(
        OPEN_FLAGS, pk=OuterRef("pk"), flags__entitlement=entitlement
    )
    return Exists(flagged)


def household_page(user: User, filters: Filters, after: UUID | None) -> HouseholdPage:
    """One page of the list; with a name to look for, the households that fit it best."""
    found = households_listed(user, filters)
    if filters.name:
        return HouseholdPage(rows_of(best_matches(found, filters.name)), "", is_search=True)
    # A caseload is read along the road; a whole regency in the order in which it was loaded.
    order = BY_PLACE if user.is_facilitator else ("pk",)
    page: Keyset[Household] = page_after(found.only("pk"), order, after, PAGE_SIZE)
    return HouseholdPage(rows_of([row.pk for row in page.rows]), page.next, is_search=False)


def rows_of(ids: Sequence[UUID]) -> list[HouseholdRow]:
    """The lines of these households, in the order of the ids, by five queries."""
    households = Household.objects.select_related("village", "dwelling").in_bulk(list(ids))
    heads = _heads(ids)
    states = dict(
        EnrolmentState.objects.filter(household__in=ids, valid_to=None).values_list(
            "household_id", "state"
        )
    )
    carers = dict(
        assigned_on(clock.today())
        .filter(household__in=ids)
        .values_list("household_id", "facilitator__name")
    )
    flags = _open_flags(ids)
    return [
        _row(households[pk], heads.get(pk, []), states.get(pk), carers.get(pk, ""), flags.get(pk))
        for pk in ids
        if pk in households
    ]


def _heads(ids: Iterable[UUID]) -> dict[UUID, list[Member]]:
    members = Member.objects.filter(household__in=ids).only(
        "household_id", "name", "birth_date", "relation", "presence"
    )
    families: dict[UUID, list[Member]] = {}
    for member in members:
        families.setdefault(member.household_id, []).append(member)
    for family in families.values():
        family.sort(key=lambda member: (not member.is_resident, member.relation or 99, member.name))
    return families


def _open_flags(ids: Iterable[UUID]) -> dict[UUID, tuple[int, int | None]]:
    counted = Household.objects.filter(pk__in=ids).annotate(
        number=Count("flags", filter=OPEN_FLAGS), worst=Max("flags__severity", filter=OPEN_FLAGS)
    )
    rows = counted.values_list("pk", "number", "worst")
    return {pk: (number, worst) for pk, number, worst in rows}


def _row(
    household: Household,
    family: list[Member],
    state: str | None,
    facilitator: str,
    flags: tuple[int, int | None] | None,
) -> HouseholdRow:
    head = family[0] if family else None
    number, worst = flags or (0, None)
    return HouseholdRow(
        id=household.pk,
        head_name=head.name if head else "",
        head_age=age_on(head.birth_date, clock.today()) if head else None,
        members=sum(member.is_resident for member in family),
        dusun=household.dwelling.dusun,
        rt=household.dwelling.rt,
        village=household.village.name,
        state=state or "",
        state_label=str(State(state).label) if state else "",
        facilitator=facilitator,
        open_flags=number,
        worst_severity=worst or 0,
    )


def housemates_to_be(user: User, household: Household, name: str) -> list[HouseholdRow]:
    """The families in sight, of the same village and another house, that may share this one's: by
    a name that may be misspelt, or without one those of the same dusun."""
    others = households_for(user).filter(village=household.village_id)
    others = others.exclude(dwelling=household.dwelling_id)
    if name:
        return rows_of(best_matches(others, name))
    nearby = others.filter(dwelling__dusun=household.dwelling.dusun).order_by(*BY_PLACE)
    return rows_of(list(nearby.values_list("pk", flat=True)[:PAGE_SIZE]))
