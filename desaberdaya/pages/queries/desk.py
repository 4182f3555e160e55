"""What an agency desk sees: the open flags of its entitlements in its area, and nothing beside."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Case, F, OuterRef, QuerySet, Subquery, Value, When

from accounts.models import Region, User
from desaberdaya.pages.queries.deadlines import deadline_of
from desaberdaya.pages.queries.measures import of_age
from entitlements.access import flags_for_desk
from entitlements.models import Flag
from entitlements.programmes.table import Entitlement
from entitlements.wording import next_action, reason
from households.codes import NikState
from households.keyset import page_after
from households.models import Dwelling, Household, Member
from households.queries.numbers import masked_nik

PAGE_SIZE = 50
# Most serious first, then the oldest; `mildness` because a keyset only ascends.
ORDER = ("mildness", "first_seen_on", "pk")


@dataclass(frozen=True, slots=True)
class DeskFilters:
    """What the address bar asks for; an empty value does not narrow."""

    entitlement: str = ""
    village: str = ""
    severity: int | None = None
    age: str = ""


@dataclass(frozen=True, slots=True)
class DeskRow:
    """One flag as the desk reads it."""

    id: UUID
    household_id: UUID
    family: str
    member: str
    where: str
    village: str
    entitlement: str
    reason: str
    next_action: str
    severity: int
    first_seen_on: date
    deadline: date | None


@dataclass(frozen=True, slots=True)
class DeskPage:
    rows: list[DeskRow]
    total: int
    next: str


@dataclass(frozen=True, slots=True)
class DeskMember:
    """Whose NIK the desk may ask for, and what of it can be shown without."""

    id: UUID
    name: str
    masked: str
    has_nik: bool


def desk_page(user: User, filters: DeskFilters, on: date, after: UUID | None) -> DeskPage:
    """One page of the queue, by a constant number of queries."""
    flags = _filtered(flags_for_desk(user), filters, on)
    page = page_after(_told(flags), ORDER, after, PAGE_SIZE)
    return DeskPage([_row(flag) for flag in page.rows], flags.count(), page.next)


def desk_rows(user: User, household: Household) -> list[DeskRow]:
    """The desk's own flags of one household."""
    flags = _told(flags_for_desk(user).filter(household=household))
    return [_row(flag) for flag in flags.order_by(*ORDER)]


def desk_members(user: User, household: Household) -> list[DeskMember]:
    """Who has a flag of the desk, or the head where a flag is the whole household's."""
    members = members_for_desk(user).filter(household=household)
    return [
        DeskMember(row.pk, row.name, masked_nik(row), row.nik_state != NikState.MISSING)
        for row in members.order_by("relation", "name")
    ]


def members_for_desk(user: User) -> QuerySet[Member]:
    flags = flags_for_desk(user)
    whole = Household.objects.filter(pk__in=flags.filter(member=None).values("household"))
    heads = Member.objects.filter(
        pk__in=whole.annotate(called_after=_head_of("pk", "pk")).values("called_after")
    )
    flagged = Member.objects.filter(pk__in=flags.exclude(member=None).values("member"))
    return (heads | flagged).distinct()


def _head_of(household: str, field: str) -> Subquery:
    """By whom a family is called: who lives there first, the head before the others."""
    members = Member.objects.filter(household=OuterRef(household)).annotate(
        away=Case(When(presence__in=(2, 3, 4, 6), then=Value(1)), default=Value(0))
    )
    ordered = members.order_by("away", F("relation").asc(nulls_last=True), "name")
    return Subquery(ordered.values(field)[:1])


def _filtered(flags: QuerySet[Flag], filters: DeskFilters, on: date) -> QuerySet[Flag]:
    flags = flags.filter(of_age(filters.age, on))
    if filters.entitlement:
        flags = flags.filter(entitlement=filters.entitlement)
    if filters.village:
        flags = flags.filter(household__village=filters.village)
    if filters.severity:
        flags = flags.filter(severity=filters.severity)
    return flags


def _told(flags: QuerySet[Flag]) -> QuerySet[Flag]:
    return flags.select_related("member", "household__dwelling", "household__village").annotate(
        mildness=Value(3) - F("severity"), family=_head_of("household", "name")
    )


def _row(flag: Flag) -> DeskRow:
    dwelling = flag.household.dwelling
    return DeskRow(
        id=flag.pk,
        household_id=flag.household_id,
        family=getattr(flag, "family", None) or "",
        member=flag.member.name if flag.member else "",
        where=address_of(dwelling),
        village=flag.household.village.name,
        entitlement=str(Entitlement(flag.entitlement).label),
        reason=str(reason(flag)),
        next_action=str(next_action(flag)),
        severity=flag.severity,
        first_seen_on=flag.first_seen_on,
        deadline=deadline_of(flag),
    )


def address_of(dwelling: Dwelling) -> str:
    """Address, hamlet, RT and RW, as one would write it on an envelope."""
    rt, rw = dwelling.rt and f"RT {dwelling.rt}", dwelling.rw and f"RW {dwelling.rw}"
    return ", ".join(filter(None, (dwelling.address, dwelling.dusun, rt, rw)))


def desk_choices(user: User) -> dict[str, list[tuple[str, str]]]:
    """The entitlements and villages that the desk's own flags stand in."""
    flags = flags_for_desk(user)
    kinds = set(flags.order_by().values_list("entitlement", flat=True).distinct())
    villages = Region.objects.filter(pk__in=flags.values("household__village")).order_by("name")
    return {
        "entitlement": [(key, str(label)) for key, label in Entitlement.choices if key in kinds],
        "village": list(villages.values_list("code", "name")),
    }
