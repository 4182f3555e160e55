"""A flag's life: opened once, changed in place, closed for a cause, coming back as another."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection

from accounts import clock
from entitlements.models import EvaluationRun, Flag, FlagEvent
from entitlements.services import evaluate_household, sweep
from households.models import Household, Member
from households.models.enrolment import State
from households.services.enrolment import change_state
from households.services.facts import record_facts
from tests.cast import Cast
from tests.entitlements.conftest import TODAY, grown_up, pupil
from tests.factories import make_household, make_member

TOMORROW = TODAY + timedelta(days=1)


def record(cast: Cast, subject: Any, *, wrong: bool = False, **values: Any) -> None:
    names = frozenset(values) if wrong else frozenset()
    record_facts(
        actor=cast.sari, subject=subject, values=values, observed_on=clock.today(), wrong=names
    )


def only_flag(household: Household) -> Flag:
    return Flag.objects.get(household=household)


def open_rows(household: Household) -> list[str]:
    return sorted(household.flags.filter(closed_at=None).values_list("row", flat=True))


def test_a_missing_entitlement_opens_one_flag_that_keeps_what_it_rests_on(
    household: Household,
) -> None:
    member = grown_up(household, jkn_status="inactive")
    counts = evaluate_household(household.pk)
    flag = only_flag(household)
    assert (counts.opened, counts.changed, counts.closed, counts.written) == (1, 0, 0, 1)
    assert (flag.entitlement, flag.member, flag.subject_id) == ("KIS", member, member.pk)
    assert (flag.row, flag.outcome, flag.severity) == ("H7", "MISSING", 3)
    assert flag.facts == {"jkn_status": "inactive", "jkn_segment": "pbi_apbn", "desil": 1}
    assert (flag.first_seen_on, flag.closed_on, flag.cause) == (TODAY, None, "")


def test_a_flag_of_the_dwelling_has_the_household_as_its_subject(household: Household) -> None:
    household.open_defecation = True
    household.save()
    evaluate_household(household.pk)
    flag = only_flag(household)
    assert (flag.entitlement, flag.member, flag.subject_id) == ("SANITATION", None, household.pk)


def test_an_unchanged_run_writes_no_row_anywhere(
    household: Household, bystander: Household
) -> None:
    grown_up(household, jkn_status="inactive")
    sweep()
    before = versions_of_rows()
    assert sweep().written == 0
    assert evaluate_household(household.pk).written == 0
    assert versions_of_rows() == before


def versions_of_rows() -> list[tuple[str, str, str]]:
    """Where each row of the flags stands and which transaction wrote it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT ctid::text, xmin::text, cmin::text FROM entitlements_flag UNION ALL "
            "SELECT ctid::text, xmin::text, cmin::text FROM entitlements_flagevent ORDER BY 1"
        )
        return list(cursor.fetchall())


def test_another_row_keeps_the_flag_and_what_it_said_before(
    household: Household, settings: Any, cast: Cast
) -> None:
    member = grown_up(household, jkn_status="inactive")
    evaluate_household(household.pk)
    first = only_flag(household)
    settings.TODAY_OVERRIDE = TOMORROW
    record(cast, member, needs_care=True)
    counts = evaluate_household(household.pk)
    flag = only_flag(household)
    assert (counts.opened, counts.changed, counts.closed) == (0, 1, 0)
    assert (flag.pk, flag.row, flag.first_seen_on) == (first.pk, "H6", TODAY)
    assert flag.changed_at is not None
    assert flag.facts == {"jkn_status": "inactive", "needs_care": True}
    event = FlagEvent.objects.get(flag=flag)
    assert (event.row, event.severity, event.facts) == ("H7", 3, first.facts)


def test_another_severity_of_the_same_row_is_a_change(household: Household, settings: Any) -> None:
    pupil(household, pip_status="nominated", pip_deadline=TODAY + timedelta(days=31))
    evaluate_household(household.pk)
    assert only_flag(household).severity == 2
    settings.TODAY_OVERRIDE = TOMORROW
    assert evaluate_household(household.pk).changed == 1
    assert only_flag(household).severity == 3


