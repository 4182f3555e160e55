"""A visit is kept once, however often it is sent, whenever it arrives, whoever still may see it."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from kombu.exceptions import OperationalError

from accounts import clock
from accounts.models import AuditEntry
from households.models import CaseloadAssignment, Consent, FactDifference, Household, Observation
from households.models.enrolment import State
from households.services.facts import record_facts
from interventions.models import MentoringPlan, PlanGoal, TemplateMilestone, Visit, VisitConflict
from interventions.services.consents import ConsentInput
from interventions.services.enrolment import enrol_household
from interventions.services.goals import GoalRefused
from interventions.services.states import move_household
from interventions.services.visit_facts import AnswerRefused
from interventions.services.visits import SentWithOtherContent, VisitRefused, record_visit
from interventions.visit_content import FactAnswer, Point
from tests.cast import Cast
from tests.factories import make_household, make_member
from tests.interventions.conftest import TODAY
from tests.interventions.visits import a_visit, yesterday

ENROLLED_ON = date(2026, 11, 2)


@pytest.fixture
def household(cast: Cast, sent) -> Household:
    """Sari's, enrolled three weeks ago."""
    made = make_household(cast.village_a, facilitator=cast.sari, state=State.VERIFIED)
    enrol_household(actor=cast.sari, household=made, on=ENROLLED_ON)
    return made


def test_a_visit_is_kept_with_its_facts_and_its_own_day(
    cast: Cast, household: Household, django_capture_on_commit_callbacks, sent
) -> None:
    child = make_member(household, "Contoh Anak", schooling=2, jkn_status="inactive")
    bystander = make_member(household, "Contoh Ibu", jkn_status="inactive")
    answers = (
        FactAnswer(child.pk, "jkn_status", "active"),
        FactAnswer(child.pk, "schooling", 2),
        FactAnswer(child.pk, "level", 3),
        FactAnswer(household.dwelling_id, "toilet", 6),
        FactAnswer(household.pk, "open_defecation", True),
    )
    visit = a_visit(household, answers=answers, met=(bystander.pk,), topics=("saving", "debt"))
    with django_capture_on_commit_callbacks(execute=True):
        kept = record_visit(actor=cast.sari, visit=visit)
    child.refresh_from_db()
    bystander.refresh_from_db()
    household.dwelling.refresh_from_db()
    assert (child.jkn_status, child.level, household.dwelling.toilet) == ("active", 3, 6)
    assert bystander.jkn_status == "inactive"
    assert kept.happened_on == TODAY - timedelta(days=1)
    assert kept.received_at > kept.happened_at
    seen = Observation.objects.filter(visit_id=kept.pk)
    assert {row.observed_on for row in seen} == {kept.happened_on}
    kinds = {name: row.kind for row in seen for name in row.values}
    assert kinds == {
        "jkn_status": "changed", "schooling": "confirmed", "level": "first",
        "toilet": "first", "open_defecation": "first",
    }  # fmt: skip
    assert ("interventions.check_after_visit", str(kept.pk)) in sent
    assert AuditEntry.objects.filter(action="visit.recorded", actor=cast.sari).count() == 1


def test_a_fact_that_was_wrong_is_told_apart_from_one_that_changed(
    cast: Cast, household: Household
) -> None:
    member = make_member(household, jkn_status="inactive", schooling=1)
    answers = (
        FactAnswer(member.pk, "jkn_status", "active", was_wrong=True),
        FactAnswer(member.pk, "schooling", 2),
    )
    visit = record_visit(actor=cast.sari, visit=a_visit(household, answers=answers))
    kinds = {
        name: row.kind
        for row in Observation.objects.filter(visit_id=visit.pk)
        for name in row.values
    }
    assert kinds == {"jkn_status": "wrong", "schooling": "changed"}


def test_the_same_visit_twice_is_one_visit(cast: Cast, household: Household) -> None:
    member = make_member(household)
    visit = a_visit(
        household, answers=(FactAnswer(member.pk, "schooling", 2),), notes="Baris satu\nBaris dua"
    )
    first = record_visit(actor=cast.sari, visit=visit)
    rows = (Observation.objects.count(), AuditEntry.objects.count())
    zoned = visit.happened_at.astimezone(ZoneInfo("America/New_York"))
    again = replace(visit, notes="Baris satu\r\nBaris dua ", happened_at=zoned)
    assert record_visit(actor=cast.sari, visit=again).pk == first.pk
    assert Visit.objects.count() == 1
    assert (Observation.objects.count(), AuditEntry.objects.count()) == rows
    assert not VisitConflict.objects.exists()


