"""The house: its facts hold for every family in it; where two houses disagree, a person decides."""

from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse

from accounts import clock
from accounts.models import AuditEntry
from households.models import Consent, Dwelling, FactDifference, Household, Observation
from households.services import dwelling as dwelling_services
from households.services.facts import record_facts
from tests.access.matrix import World
from tests.factories import make_household, make_member
from tests.households.conftest import SignIn
from tests.households.test_members import as_opened


def edit(household: Household) -> str:
    return reverse("dwelling_edit", kwargs={"pk": household.pk})


def share(household: Household) -> str:
    return reverse("dwelling_share", kwargs={"pk": household.pk})


@pytest.fixture
def nudged(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    told: list[Any] = []
    monkeypatch.setattr(dwelling_services, "nudge_household", told.append)
    return told


@pytest.fixture
def neighbour(world: World) -> Household:
    household = make_household(
        world.cast.village_a, facilitator=world.cast.sari, dwelling={"toilet": 1, "dusun": "Timur"}
    )
    make_member(household, "Contoh Tetangga", relation=1)
    return household


def allow_gps(world: World) -> None:
    Consent.objects.create(
        household=world.household,
        purpose="gps",
        text_version="1",
        given=True,
        given_by=world.member,
        how="spoken",
        given_on=clock.today(),
        recorded_at=clock.now(),
        recorded_by=world.cast.sari,
    )


def test_a_house_is_recorded_for_each_family_in_it(
    world: World, as_: SignIn, neighbour: Household, nudged: list[Any]
) -> None:
    Household.objects.filter(pk=neighbour.pk).update(dwelling=world.household.dwelling)
    client = as_(world.cast.sari)
    page = client.get(edit(world.household)).content.decode()
    assert "bersama keluarga Contoh Tetangga" in page
    data = as_opened(client, edit(world.household)) | {"drinking_water": "6", "rt": "03"}
    assert client.post(edit(world.household), data).status_code == 302
    dwelling = Dwelling.objects.get(pk=world.household.dwelling_id)
    assert (dwelling.drinking_water, dwelling.rt) == (6, "03")
    assert set(nudged) == {world.household.pk, neighbour.pk}


def test_a_point_is_only_asked_where_the_family_allowed_it(world: World, as_: SignIn) -> None:
    client = as_(world.cast.sari)
    point = {"latitude": "-8,51234567", "longitude": "116.1"}
    client.post(edit(world.household), as_opened(client, edit(world.household)) | point)
    assert Dwelling.objects.get(pk=world.household.dwelling_id).latitude is None
    allow_gps(world)
    client.post(edit(world.household), as_opened(client, edit(world.household)) | point)
    dwelling = Dwelling.objects.get(pk=world.household.dwelling_id)
    assert (dwelling.latitude, dwelling.longitude) == (Decimal("-8.512346"), Decimal("116.1"))


def test_half_a_point_is_refused(world: World, as_: SignIn) -> None:
    allow_gps(world)
    client = as_(world.cast.sari)
    data = as_opened(client, edit(world.household)) | {"latitude": "-8.5"}
    assert (
        "Isi lintang dan bujur berdua." in client.post(edit(world.household), data).content.decode()
    )


def test_sharing_fills_what_is_unknown_and_leaves_the_rest_to_a_decision(
    world: World, as_: SignIn, neighbour: Household, nudged: list[Any]
) -> None:
    record_facts(
        actor=world.cast.sari,
        subject=world.household.dwelling,
        values={"toilet": 6, "drinking_water": 6},
        observed_on=clock.today(),
    )
    response = as_(world.cast.sari).post(share(world.household), {"other": str(neighbour.pk)})
    assert response.status_code == 302
    world.household.refresh_from_db()
    assert world.household.dwelling_id == neighbour.dwelling_id
    shared = Dwelling.objects.get(pk=neighbour.dwelling_id)
    assert (shared.toilet, shared.drinking_water) == (1, 6)
    difference = FactDifference.objects.get()
    assert (difference.fact, difference.current_value, difference.proposed_value) == (
        "toilet",
        1,
        6,
    )
    assert (difference.proposed_source, difference.household) == ("facilitator", world.household)
    filled = Observation.objects.get(subject_id=shared.pk)
    assert filled.values == {"drinking_water": 6}
    assert set(nudged) == {world.household.pk, neighbour.pk}


def test_sharing_twice_is_sharing_once(world: World, as_: SignIn, neighbour: Household) -> None:
    for _time in range(2):
        as_(world.cast.sari).post(share(world.household), {"other": str(neighbour.pk)})
    assert AuditEntry.objects.filter(action="dwelling.shared").count() == 1


def test_leaving_goes_back_to_the_house_one_came_from(
    world: World, as_: SignIn, neighbour: Household
) -> None:
    before = world.household.dwelling_id
    client = as_(world.cast.sari)
    client.post(share(world.household), {"other": str(neighbour.pk)})
    client.post(share(world.household), {"leave": "1"})
    world.household.refresh_from_db()
    assert world.household.dwelling_id == before
    client.post(share(world.household), {"leave": "1"})
    assert AuditEntry.objects.filter(action="dwelling.left").count() == 1


def test_a_house_out_of_sight_cannot_be_shared(world: World, as_: SignIn) -> None:
    before = world.household.dwelling_id
    response = as_(world.cast.sari).post(share(world.household), {"other": str(world.other.pk)})
    assert response.status_code == 404
    world.household.refresh_from_db()
    assert world.household.dwelling_id == before


def test_a_house_of_another_village_cannot_be_shared(world: World, as_: SignIn) -> None:
    response = as_(world.cast.admin).post(share(world.household), {"other": str(world.other.pk)})
    assert "Pilih keluarga lain di desa yang sama." in response.content.decode()
    assert not AuditEntry.objects.filter(action="dwelling.shared").exists()


def test_the_families_to_share_with_are_looked_for_by_name(
    world: World, as_: SignIn, neighbour: Household
) -> None:
    page = as_(world.cast.sari).get(share(world.household), {"name": "tetanga"}).content.decode()
    assert "Contoh Tetangga" in page
    assert "Contoh Lain" not in page
