"""Enrolling one household and many: states, plans, consents, and what is left alone."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import AuditEntry
from households.models import Consent, EnrolmentState, Household
from households.models.enrolment import State
from households.services.enrolment import change_state
from interventions.models import MentoringPlan
from interventions.services.consents import ConsentInput, ConsentRefused
from interventions.services.enrolment import StateRefused, enrol_household, enrol_households
from tests.cast import Cast
from tests.factories import make_household, make_member, system_account
from tests.interventions.conftest import TODAY

DAY = date(2026, 11, 2)


def states(household: Household) -> list[tuple[str, date, date | None]]:
    rows = EnrolmentState.objects.filter(household=household).order_by("valid_from", "recorded_at")
    return sorted(
        rows.values_list("state", "valid_from", "valid_to"),
        key=lambda row: (row[1], row[2] or date.max, row[0] != "candidate"),
    )


def test_enrolling_a_verified_household_makes_its_plan(
    cast: Cast, django_capture_on_commit_callbacks, sent
) -> None:
    household = make_household(cast.village_a, state=State.VERIFIED)
    bystander = make_household(cast.village_a, state=State.VERIFIED)
    with django_capture_on_commit_callbacks(execute=True):
        plan = enrol_household(actor=cast.sari, household=household, on=DAY, alternative_track=True)
    assert states(household)[-1] == ("enrolled", DAY, None)
    assert EnrolmentState.objects.get(household=household, valid_to=None).alternative_track
    assert (plan.starts_on, plan.months, plan.template.version) == (DAY, 24, 1)
    assert plan.next_due == DAY + timedelta(days=14)
    assert ("entitlements.check_household", str(household.pk)) in sent
    assert states(bystander)[-1][0] == "verified"
    assert not MentoringPlan.objects.filter(household=bystander).exists()


def test_enrolling_twice_is_enrolling_once(cast: Cast, sent) -> None:
    household = make_household(cast.village_a, state=State.VERIFIED)
    first = enrol_household(actor=cast.sari, household=household, on=DAY)
    again = enrol_household(actor=cast.sari, household=household, on=DAY)
    assert again.pk == first.pk
    assert EnrolmentState.objects.filter(household=household).count() == 2


def test_a_candidate_is_not_enrolled_before_it_is_verified(cast: Cast) -> None:
    household = make_household(cast.village_a, state=State.CANDIDATE)
    with pytest.raises(StateRefused):
        enrol_household(actor=cast.sari, household=household, on=DAY)
    assert not MentoringPlan.objects.exists()
    assert not AuditEntry.objects.exists()


def test_a_child_or_a_stranger_gives_no_consent_and_nothing_is_enrolled(cast: Cast) -> None:
    household = make_household(cast.village_a, state=State.VERIFIED)
    child = make_member(household, "Contoh Anak", birth_date=date(2015, 1, 1))
    stranger = make_member(make_household(cast.village_a), "Contoh Tetangga")
    for giver in (child, stranger):
        consent = ConsentInput("photo", True, giver.pk, "spoken", DAY)
        with pytest.raises(ConsentRefused):
            enrol_household(actor=cast.sari, household=household, on=DAY, consents=[consent])
    assert states(household)[-1][0] == "verified"
    assert not Consent.objects.exists()


def test_consents_keep_the_wording_and_who_gave_them(cast: Cast, sent) -> None:
    household = make_household(cast.village_a, state=State.VERIFIED)
    mother = make_member(household, "Contoh Ibu", birth_date=date(1990, 1, 1))
    consents = [
        ConsentInput("photo", True, mother.pk, "written", DAY, as_guardian=True),
        ConsentInput("sharing", False, mother.pk, "spoken", DAY),
    ]
    for _ in range(2):
        enrol_household(actor=cast.sari, household=household, on=DAY, consents=consents)
    found = {consent.purpose: consent for consent in Consent.objects.all()}
    assert found.keys() == {"photo", "sharing"}
    assert found["photo"].as_guardian
    assert found["photo"].text_version == "foto-1"
    assert not found["sharing"].given


def test_a_batch_enrols_candidates_and_verified_and_leaves_the_others_alone(
    cast: Cast, django_capture_on_commit_callbacks, sent
) -> None:
    new = TODAY
    candidate = make_household(cast.village_a, state=State.CANDIDATE, since=new)
    verified = make_household(cast.village_a, state=State.VERIFIED)
    refused = make_household(cast.village_a, state=State.NOT_ELIGIBLE)
    active = make_household(cast.village_a, state=State.ENROLLED)
    not_named = make_household(cast.village_a, state=State.CANDIDATE)
    named = [candidate, verified, refused, active]
    with django_capture_on_commit_callbacks(execute=True):
        count = enrol_households(
            actor=cast.admin, household_ids=[h.pk for h in named] + [uuid4()], on=DAY
        )
    assert count == 2
    assert states(candidate) == [
        ("candidate", DAY, DAY),
        ("verified", DAY, DAY),
        ("enrolled", DAY, None),
    ]
    assert [row[0] for row in states(verified)] == ["verified", "enrolled"]
    assert [row[0] for row in states(refused)] == ["not_eligible"]
    assert [row[0] for row in states(active)] == ["enrolled"]
    assert [row[0] for row in states(not_named)] == ["candidate"]
    plans = MentoringPlan.objects.all()
    assert {plan.household_id for plan in plans} == {candidate.pk, verified.pk}
    assert {plan.next_due for plan in plans} == {DAY + timedelta(days=14)}
    assert AuditEntry.objects.get(action="enrolment.batch").detail["households"] == 2
    assert ("entitlements.sweep",) in sent


def test_a_batch_ends_in_the_same_states_as_one_by_one(cast: Cast, sent) -> None:
    late = date(2026, 11, 20)
    pair = [make_household(cast.village_a, state=State.CANDIDATE, since=late) for _ in range(2)]
    enrol_households(actor=cast.admin, household_ids=[pair[0].pk], on=DAY)
    for state in (State.VERIFIED, State.ENROLLED):
        change_state(actor=cast.admin, household=pair[1], state=state, on=DAY)
    assert states(pair[0]) == states(pair[1])


@pytest.mark.parametrize("listed", [date(2026, 10, 1), date(2026, 11, 10)])
def test_enrolling_before_the_day_of_verification_cuts_the_states_before_it(
    cast: Cast, sent, listed: date
) -> None:
    pair = [make_household(cast.village_a, state=State.CANDIDATE, since=listed) for _ in range(2)]
    for household in pair:
        change_state(
            actor=cast.sari, household=household, state=State.VERIFIED, on=date(2026, 11, 12)
        )
    enrol_household(actor=cast.sari, household=pair[0], on=DAY)
    enrol_households(actor=cast.sari, household_ids=[pair[1].pk], on=DAY)
    expected = [
        ("candidate", min(listed, DAY), DAY),
        ("verified", DAY, DAY),
        ("enrolled", DAY, None),
    ]
    assert states(pair[0]) == expected
    assert states(pair[1]) == expected


def test_a_batch_repeated_writes_nothing(cast: Cast, sent) -> None:
    ids = [make_household(cast.village_a).pk for _ in range(3)]
    assert enrol_households(actor=cast.admin, household_ids=ids, on=DAY) == 3
    before = (EnrolmentState.objects.count(), AuditEntry.objects.count())
    assert enrol_households(actor=cast.admin, household_ids=ids, on=DAY) == 0
    assert (EnrolmentState.objects.count(), AuditEntry.objects.count()) == before


def test_a_household_that_left_is_not_enrolled_over_its_former_enrolment(cast: Cast) -> None:
    household = make_household(cast.village_a, state=State.ENROLLED, since=date(2025, 1, 1))
    for state, day in ((State.EXITED, date(2026, 10, 1)), (State.CANDIDATE, date(2026, 11, 10))):
        change_state(actor=cast.admin, household=household, state=state, on=day)
    ids = [household.pk]
    assert enrol_households(actor=cast.admin, household_ids=ids, on=date(2026, 10, 15)) == 0
    assert enrol_households(actor=cast.admin, household_ids=ids, on=date(2026, 11, 11)) == 1


def test_nobody_is_enrolled_in_the_future(cast: Cast) -> None:
    household = make_household(cast.village_a)
    with pytest.raises(StateRefused):
        enrol_households(
            actor=cast.admin, household_ids=[household.pk], on=TODAY + timedelta(days=1)
        )
    assert [row[0] for row in states(household)] == ["candidate"]


def test_the_number_of_statements_does_not_grow_with_the_households(cast: Cast, sent) -> None:
    counts = []
    for size in (2, 12):
        ids = [make_household(cast.village_a).pk for _ in range(size)]
        with CaptureQueriesContext(
            connection,
        ) as queries:
            enrol_households(actor=cast.admin, household_ids=ids, on=DAY)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_the_system_account_may_enrol(cast: Cast, sent) -> None:
    household = make_household(cast.village_a)
    assert enrol_households(actor=system_account(), household_ids=[household.pk], on=DAY) == 1