def test_a_resend_succeeds_after_the_household_was_reassigned_and_has_left(
    cast: Cast, household: Household
) -> None:
    visit = a_visit(household)
    record_visit(actor=cast.sari, visit=visit)
    CaseloadAssignment.objects.filter(household=household).update(facilitator=cast.budi)
    move_household(
        actor=cast.ratna, household=household, state=State.EXITED, on=TODAY, reason="Pindah."
    )
    assert record_visit(actor=cast.sari, visit=visit).pk == visit.id
    with pytest.raises(VisitRefused):
        record_visit(actor=cast.sari, visit=a_visit(household))
    assert Visit.objects.count() == 1


def test_the_same_id_with_other_content_is_refused_and_both_are_kept(
    cast: Cast, household: Household
) -> None:
    member = make_member(household, schooling=1)
    visit = a_visit(household, notes="Yang pertama")
    record_visit(actor=cast.sari, visit=visit)
    other = replace(visit, notes="Yang kedua", answers=(FactAnswer(member.pk, "schooling", 2),))
    for _ in range(2):
        with pytest.raises(SentWithOtherContent):
            record_visit(actor=cast.sari, visit=other)
    conflict = VisitConflict.objects.get()
    assert conflict.content["notes"] == "Yang kedua"
    assert Visit.objects.get().notes == "Yang pertama"
    member.refresh_from_db()
    assert member.schooling == 1


def test_somebody_elses_id_tells_nothing_about_the_visit(cast: Cast, household: Household) -> None:
    visit = a_visit(household)
    record_visit(actor=cast.sari, visit=visit)
    with pytest.raises(VisitRefused):
        record_visit(actor=cast.budi, visit=visit)
    assert not VisitConflict.objects.exists()
    mine = make_household(cast.village_b, facilitator=cast.budi, state=State.ENROLLED)
    with pytest.raises(SentWithOtherContent):
        record_visit(actor=cast.budi, visit=replace(a_visit(mine), id=visit.id))
    assert VisitConflict.objects.get().household_id == mine.pk


def test_a_household_out_of_sight_cannot_be_visited(cast: Cast, household: Household) -> None:
    for person in (cast.budi, cast.tamu):
        with pytest.raises(VisitRefused):
            record_visit(actor=person, visit=a_visit(household))
    assert not Visit.objects.exists()


def test_a_visit_of_the_future_is_refused(cast: Cast, household: Household) -> None:
    for later in (timedelta(minutes=1), timedelta(days=1)):
        with pytest.raises(VisitRefused):
            record_visit(actor=cast.sari, visit=a_visit(household, happened_at=clock.now() + later))
    assert not Visit.objects.exists()


@pytest.mark.time_zones
def test_the_day_of_a_visit_is_the_day_in_wita(
    cast: Cast, household: Household, system_zone: str
) -> None:
    early = datetime(2026, 11, 20, 6, 30, tzinfo=clock.WITA)  # still the 19th in UTC
    kept = record_visit(actor=cast.sari, visit=a_visit(household, happened_at=early))
    assert kept.happened_on == date(2026, 11, 20)


def test_verification_is_visited_before_enrolment_and_who_left_is_not(cast: Cast, sent) -> None:
    candidate = make_household(cast.village_a, facilitator=cast.sari, since=TODAY)
    assert record_visit(actor=cast.sari, visit=a_visit(candidate)).pk
    gone = make_household(cast.village_a, facilitator=cast.sari, state=State.MOVED)
    with pytest.raises(VisitRefused, match="Pindah"):
        record_visit(actor=cast.sari, visit=a_visit(gone))


