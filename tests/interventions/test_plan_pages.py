"""Enrolling on a page, adjusting a plan, ending it, correcting a visit, the template."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from households.models import Consent, EnrolmentState, Household, Member, Observation
from households.models.enrolment import State
from interventions.models import MentoringPlan, PlanTemplate, Visit
from interventions.queries import due_list, plan_view, unseen, visits_of
from interventions.schedule import Lateness
from interventions.services.adjustments import (
    AdjustmentRefused,
    pause_plan,
    resume_plan,
    shift_plan,
)
from interventions.services.enrolment import enrol_household
from interventions.services.states import move_household
from interventions.services.visits import record_visit
from interventions.visit_content import FactAnswer
from tests.access.interventions import new_template
from tests.cast import Cast
from tests.factories import make_household, make_member
from tests.interventions.conftest import TODAY
from tests.interventions.visits import a_visit

ENROLLED_ON = date(2026, 11, 2)


@pytest.fixture
def household(cast: Cast, sent) -> Household:
    made = make_household(cast.village_a, facilitator=cast.sari, state=State.VERIFIED)
    enrol_household(actor=cast.sari, household=made, on=ENROLLED_ON)
    return made


@pytest.fixture
def plan(household: Household) -> MentoringPlan:
    return MentoringPlan.objects.get(household=household)


def test_a_family_is_enrolled_on_its_page_with_what_it_allows(
    cast: Cast, client: Client, sent
) -> None:
    family = make_household(cast.village_a, facilitator=cast.sari, state=State.VERIFIED)
    mother = make_member(family, "Contoh Ibu", birth_date=date(1990, 1, 1))
    make_member(family, "Contoh Anak", birth_date=date(2015, 1, 1))
    client.force_login(cast.sari)
    page = client.get(f"/keluarga/{family.pk}/daftarkan/").content.decode()
    assert "Kami meminta izin memotret rumah" in page
    assert "Contoh Anak" not in page.partition("consent_by")[2].partition("</select>")[0]
    said = {
        "on": "2026-11-20", "consent_photo": "yes", "consent_sharing": "no",
        "consent_by": str(mother.pk), "consent_how": "written", "consent_guardian": "on",
    }  # fmt: skip
    assert client.post(f"/keluarga/{family.pk}/daftarkan/", said).status_code == 302
    assert MentoringPlan.objects.get(household=family).starts_on == date(2026, 11, 20)
    assert dict(Consent.objects.values_list("purpose", "given")) == {
        "photo": True,
        "sharing": False,
    }


def test_a_family_that_is_not_verified_is_not_enrolled_and_the_page_says_so(
    cast: Cast, client: Client
) -> None:
    family = make_household(cast.village_a, facilitator=cast.sari)
    client.force_login(cast.sari)
    address = f"/keluarga/{family.pk}/daftarkan/"
    assert "belum terverifikasi" in client.get(address).content.decode()
    answer = client.post(address, {"on": "2026-11-20"})
    assert "berstatus “Calon”" in answer.content.decode()
    assert not MentoringPlan.objects.exists()


def test_a_shift_moves_the_next_contact_and_says_why(
    cast: Cast, household: Household, plan: MentoringPlan, client: Client
) -> None:
    client.force_login(cast.sari)
    said = {"action": "shift", "direction": "later", "days": 10, "reason": "Musim panen"}
    assert client.post(f"/keluarga/{household.pk}/rencana/", said).status_code == 302
    plan.refresh_from_db()
    assert plan.next_due == date(2026, 11, 26)
    view = plan_view(household)
    assert view is not None
    assert [shift.reason for shift in view.shifts] == ["Musim panen"]


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"action": "shift", "days": ""}, "Isi berapa hari."),
        ({"action": "shift", "days": 3, "reason": ""}, "Alasan: "),
        ({"action": "shift", "direction": "earlier", "days": 3}, "masa lalu"),
        ({"action": "resume"}, "Apa yang diubah? "),
    ],
)
def test_an_adjustment_that_cannot_be_is_refused_in_words(
    cast: Cast, household: Household, plan: MentoringPlan, client: Client,
    said: dict[str, Any], sentence: str,
) -> None:  # fmt: skip
    client.force_login(cast.sari)
    form = {"direction": "later", "reason": "Panen", **said}
    answer = client.post(f"/keluarga/{household.pk}/rencana/", form)
    assert sentence in answer.content.decode()
    assert not plan.shifts.exists()


def test_nothing_is_due_during_a_pause_and_the_plan_goes_on_where_it_halted(
    cast: Cast, household: Household, plan: MentoringPlan, settings
) -> None:
    for _ in range(2):
        pause_plan(actor=cast.sari, plan=plan, reason="Merantau")
    plan.refresh_from_db()
    assert plan.next_due is None
    assert plan.pauses.count() == 1
    with pytest.raises(AdjustmentRefused):
        shift_plan(actor=cast.sari, plan=plan, days=3, reason="Panen")
    settings.TODAY_OVERRIDE = TODAY + timedelta(days=30)
    for _ in range(2):
        resume_plan(actor=cast.sari, plan=plan, reason="Sudah pulang")
    plan.refresh_from_db()
    # Overdue since the 16th when the pause began: due on the day of return.
    assert plan.next_due == TODAY + timedelta(days=30)


def test_an_extension_lengthens_the_plan_and_an_exit_ends_it(
    cast: Cast, household: Household, plan: MentoringPlan, client: Client
) -> None:
    client.force_login(cast.ratna)
    address = f"/keluarga/{household.pk}/status/"
    said = {"on": TODAY.isoformat(), "state": "extended", "reason": "Hampir lulus"}
    for _ in range(2):
        assert client.post(address, said).status_code == 302
    plan.refresh_from_db()
    assert plan.months == 30
    said = {"on": TODAY.isoformat(), "state": "exited", "reason": "Pindah ke Sumbawa"}
    for _ in range(2):
        assert client.post(address, said).status_code == 302
    plan.refresh_from_db()
    assert (plan.ended_on, plan.ending, plan.next_due) == (TODAY, "exited", None)
    state = EnrolmentState.objects.get(household=household, valid_to=None)
    assert (state.state, state.reason) == ("exited", "Pindah ke Sumbawa")


def test_who_graduated_is_watched_and_who_left_can_come_back(
    cast: Cast, household: Household, plan: MentoringPlan
) -> None:
    move_household(
        actor=cast.ratna, household=household, state=State.GRADUATED, on=TODAY, reason="Panel"
    )
    plan.refresh_from_db()
    # What was not made before belongs to the past; month 30 of the plan comes next.
    assert plan.next_due == date(2029, 5, 2)
    other = make_household(cast.village_a, facilitator=cast.sari, state=State.VERIFIED)
    enrol_household(actor=cast.sari, household=other, on=ENROLLED_ON)
    for state in (State.EXITED, State.CANDIDATE, State.VERIFIED):
        move_household(actor=cast.ratna, household=other, state=state, on=TODAY, reason="Kembali")
    enrol_household(actor=cast.sari, household=other, on=TODAY)
    assert MentoringPlan.objects.filter(household=other).count() == 2


def test_a_correction_keeps_both_versions_and_its_facts_are_corrections(
    cast: Cast, household: Household, client: Client
) -> None:
    member = make_member(household, "Contoh Ibu", relation=1, schooling=3, jkn_status="inactive")
    answers = (FactAnswer(member.pk, "schooling", 2), FactAnswer(member.pk, "jkn_status", "active"))
    visit = record_visit(
        actor=cast.sari,
        visit=a_visit(household, answers=answers, met=(member.pk,), notes="Salah tulis"),
    )
    client.force_login(cast.sari)
    address = f"/kunjungan/{visit.pk}/perbaiki/"
    page = client.get(address).content.decode()
    assert "Salah tulis" in page
    said = {
        "id": str(visit.pk), "happened_on": "2026-11-23", "happened_time": "08:00",
        "mode": "phone", "met": [str(member.pk)], "notes": "Sudah betul",
        f"fact.{member.pk}.schooling": "1", f"fact.{member.pk}.jkn_status": "active",
    }  # fmt: skip
    assert "Mengapa kunjungan ini diperbaiki? " in client.post(address, said).content.decode()
    assert client.post(address, said | {"reason": "Keliru"}).status_code == 302
    visit.refresh_from_db()
    member.refresh_from_db()
    assert (visit.notes, visit.mode, member.schooling) == ("Sudah betul", "phone", 1)
    amendment = visit.amendments.get()
    assert amendment.before["notes"] == "Salah tulis"
    last = Observation.objects.filter(subject_id=member.pk).latest("version")
    assert (last.kind, last.visit_id, set(last.values)) == (
        "wrong", visit.pk, {"schooling", "jkn_checked_on"},
    ) or (last.kind, last.values) == ("wrong", {"schooling": 1})  # fmt: skip
    page = client.get(f"/kunjungan/{visit.pk}/").content.decode()
    assert "Salah tulis" in page
    assert "Keliru" in page
    client.force_login(cast.budi)
    assert client.get(f"/kunjungan/{visit.pk}/").status_code == 404


def test_a_resend_after_a_correction_is_still_the_same_visit(
    cast: Cast, household: Household, client: Client
) -> None:
    from dataclasses import replace

    from interventions.services.amendments import amend_visit

    sent_first = a_visit(household, notes="Semula")
    visit = record_visit(actor=cast.sari, visit=sent_first)
    amend_visit(
        actor=cast.sari, visit=visit, amended=replace(sent_first, notes="Kini"), reason="Keliru"
    )
    assert record_visit(actor=cast.sari, visit=sent_first).notes == "Kini"
    assert not visit.conflicts.exists()


def test_editing_the_template_makes_a_version_and_plans_keep_theirs(
    cast: Cast, household: Household, plan: MentoringPlan, client: Client
) -> None:
    client.force_login(cast.admin)
    first = PlanTemplate.objects.get()
    said = new_template(None) | {"1-every": 7, "1-milestones": "Satu\n\nDua "}  # type: ignore[arg-type]
    answer = client.post(f"/templat/{first.pk}/ubah/", said)
    made = PlanTemplate.objects.get(version=2)
    assert answer["Location"] == f"/templat/{made.pk}/"
    assert [m.text for m in made.phases.get(number=1).milestones.all()] == ["Satu", "Dua"]
    assert first.phases.get(number=1).cadence_days == 14
    plan.refresh_from_db()
    assert plan.template_id == first.pk
    other = make_household(cast.village_a, facilitator=cast.sari, state=State.VERIFIED)
    enrolled = enrol_household(actor=cast.sari, household=other, on=TODAY)
    assert (enrolled.template_id, enrolled.next_due) == (made.pk, TODAY + timedelta(days=7))


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"2-month_from": 5}, "harus mulai pada bulan ke-4, tanpa sela"),
        ({"1-month_to": 0}, "berakhir sebelum dimulai"),
        ({"1-every": 0}, "Kunjungan setiap … hari: "),
        ({"1-name": ""}, "Nama fase: "),
    ],
)
def test_phases_that_make_no_path_are_refused(
    cast: Cast, client: Client, changes: dict[str, Any], sentence: str
) -> None:
    client.force_login(cast.admin)
    first = PlanTemplate.objects.get()
    said = new_template(None) | changes  # type: ignore[arg-type]
    answer = client.post(f"/templat/{first.pk}/ubah/", said)
    assert sentence in answer.content.decode()
    assert PlanTemplate.objects.count() == 1


def test_the_due_list_says_how_late_each_family_is(
    cast: Cast, household: Household, django_assert_num_queries
) -> None:
    days = {6: "coming", 0: "today", -3: Lateness.LATE, -8: Lateness.AMBER, -15: Lateness.RED}
    made = {}
    for days_from_today in days:
        start = TODAY + timedelta(days=days_from_today - 14)
        family = make_household(cast.village_a, facilitator=cast.sari, state=State.VERIFIED,
                                since=date(2026, 1, 1))  # fmt: skip
        enrol_household(actor=cast.sari, household=family, on=start)
        made[family.pk] = days_from_today
    with django_assert_num_queries(1):
        found = due_list(Household.objects.exclude(pk=household.pk), TODAY)
    assert [(made[line.household_id], line.lateness) for line in found.overdue] == [
        (-15, Lateness.RED),
        (-8, Lateness.AMBER),
        (-3, Lateness.LATE),
    ]
    assert [made[line.household_id] for line in found.today] == [0]
    assert [made[line.household_id] for line in found.coming] == [6]


def test_who_was_met_by_nobody_in_person_for_30_days_goes_to_the_officer(
    cast: Cast, household: Household, plan: MentoringPlan
) -> None:
    everybody = Household.objects.all()
    later = ENROLLED_ON + timedelta(days=31)
    assert not unseen(everybody, later - timedelta(days=1)).exists()
    assert unseen(everybody, later).get().pk == plan.pk
    record_visit(actor=cast.sari, visit=a_visit(household, mode="phone"))
    assert unseen(everybody, later).exists()
    record_visit(actor=cast.sari, visit=a_visit(household))
    assert not unseen(everybody, later).exists()
    pause_plan(actor=cast.sari, plan=plan, reason="Merantau")
    assert not unseen(everybody, later + timedelta(days=90)).exists()


def test_the_plan_and_the_visits_of_a_page_take_a_constant_number_of_queries(
    cast: Cast, household: Household, django_assert_max_num_queries
) -> None:
    for _ in range(6):
        record_visit(actor=cast.sari, visit=a_visit(household))
    with django_assert_max_num_queries(8):
        view = plan_view(household)
        lines = visits_of(household)
    assert view is not None
    assert view.current is not None
    assert (view.month, view.current.number, len(lines)) == (1, 1, 6)
    assert Visit.objects.count() == 6


def test_a_member_of_another_household_cannot_answer_for_this_one(
    cast: Cast, client: Client, household: Household
) -> None:
    stranger: Member = make_member(make_household(cast.village_a), birth_date=date(1980, 1, 1))
    family = make_household(cast.village_a, facilitator=cast.sari, state=State.VERIFIED)
    client.force_login(cast.sari)
    said = {"on": "2026-11-20", "consent_photo": "yes", "consent_how": "spoken",
            "consent_by": str(stranger.pk)}  # fmt: skip
    answer = client.post(f"/keluarga/{family.pk}/daftarkan/", said)
    assert "Siapa yang menjawab? " in answer.content.decode()
    assert not Consent.objects.exists()