def test_a_birthday_alone_opens_and_closes_flags_in_the_sweep(
    household: Household, settings: Any
) -> None:
    pupil(household, birth_date=date(2004, 11, 25), schooling=3)
    sweep()
    assert open_rows(household) == ["K7"]
    settings.TODAY_OVERRIDE = TOMORROW
    assert sweep().closed == 1
    assert only_flag(household).cause == "no_longer_applies"


def test_a_flag_that_comes_back_is_a_new_episode(
    household: Household, cast: Cast, settings: Any
) -> None:
    member = grown_up(household, jkn_status="inactive")
    evaluate_household(household.pk)
    record(cast, member, jkn_status="active")
    evaluate_household(household.pk)
    settings.TODAY_OVERRIDE = TOMORROW
    record(cast, member, jkn_status="inactive")
    evaluate_household(household.pk)
    old, new = Flag.objects.filter(household=household).order_by("opened_at")
    assert (old.cause, old.closed_on, old.first_seen_on) == ("fixed", TODAY, TODAY)
    assert (new.closed_at, new.first_seen_on) == (None, TOMORROW)


# --- Causes, in the order in which they are looked for -----------------------------------------


def close(household: Household) -> Flag:
    assert evaluate_household(household.pk).closed == 1
    return only_flag(household)


@pytest.fixture
def flagged(household: Household) -> Member:
    member = grown_up(household, jkn_status="inactive")
    evaluate_household(household.pk)
    return member


def test_fixed_when_the_entitlement_is_met(
    household: Household, flagged: Member, cast: Cast
) -> None:
    record(cast, flagged, jkn_status="active")
    flag = close(household)
    assert (flag.cause, flag.closing_row, flag.closed_on) == ("fixed", "H13", TODAY)
    assert flag.closing_facts["jkn_status"] == "active"
    assert flag.facts["jkn_status"] == "inactive"


def test_corrected_when_the_fact_was_marked_wrong(
    household: Household, flagged: Member, cast: Cast
) -> None:
    record(cast, flagged, wrong=True, jkn_status="active")
    assert close(household).cause == "corrected"


def test_corrected_outweighs_no_longer_applies(household: Household, cast: Cast) -> None:
    member = pupil(household, schooling=3)
    evaluate_household(household.pk)
    record(cast, member, wrong=True, birth_date=date(1990, 1, 1))
    assert close(household).cause == "corrected"


def test_a_correction_before_the_flag_says_nothing_about_its_end(
    household: Household, cast: Cast, settings: Any
) -> None:
    member = grown_up(household)
    record(cast, member, wrong=True, jkn_status="inactive")
    evaluate_household(household.pk)
    record(cast, member, jkn_status="active")
    assert close(household).cause == "fixed"


def test_a_correction_of_what_the_row_does_not_read_is_not_its_cause(
    household: Household, flagged: Member, cast: Cast
) -> None:
    record(cast, flagged, wrong=True, mother_name="Ibu Contoh")
    record(cast, flagged, jkn_status="active")
    assert close(household).cause == "fixed"


def test_a_correction_that_was_followed_by_a_change_is_not_its_cause(
    household: Household, flagged: Member, cast: Cast
) -> None:
    record(cast, flagged, wrong=True, jkn_status="unregistered")
    record(cast, flagged, jkn_status="active")
    assert close(household).cause == "fixed"


def test_a_fact_confirmed_at_the_same_visit_does_not_hide_the_correction(
    household: Household, flagged: Member, cast: Cast
) -> None:
    record(cast, flagged, wrong=True, jkn_status="active")
    record(cast, flagged, jkn_status="active", jkn_segment="pbi_apbn")
    assert close(household).cause == "corrected"


def test_a_dwelling_mended_by_correction_closes_the_households_flag_so(cast: Cast) -> None:
    household = make_household(
        cast.village_a, state=State.ENROLLED, dwelling={"toilet": 6, "drinking_water": 12,
        "water_place": 1, "closet": 1, "disposal": 1},
    )  # fmt: skip
    evaluate_household(household.pk)
    record(cast, household.dwelling, wrong=True, toilet=1)
    assert close(household).cause == "corrected"


def test_exited_when_the_enrolment_ended(household: Household, flagged: Member, cast: Cast) -> None:
    record(cast, flagged, wrong=True, jkn_status="active")
    change_state(actor=cast.ratna, household=household, state=State.EXITED, on=TODAY, reason="-")
    flag = close(household)
    assert (flag.cause, flag.closing_row, flag.closing_facts) == ("exited", "", {})


