"""The row filter: no assignment, no rows; never a neighbour whose code begins alike."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.db.models import Q

from accounts.models import Region, RegionAssignment, User
from accounts.roles import Role
from accounts.scope import region_codes, within
from tests.cast import VILLAGE_A, Cast, make_cast
from tests.factories import make_user

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 24)


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def codes_within(*codes: str) -> set[str]:
    return set(Region.objects.filter(within(codes, "code")).values_list("code", flat=True))


def test_a_person_without_assignment_has_no_regions_and_sees_no_rows(cast: Cast) -> None:
    assert region_codes(cast.tamu) == frozenset()
    assert codes_within() == set()


def test_an_officer_has_the_regency_and_what_lies_below_it_and_no_other(cast: Cast) -> None:
    assert region_codes(cast.ratna) == {VILLAGE_A[:5]}
    found = codes_within(*region_codes(cast.ratna))
    assert found == {VILLAGE_A[:5], VILLAGE_A[:8], VILLAGE_A}


def test_a_code_that_only_begins_alike_is_not_within(cast: Cast) -> None:
    assert VILLAGE_A not in codes_within(VILLAGE_A[:4])
    assert VILLAGE_A not in codes_within(VILLAGE_A[:-1])


def test_an_administrator_is_within_everything(cast: Cast) -> None:
    assert within(region_codes(cast.admin), "code") == Q()


def test_an_inactive_account_has_no_regions_whatever_it_was(cast: Cast) -> None:
    for person in (cast.sari, cast.admin):
        person.is_active = False
        assert region_codes(person) == frozenset()


def test_an_assignment_holds_from_its_first_day_up_to_the_day_before_its_end(cast: Cast) -> None:
    RegionAssignment.objects.create(
        user=cast.tamu,
        region=cast.village_a,
        valid_from=DAY,
        valid_to=DAY + timedelta(days=2),
    )
    held = [bool(region_codes(cast.tamu, DAY + timedelta(days=n))) for n in (-1, 0, 1, 2)]
    assert held == [False, True, True, False]


def test_the_database_refuses_the_same_region_twice_at_a_time(cast: Cast) -> None:
    with pytest.raises(IntegrityError, match="a_person_holds_a_region_once_at_a_time"):
        RegionAssignment.objects.create(user=cast.sari, region=cast.village_a, valid_from=DAY)


def test_the_database_keeps_a_password_from_the_machines_account() -> None:
    machine = User.objects.get(username="system")
    assert not machine.has_usable_password()
    machine.set_password("rahasia-sekali-9")
    with pytest.raises(IntegrityError, match="nobody_can_sign_in_as_the_machine"):
        machine.save()


def test_the_database_refuses_a_second_spelling_of_a_user_name(cast: Cast) -> None:
    with pytest.raises(IntegrityError, match="a_user_name_is_in_lower_case"), transaction.atomic():
        make_user("Sari", Role.FACILITATOR)


def test_the_database_refuses_an_agency_for_anybody_but_a_desk(cast: Cast) -> None:
    with pytest.raises(IntegrityError, match="an_agency_desk_and_nobody_else_has_an_agency"):
        make_user("contoh", Role.OFFICER, agency="health")
