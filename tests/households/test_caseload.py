"""A caseload changes hands in one act: seen before, told afterwards, and taken back by one link."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from accounts import clock
from accounts.models import AuditEntry, User
from accounts.roles import Role
from households.access import own_caseload
from households.models import CaseloadAssignment, Household
from households.services.caseload import ReassignmentRefused, reassign_caseload
from tests.access.matrix import World
from tests.factories import make_household, make_member, make_user
from tests.households.conftest import SignIn

PAGE = reverse("caseload_reassign")


@pytest.fixture
def ayu(world: World) -> User:
    """Another facilitator of village A."""
    return make_user("ayu", Role.FACILITATOR, world.cast.village_a)


@pytest.fixture
def second(world: World) -> Household:
    household = make_household(world.cast.village_a, facilitator=world.cast.sari)
    make_member(household, "Contoh Kedua", relation=1)
    return household


def said(to: User | None, *households: Household, **fields: str) -> dict[str, Any]:
    return {
        "to": str(to.pk) if to else "nobody",
        "on": clock.today().isoformat(),
        "reason": "Sari pindah tugas",
        "households": [str(household.pk) for household in households],
    } | fields


def in_charge(household: Household) -> list[tuple[User, bool]]:
    rows = CaseloadAssignment.objects.filter(household=household).order_by("assigned_at")
    return [(row.facilitator, row.valid_to is None) for row in rows]


def test_one_chooses_from_the_caseloads_and_villages_in_sight(
    world: World, as_: SignIn, second: Household
) -> None:
    make_household(world.cast.village_a)
    context = as_(world.cast.ratna).get(PAGE).context
    assert [(row.name, row.households) for row in context["caseloads"]] == [("Sari", 2)]
    assert [(row.name, row.households) for row in context["villages"]] == [("Desa Anggrek", 1)]
    joko = as_(world.cast.joko).get(PAGE).context
    assert [(row.name, row.households) for row in joko["caseloads"]] == [("Budi", 1)]


def test_the_form_offers_the_families_and_the_facilitators_in_sight(
    world: World, as_: SignIn, ayu: User, second: Household
) -> None:
    form = as_(world.cast.ratna).get(PAGE, {"from": str(world.cast.sari.pk)}).context["form"]
    assert {key for key, _label in form.fields["households"].choices} == {
        str(world.household.pk),
        str(second.pk),
    }
    people = {label for _key, label in form.fields["to"].choices}
    assert "Ayu" in people
    assert "Budi" not in people
    other = as_(world.cast.ratna).get(PAGE, {"from": str(world.cast.budi.pk)})
    assert other.context["rows"] == []


def test_a_preview_says_what_would_change_and_changes_nothing(
    world: World, as_: SignIn, ayu: User, second: Household
) -> None:
    CaseloadAssignment.objects.filter(household=second).update(facilitator=ayu)
    response = as_(world.cast.ratna).post(PAGE, said(ayu, world.household, second))
    assert [row.head_name for row in response.context["moving"]] == ["Contoh Kepala"]
    assert [row.head_name for row in response.context["staying"]] == ["Contoh Kedua"]
    assert in_charge(world.household) == [(world.cast.sari, True)]
    assert not AuditEntry.objects.exists()


def test_confirming_moves_them_and_keeps_who_was_in_charge(
    world: World, as_: SignIn, ayu: User, second: Household
) -> None:
    as_(world.cast.ratna).post(PAGE, said(ayu, world.household, second, confirm="1"))
    for household in (world.household, second):
        assert in_charge(household) == [(world.cast.sari, False), (ayu, True)]
    assert in_charge(world.other) == [(world.cast.budi, True)]
    assert set(own_caseload(ayu)) == {world.household, second}
    assert not own_caseload(world.cast.sari).exists()
    assert as_(world.cast.sari).get(f"/keluarga/{second.pk}/riwayat/").status_code == 404
    entry = AuditEntry.objects.get(action="caseload.reassigned")
    assert entry.actor == world.cast.ratna
    assert entry.detail["reason"] == "Sari pindah tugas"


def test_confirming_twice_is_confirming_once(world: World, as_: SignIn, ayu: User) -> None:
    for _time in range(2):
        response = as_(world.cast.ratna).post(PAGE, said(ayu, world.household, confirm="1"))
        assert response.status_code == 302
    assert in_charge(world.household) == [(world.cast.sari, False), (ayu, True)]
    assert AuditEntry.objects.filter(action="caseload.reassigned").count() == 1


def test_one_link_takes_it_back(world: World, as_: SignIn, ayu: User, second: Household) -> None:
    client = as_(world.cast.ratna)
    done = client.post(PAGE, said(ayu, world.household, second, confirm="1"))
    [undo] = client.get(done["Location"]).context["undo"]
    assert (undo.name, undo.households) == ("Sari", 2)
    form = client.get(f"{PAGE}{undo.url}").context["form"]
    assert form.initial["to"] == str(world.cast.sari.pk)
    assert set(form.initial["households"]) == {world.household.pk, second.pk}
    client.post(PAGE, said(world.cast.sari, world.household, second, confirm="1"))
    assert set(own_caseload(world.cast.sari)) == {world.household, second}


def test_an_act_out_of_sight_cannot_be_taken_back(world: World, as_: SignIn, ayu: User) -> None:
    done = as_(world.cast.ratna).post(PAGE, said(ayu, world.household, confirm="1"))
    audit_id = done["Location"].rpartition("=")[2]
    client = as_(world.cast.joko)
    assert client.get(PAGE, {"done": audit_id}).context["undo"] == []
    asked = {"undo": audit_id, "origin": str(world.cast.sari.pk)}
    assert client.get(PAGE, asked).context["rows"] == []


def test_families_are_given_to_a_facilitator_and_left_to_nobody(
    world: World, as_: SignIn, ayu: User
) -> None:
    free = make_household(world.cast.village_a)
    client = as_(world.cast.ratna)
    rows = client.get(PAGE, {"village": world.cast.village_a.code}).context["rows"]
    assert [row.id for row in rows] == [free.pk]
    client.post(PAGE, said(ayu, free, confirm="1"))
    assert in_charge(free) == [(ayu, True)]
    client.post(PAGE, said(None, free, confirm="1"))
    assert in_charge(free) == [(ayu, False)]


def test_a_later_date_waits_until_then(world: World, as_: SignIn, ayu: User) -> None:
    later = clock.today() + timedelta(days=7)
    as_(world.cast.ratna).post(PAGE, said(ayu, world.household, confirm="1", on=later.isoformat()))
    assert set(own_caseload(world.cast.sari)) == {world.household}
    assert set(own_caseload(ayu, later)) == {world.household}
    assert not own_caseload(world.cast.sari, later).exists()


def test_a_plan_that_is_overtaken_stays_told(world: World, ayu: User) -> None:
    later = clock.today() + timedelta(days=7)
    for to, on in ((ayu, later), (None, clock.today())):
        reassign_caseload(
            actor=world.cast.ratna,
            household_ids=[world.household.pk],
            to=to,
            on=on,
            reason="Uji",
        )
    planned = CaseloadAssignment.objects.get(facilitator=ayu)
    assert planned.valid_from == planned.valid_to == later
    assert not own_caseload(ayu, later).exists()


@pytest.mark.parametrize("day", [-1, -30])
def test_a_day_gone_by_is_refused(world: World, as_: SignIn, ayu: User, day: int) -> None:
    on = (clock.today() + timedelta(days=day)).isoformat()
    response = as_(world.cast.ratna).post(PAGE, said(ayu, world.household, confirm="1", on=on))
    assert "mulai hari ini atau sesudahnya" in response.content.decode()
    assert in_charge(world.household) == [(world.cast.sari, True)]


def test_a_family_out_of_sight_is_not_moved_nor_the_others_with_it(
    world: World, as_: SignIn, ayu: User
) -> None:
    response = as_(world.cast.ratna).post(
        PAGE, said(ayu, world.household, world.other, confirm="1")
    )
    assert response.status_code == 200
    assert in_charge(world.other) == [(world.cast.budi, True)]
    assert in_charge(world.household) == [(world.cast.sari, True)]
    with pytest.raises(ReassignmentRefused):
        reassign_caseload(
            actor=world.cast.ratna,
            household_ids=[world.other.pk],
            to=None,
            on=clock.today(),
            reason="Uji",
        )


def test_a_facilitator_of_another_village_is_refused(world: World, as_: SignIn) -> None:
    response = as_(world.cast.admin).post(PAGE, said(world.cast.budi, world.household, confirm="1"))
    assert "Budi belum ditugaskan di desa semua keluarga ini" in response.content.decode()
    assert in_charge(world.household) == [(world.cast.sari, True)]


def test_who_is_no_facilitator_at_work_is_refused(world: World, ayu: User) -> None:
    ayu.is_active = False
    ayu.save()
    for somebody in (ayu, world.cast.ratna):
        with pytest.raises(ReassignmentRefused):
            reassign_caseload(
                actor=world.cast.admin,
                household_ids=[world.household.pk],
                to=somebody,
                on=clock.today(),
                reason="Uji",
            )