@pytest.mark.parametrize("presence", [3, 4, 6])
def test_moved_outweighs_exited(
    household: Household, flagged: Member, cast: Cast, presence: int
) -> None:
    record(cast, flagged, presence=presence)
    change_state(actor=cast.ratna, household=household, state=State.EXITED, on=TODAY, reason="-")
    flag = close(household)
    assert (flag.cause, flag.closing_facts) == ("moved", {"presence": presence})


def test_moved_when_the_household_is_in_that_state(
    household: Household, flagged: Member, cast: Cast
) -> None:
    household.states.update(state=State.MOVED)
    assert close(household).cause == "moved"


def test_died_outweighs_all(household: Household, flagged: Member, cast: Cast) -> None:
    record(cast, flagged, wrong=True, presence=2)
    change_state(actor=cast.ratna, household=household, state=State.EXITED, on=TODAY, reason="-")
    assert close(household).cause == "died"


def test_no_longer_applies_when_the_programme_is_not_for_them_any_more(
    household: Household, cast: Cast
) -> None:
    member = pupil(household, schooling=3, birth_date=date(2006, 1, 1))
    evaluate_household(household.pk)
    record(cast, member, certificate=13)
    flag = close(household)
    assert (flag.cause, flag.closing_row) == ("no_longer_applies", "K2")


# --- Members who move house ---------------------------------------------------------------------


@pytest.mark.parametrize("how", ["new home", "old home", "everybody", "ranges"])
def test_a_member_who_marries_into_another_family_keeps_the_flag(
    household: Household, flagged: Member, cast: Cast, how: str
) -> None:
    home = make_household(cast.village_a, state=State.ENROLLED, desil=1)
    flag = Flag.objects.get(member=flagged)
    Member.objects.filter(pk=flagged.pk).update(household=home)
    {
        "new home": lambda: evaluate_household(home.pk),
        "old home": lambda: evaluate_household(household.pk),
        "everybody": sweep,
        "ranges": lambda: sweep(range_size=1),
    }[how]()
    kept = Flag.objects.get(member=flagged)
    assert (kept.pk, kept.household, kept.closed_at) == (flag.pk, home, None)
    assert FlagEvent.objects.get(flag=flag).household == household


def test_a_member_who_moves_into_a_family_that_is_not_accompanied_has_moved(
    household: Household, flagged: Member, cast: Cast
) -> None:
    Member.objects.filter(pk=flagged.pk).update(household=make_household(cast.village_a))
    assert close(household).cause == "moved"


# --- What a run leaves alone and says ------------------------------------------------------------


def test_checking_one_household_leaves_the_others_alone(
    household: Household, bystander: Household
) -> None:
    grown_up(household, jkn_status="inactive")
    evaluate_household(household.pk)
    assert not bystander.flags.exists()


def test_the_sweep_by_ranges_ends_in_the_same_flags(cast: Cast) -> None:
    for _number in range(7):
        make_member(make_household(cast.village_a, state=State.ENROLLED), "Contoh")
    assert sweep(range_size=2).opened == 7 * 4
    assert sweep().written == 0


def test_the_sweep_says_when_the_flags_were_last_checked(household: Household) -> None:
    sweep()
    sweep()
    run = EvaluationRun.objects.get()
    assert (run.on, clock.local_date(run.finished_at)) == (TODAY, TODAY)


@pytest.mark.time_zones
def test_the_day_is_wita_not_the_machines(
    household: Household, settings: Any, monkeypatch: pytest.MonkeyPatch, system_zone: str
) -> None:
    """At 23:30 UTC on the 24th it is the 25th in Mataram: somebody has turned 22."""
    settings.TODAY_OVERRIDE = None
    pupil(household, birth_date=date(2004, 11, 25), schooling=3, jkn_checked_on=date(2026, 11, 1))
    for instant, rows in (("2026-11-24T15:59:00+00:00", ["K7"]), ("2026-11-24T16:00:00+00:00", [])):
        moment = datetime.fromisoformat(instant)
        monkeypatch.setattr("accounts.clock.timezone.now", lambda moment=moment: moment)
        evaluate_household(household.pk)
        assert open_rows(household) == rows
