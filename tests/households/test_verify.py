"""Verifying: from candidate to verified or not, dated and reasoned."""

import pytest
from django.urls import reverse

from accounts import clock
from households.models import EnrolmentState, Household
from households.models.enrolment import State
from tests.access.matrix import World
from tests.factories import make_household
from tests.households.conftest import SignIn


def verify(household: Household) -> str:
    return reverse("household_verify", kwargs={"pk": household.pk})


@pytest.fixture
def candidate(world: World) -> Household:
    return make_household(world.cast.village_a, facilitator=world.cast.sari)


def now(household: Household) -> str:
    return EnrolmentState.objects.get(household=household, valid_to=None).state


def answer(**fields: str) -> dict[str, str]:
    return {"on": clock.today().isoformat()} | fields


def test_a_candidate_is_verified_without_many_words(
    world: World, as_: SignIn, candidate: Household
) -> None:
    as_(world.cast.sari).post(verify(candidate), answer(state="verified", alternative_track="on"))
    state = EnrolmentState.objects.get(household=candidate, valid_to=None)
    assert (state.state, state.alternative_track) == ("verified", True)
    assert state.recorded_by == world.cast.sari


@pytest.mark.parametrize("state", ["not_eligible", "moved", "not_found", "duplicate"])
def test_any_other_result_wants_a_reason(
    world: World, as_: SignIn, candidate: Household, state: str
) -> None:
    client = as_(world.cast.sari)
    assert (
        "Tulis alasannya." in client.post(verify(candidate), answer(state=state)).content.decode()
    )
    assert now(candidate) == "candidate"
    client.post(verify(candidate), answer(state=state, reason="Rumah kosong"))
    assert now(candidate) == state
    assert EnrolmentState.objects.get(household=candidate, state=state).reason == "Rumah kosong"


def test_enrolling_and_ending_are_not_done_here(
    world: World, as_: SignIn, candidate: Household
) -> None:
    client = as_(world.cast.sari)
    client.post(verify(candidate), answer(state="enrolled", reason="Uji"))
    assert now(candidate) == "candidate"
    for state in ("graduated", "exited", "extended"):
        response = client.post(verify(world.household), answer(state=state, reason="Uji"))
        assert response["Location"] == f"/keluarga/{world.household.pk}/"
        assert now(world.household) == "enrolled"


def test_a_family_of_another_village_is_404_and_stays_as_it_is(
    world: World, as_: SignIn, candidate: Household
) -> None:
    response = as_(world.cast.budi).post(verify(candidate), answer(state="verified"))
    assert response.status_code == 404
    assert now(candidate) == State.CANDIDATE