def test_a_visit_moves_the_next_due_date_and_a_group_meeting_does_not(
    cast: Cast, household: Household
) -> None:
    plan = MentoringPlan.objects.get()
    assert plan.next_due == date(2026, 11, 16)
    record_visit(actor=cast.sari, visit=a_visit(household, mode="group"))
    plan.refresh_from_db()
    assert plan.next_due == date(2026, 11, 16)
    late = datetime(2026, 11, 19, 9, 0, tzinfo=clock.WITA)
    record_visit(actor=cast.sari, visit=a_visit(household, happened_at=late))
    plan.refresh_from_db()
    assert plan.next_due == date(2026, 11, 30)


def test_an_answer_that_a_newer_one_has_overtaken_becomes_a_difference(
    cast: Cast, household: Household
) -> None:
    member = make_member(household, schooling=1, level=3)
    record_facts(actor=cast.sari, subject=member, values={"schooling": 3}, observed_on=TODAY)
    answers = (FactAnswer(member.pk, "schooling", 2), FactAnswer(member.pk, "level", 4))
    record_visit(actor=cast.sari, visit=a_visit(household, answers=answers))
    member.refresh_from_db()
    assert (member.schooling, member.level) == (3, 4)
    difference = FactDifference.objects.get()
    assert (difference.fact, difference.current_value, difference.proposed_value) == (
        "schooling", 3, 2,
    )  # fmt: skip


def test_an_answer_about_a_stranger_refuses_the_whole_visit(
    cast: Cast, household: Household
) -> None:
    stranger = make_member(make_household(cast.village_a))
    mine = make_member(household)
    for answer in (FactAnswer(stranger.pk, "schooling", 2), FactAnswer(mine.pk, "toilet", 2)):
        visit = a_visit(household, answers=(FactAnswer(mine.pk, "schooling", 2), answer))
        with pytest.raises(AnswerRefused):
            record_visit(actor=cast.sari, visit=visit)
    assert not Visit.objects.exists()
    assert not Observation.objects.exists()


def test_a_place_is_kept_only_by_consent(cast: Cast, household: Household) -> None:
    mother = make_member(household, "Contoh Ibu", birth_date=date(1990, 1, 1))
    point = Point(Decimal("-8.5"), Decimal("116.1"), 12)
    with pytest.raises(VisitRefused):
        record_visit(actor=cast.sari, visit=a_visit(household, point=point))
    yes = ConsentInput("gps", True, mother.pk, "spoken", TODAY - timedelta(days=2))
    kept = record_visit(actor=cast.sari, visit=a_visit(household, point=point, consents=(yes,)))
    assert (kept.latitude, kept.accuracy_m) == (Decimal("-8.5"), 12)
    no = ConsentInput("gps", False, mother.pk, "spoken", TODAY)
    with pytest.raises(VisitRefused):
        record_visit(actor=cast.sari, visit=a_visit(household, point=point, consents=(no,)))
    assert Consent.objects.get().given


def test_progress_is_kept_for_the_milestones_of_the_plan_and_the_latest_day_counts(
    cast: Cast, household: Household
) -> None:
    first, second = TemplateMilestone.objects.filter(phase__number=1)[:2]
    record_visit(
        actor=cast.sari,
        visit=a_visit(household, progress={str(first.pk): "done", str(second.pk): "in_progress"}),
    )
    earlier = yesterday() - timedelta(days=5)
    record_visit(
        actor=cast.sari,
        visit=a_visit(household, happened_at=earlier, progress={str(first.pk): "in_progress"}),
    )
    assert dict(PlanGoal.objects.values_list("milestone", "state")) == {
        first.pk: "done",
        second.pk: "in_progress",
    }
    candidate = make_household(cast.village_a, facilitator=cast.sari)
    with pytest.raises(GoalRefused):
        record_visit(actor=cast.sari, visit=a_visit(candidate, progress={str(first.pk): "done"}))
    assert not Visit.objects.filter(household=candidate).exists()


def test_a_broker_that_is_down_loses_no_visit(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks
) -> None:
    household = make_household(cast.village_a, facilitator=cast.sari, state=State.ENROLLED)

    def refuse(*args: object, **kwargs: object) -> None:
        raise OperationalError("down")

    monkeypatch.setattr("accounts.nudges.current_app.send_task", refuse)
    with django_capture_on_commit_callbacks(execute=True):
        visit = record_visit(actor=cast.sari, visit=a_visit(household))
    visit.refresh_from_db()
    assert visit.check_delayed
    assert visit.flags_checked_at is None
