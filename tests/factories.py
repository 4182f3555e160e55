"""Small makers of rows for tests; every person in them is made up."""

from datetime import date
from typing import Any

from accounts import clock
from accounts.models import Region, RegionAssignment, User
from accounts.models.region import Kind, Level
from accounts.roles import Agency, Role
from households import identifiers, names, sealed
from households.identity import new_id
from households.models import (
    CaseloadAssignment,
    Dwelling,
    EnrolmentState,
    Household,
    Member,
)
from households.models.enrolment import State

PASSWORD = "rahasia-sekali-9"
LONG_AGO = date(2020, 1, 1)


def make_village(code: str, name: str, **fields: Any) -> Region:
    """A village with the regions above it, made where they are not there."""
    province = _region(code[:2], "Provinsi Uji", Level.PROVINCE, Kind.PROVINSI, None)
    regency = _region(code[:5], f"Kabupaten {code[:5]}", Level.REGENCY, Kind.KABUPATEN, province)
    district = _region(code[:8], f"Kecamatan {code[:8]}", Level.DISTRICT, Kind.KECAMATAN, regency)
    village = _region(code, name, Level.VILLAGE, Kind.DESA, district)
    for field, value in fields.items():
        setattr(village, field, value)
    village.save()
    return village


def _region(code: str, name: str, level: Level, kind: Kind, parent: Region | None) -> Region:
    region, _ = Region.objects.get_or_create(
        code=code, defaults={"name": name, "level": level, "kind": kind, "parent": parent}
    )
    return region


def make_user(username: str, role: Role, *regions: Region, **fields: Any) -> User:
    """An account with the password PASSWORD, at work in the regions since long ago."""
    fields.setdefault("name", username.title())
    if role == Role.AGENCY:
        fields.setdefault("agency", Agency.HEALTH)
    user = User.objects.create_user(username, PASSWORD, role=role, **fields)
    for region in regions:
        RegionAssignment.objects.create(user=user, region=region, valid_from=LONG_AGO)
    return user


def make_household(
    village: Region,
    *,
    facilitator: User | None = None,
    state: State | None = State.CANDIDATE,
    since: date = LONG_AGO,
    no_kk: str | None = None,
    dwelling: dict[str, Any] | None = None,
    by: User | None = None,
    **fields: Any,
) -> Household:
    """A household in its own dwelling, in one enrolment state, with an optional facilitator."""
    by = by or system_account()
    household = Household(
        id=new_id(),
        village=village,
        dwelling=Dwelling.objects.create(**(dwelling or {})),
        created_at=clock.now(),
        created_by=by,
        **fields,
    )
    if no_kk:
        household.kk_sealed = sealed.seal(no_kk, column=sealed.KK, row=household.id)
        household.kk_hash = sealed.keyed_hash(no_kk)
    household.save()
    if state is not None:
        EnrolmentState.objects.create(
            household=household,
            state=state,
            valid_from=since,
            recorded_at=clock.now(),
            recorded_by=by,
        )
    if facilitator is not None:
        assign(household, facilitator, since=since, by=by)
    return household


def assign(household: Household, facilitator: User, *, since: date, by: User) -> None:
    """Put the household into the facilitator's care since a day."""
    CaseloadAssignment.objects.create(
        household=household,
        facilitator=facilitator,
        valid_from=since,
        assigned_by=by,
        assigned_at=clock.now(),
    )


def make_member(
    household: Household, name: str = "Contoh Warga", *, nik: str | None = None, **facts: Any
) -> Member:
    """A member with the facts given and no others."""
    member = Member(
        id=new_id(),
        household=household,
        name=name,
        name_key=names.normalised(name),
        created_at=clock.now(),
        **facts,
    )
    if nik:
        member.nik_sealed = sealed.seal(nik, column=sealed.NIK, row=member.id)
        member.nik_hash = sealed.keyed_hash(nik)
        member.nik_state = identifiers.nik_state(nik)
    member.save()
    return member


def system_account() -> User:
    """The account under which commands and the worker act."""
    return User.objects.get_or_create(
        username="system", defaults={"name": "Sistem", "role": Role.SYSTEM}
    )[0]
