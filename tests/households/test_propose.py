"""A family that is on no list: proposed once, in the proposer's village, as a candidate."""

from typing import Any

import pytest
from django.urls import reverse

from accounts.models import AuditEntry
from households import sealed
from households.codes import NikMissingReason
from households.identity import new_id
from households.models import CaseloadAssignment, EnrolmentState, Household, Member
from households.services.propose import Proposal, ProposalRefused, propose_household
from tests.access.households import proposal
from tests.access.matrix import World
from tests.factories import make_household, make_member
from tests.households.conftest import SignIn

PROPOSE = reverse("household_propose")


def count() -> tuple[int, int]:
    return Household.objects.count(), Member.objects.count()


def test_a_proposed_family_is_a_candidate_of_the_proposers_caseload(
    world: World, as_: SignIn
) -> None:
    said = proposal(world) | {"no_kk": "5201010101016666", "phone": "0812 0000 0001"}
    response = as_(world.cast.sari).post(PROPOSE, said)
    household = Household.objects.get(pk=said["id"])
    assert response["Location"] == f"/keluarga/{household.pk}/"
    assert (household.origin, household.village) == ("proposed", world.cast.village_a)
    assert household.kk_hash == sealed.keyed_hash("5201010101016666")
    assert household.dwelling.dusun == "Dusun Rekaan"
    state = EnrolmentState.objects.get(household=household)
    assert (state.state, state.reason) == ("candidate", "Rumahnya roboh")
    assert CaseloadAssignment.objects.get(household=household).facilitator == world.cast.sari
    head = household.members.get()
    assert (head.name, head.relation, head.nik_missing_reason) == ("Amaq Rekaan", 1, "never_issued")
    assert AuditEntry.objects.get(action="household.proposed").actor == world.cast.sari


def test_the_same_form_sent_twice_is_one_family(world: World, as_: SignIn) -> None:
    client = as_(world.cast.sari)
    client.post(PROPOSE, proposal(world))
    before = count()
    assert client.post(PROPOSE, proposal(world) | {"confirmed": "on"}).status_code == 302
    assert count() == before


def test_another_person_cannot_reuse_the_forms_id(world: World, as_: SignIn) -> None:
    as_(world.cast.sari).post(PROPOSE, proposal(world))
    before = count()
    said = proposal(world) | {"village": world.cast.village_b.code}
    response = as_(world.cast.budi).post(PROPOSE, said)
    assert "Isian ini sudah dipakai" in response.content.decode()
    assert count() == before


def test_a_family_of_another_village_cannot_be_proposed(world: World, as_: SignIn) -> None:
    before = count()
    response = as_(world.cast.budi).post(PROPOSE, proposal(world))
    assert response.context["form"].errors["village"]
    assert "Rumahnya roboh" in response.content.decode()  # what was typed stays
    assert count() == before


@pytest.mark.parametrize(
    ("person", "village", "told"),
    [
        ("sari", "village_a", "Nomor ini sudah tercatat pada keluarga Contoh Kepala."),
        ("budi", "village_b", "di luar dampingan Anda"),
    ],
)
def test_a_nik_that_is_recorded_anywhere_is_refused_without_telling_too_much(
    world: World, as_: SignIn, person: str, village: str, told: str
) -> None:
    before = count()
    said = proposal(world) | {
        "village": getattr(world.cast, village).code,
        "nik": "5201010101010001",
        "confirmed": "on",
    }
    page = as_(getattr(world.cast, person)).post(PROPOSE, said).content.decode()
    assert told in page
    assert ("Contoh Kepala" in page) is (person == "sari")
    assert count() == before


def alike(world: World, **fields: Any) -> Household:
    household = make_household(world.cast.village_a, **fields)
    make_member(household, "Amak Rekaan", relation=1, birth_date="1970-02-03")
    return household


def test_a_similar_family_is_shown_and_has_to_be_confirmed(world: World, as_: SignIn) -> None:
    alike(world)
    before = count()
    client = as_(world.cast.sari)
    page = client.post(PROPOSE, proposal(world)).content.decode()
    assert "Amak Rekaan" in page
    assert count() == before
    assert client.post(PROPOSE, proposal(world) | {"confirmed": "on"}).status_code == 302
    assert count() == (before[0] + 1, before[1] + 1)


def test_a_similar_family_in_a_colleagues_care_is_counted_and_not_named(
    world: World, as_: SignIn
) -> None:
    alike(world, facilitator=world.cast.tamu)
    page = as_(world.cast.sari).post(PROPOSE, proposal(world)).content.decode()
    assert "1 keluarga mirip di desa ini didampingi orang lain" in page
    assert "Amak Rekaan" not in page


def test_a_namesake_of_another_birth_date_is_no_duplicate(world: World, as_: SignIn) -> None:
    alike(world)
    said = proposal(world) | {"birth_date": "1988-08-08"}
    assert as_(world.cast.sari).post(PROPOSE, said).status_code == 302


def test_without_a_nik_the_reason_is_asked(world: World, as_: SignIn) -> None:
    before = count()
    response = as_(world.cast.sari).post(PROPOSE, proposal(world) | {"nik_missing_reason": ""})
    assert "Isi NIK, atau pilih mengapa belum ada." in response.content.decode()
    assert count() == before


def test_the_service_itself_keeps_to_the_proposers_villages(world: World) -> None:
    before = count()
    with pytest.raises(ProposalRefused):
        propose_household(
            actor=world.cast.budi,
            proposal=Proposal(
                id=new_id(),
                village=world.cast.village_a,
                head_name="Amaq Rekaan",
                sex=1,
                birth_date=None,
                reason="Uji",
                nik_missing_reason=NikMissingReason.NEVER_ISSUED,
            ),
        )
    assert count() == before
