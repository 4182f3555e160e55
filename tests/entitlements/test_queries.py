"""What other rooms ask: states of a household, open flags in order, whose desk, when checked."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.http import Http404
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import Region
from accounts.roles import Agency, Role
from entitlements.access import desk_household_for, flag_for, flags_for_desk
from entitlements.models import RuleVersion
from entitlements.programmes.parameters import LABELS, Parameters
from entitlements.queries import explain, flag_views, household_states, last_checked, open_flags
from entitlements.queries.detail import explain_flag
from entitlements.services import evaluate_household, sweep
from households.models import Household
from households.models.enrolment import State
from households.services.facts import record_facts
from tests.cast import Cast
from tests.entitlements.conftest import TODAY, grown_up, pupil
from tests.factories import make_household, make_member, make_user


def states(household: Household) -> dict[str, str]:
    return household_states([household.pk])[household.pk]


def test_with_no_resident_member_kip_and_kis_do_not_apply(household: Household) -> None:
    grown_up(household, presence=3)
    assert states(household) == {
        "KIP": "NOT_APPLICABLE",
        "KIS": "NOT_APPLICABLE",
        "SANITATION": "MET",
        "WATER": "MET",
    }


def test_a_household_is_as_its_worst_member(household: Household) -> None:
    grown_up(household)
    assert (states(household)["KIS"], states(household)["KIP"]) == ("MET", "NOT_APPLICABLE")
    pupil(household, pip_status="proposed")
    assert states(household)["KIP"] == "IN_PROGRESS"
    pupil(household, pip_year=2025)
    assert states(household)["KIP"] == "STALE"
    pupil(household, schooling=None)
    assert states(household)["KIP"] == "UNKNOWN"
    pupil(household, schooling=3)
    assert states(household)["KIP"] == "MISSING"


def test_a_household_that_is_not_enrolled_has_no_states(cast: Cast) -> None:
    candidate = make_household(cast.village_a)
    assert household_states([candidate.pk]) == {candidate.pk: {}}


def test_a_list_of_states_is_one_query_however_long(
    household: Household, bystander: Household, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    household_states([household.pk])
    with django_assert_num_queries(2):
        household_states([household.pk, bystander.pk])


def test_an_outcome_carries_the_facts_of_its_row(household: Household) -> None:
    member = grown_up(household, jkn_status="inactive", jkn_segment="pbpu_mandiri")
    kis = next(o for o in explain([household.pk]) if o.entitlement == "KIS")
    assert (kis.household_id, kis.member_id, kis.name) == (household.pk, member.pk, member.name)
    assert kis.facts == {"jkn_status": "inactive", "jkn_segment": "pbpu_mandiri"}


def test_open_flags_come_most_urgent_first_and_in_constant_queries(
    household: Household, bystander: Household, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    pupil(household, pip_status="proposed", jkn_status="inactive")
    pupil(household, pip_status="not_proposed")
    sweep()
    flag_views(open_flags(Household.objects.filter(pk=household.pk)))
    with django_assert_num_queries(1):
        views = flag_views(open_flags(Household.objects.filter(pk=household.pk)))
    assert [view.row for view in views] == ["H7", "K10", "K11"]
    with django_assert_num_queries(1):
        assert len(flag_views(open_flags(Household.objects.all()))) == 7


def test_before_the_first_sweep_nobody_has_checked(household: Household) -> None:
    evaluate_household(household.pk)
    assert last_checked() is None
    sweep()
    assert last_checked() is not None


# --- Desks -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("agency", "entitlements"),
    [
        (Agency.EDUCATION, {"KIP"}),
        (Agency.HEALTH, {"KIS"}),
        (Agency.SOCIAL, {"KIS"}),
        (Agency.PUBLIC_WORKS, {"SANITATION", "WATER"}),
    ],
)
def test_a_desk_sees_the_open_flags_of_its_agency_in_its_regencies(
    cast: Cast, bystander: Household, agency: Agency, entitlements: set[str]
) -> None:
    home = make_household(cast.village_a, state=State.ENROLLED)
    make_member(home, "Contoh Warga")
    sweep()
    regency = Region.objects.get(code=cast.village_a.regency_code)
    desk = make_user("meja", Role.AGENCY, regency, agency=agency)
    seen = flags_for_desk(desk)
    assert set(seen.values_list("entitlement", flat=True)) == entitlements
    assert set(seen.values_list("household", flat=True)) == {home.pk}
    assert desk_household_for(desk, home.pk) == home
    with pytest.raises(Http404):
        desk_household_for(desk, bystander.pk)


def test_a_desk_without_a_region_or_of_another_role_sees_nothing(
    cast: Cast, bystander: Household
) -> None:
    sweep()
    assert not flags_for_desk(make_user("meja", Role.AGENCY)).exists()
    assert not flags_for_desk(cast.admin).exists()
    assert not flags_for_desk(cast.budi).exists()


def test_a_desk_loses_sight_of_a_flag_that_is_closed_or_of_a_family_that_left(
    cast: Cast,
) -> None:
    home = make_household(cast.village_a, state=State.ENROLLED)
    make_member(home, "Contoh Warga")
    sweep()
    assert flags_for_desk(cast.dewi).count() == 1
    flag = flags_for_desk(cast.dewi).get()
    home.states.update(valid_to=TODAY)
    assert not flags_for_desk(cast.dewi).exists()
    sweep()
    with pytest.raises(Http404):
        flag_for(cast.dewi, flag.pk)
    assert flag_for(cast.admin, flag.pk).cause == "exited"


# --- Pages -----------------------------------------------------------------------------------


@pytest.fixture
def sari(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.sari)
    return client


def test_the_flag_page_shows_row_reason_facts_with_source_and_past(
    household: Household, cast: Cast, sari: Client
) -> None:
    member = grown_up(household)
    record_facts(
        actor=cast.sari, subject=member, values={"jkn_status": "inactive"},
        observed_on=TODAY - timedelta(days=2),
    )  # fmt: skip
    evaluate_household(household.pk)
    flag = household.flags.get()
    page = sari.get(f"/bendera/{flag.pk}/").content.decode()
    for words in (
        "PBI Contoh Dewasa nonaktif padahal desil 1",
        "Status JKN", "Nonaktif", "Pendamping", "22 Nov 2026",
        "Langkah berikutnya", "SIKS-NG", "Permensos 3/2026", "H7", "1 Jan 2020",
        "Pertama terlihat",
    ):  # fmt: skip
        assert words in page, words
    record_facts(
        actor=cast.sari, subject=member, values={"jkn_status": "active"}, observed_on=TODAY
    )
    evaluate_household(household.pk)
    page = sari.get(f"/bendera/{flag.pk}/").content.decode()
    assert "Selesai: sudah terpenuhi" in page
    assert page.index("Nonaktif") < page.index("Data saat selesai") < page.index("Aktif</dd>")
    assert page.count("22 Nov 2026") == 1
    assert "Langkah berikutnya" not in page


def test_every_fact_that_a_row_reads_can_be_shown(
    household: Household, bystander: Household
) -> None:
    pupil(household, nisn="1")
    grown_up(household, nik=None, jkn_status="unregistered")
    sweep()
    for flag in open_flags(Household.objects.all()):
        lines = explain_flag(flag).facts
        assert lines
        assert all(line.label for line in lines)


def test_the_rules_page_has_every_row_and_threshold_in_words(db: None, sari: Client) -> None:
    page = sari.get("/aturan/").content.decode()
    for words in ("[nama]", "Belum", "mendesak", "1 Jan 2020", 'id="W12"', 'id="K0"'):
        assert words in page, words
    for label in LABELS.values():
        assert str(label) in page
    assert "%(" not in page


def test_the_rules_page_answers_to_reading_only(sari: Client) -> None:
    assert sari.post("/aturan/").status_code == 405
    assert sari.post(f"/bendera/{UUID(int=5)}/").status_code == 405
    assert sari.get(f"/bendera/{UUID(int=5)}/").status_code == 404


# --- Rule versions ---------------------------------------------------------------------------


def test_the_first_version_holds_the_normative_thresholds(db: None) -> None:
    version = RuleVersion.objects.get()
    assert Parameters.from_json(version.parameters) == Parameters()
    assert set(LABELS) == set(Parameters().as_json())


def test_a_threshold_changes_on_its_day_and_not_before(household: Household) -> None:
    thresholds = Parameters().as_json() | {"kis_check_days": 10}
    RuleVersion.objects.create(valid_from=TODAY, parameters=thresholds)
    grown_up(household, jkn_checked_on=TODAY - timedelta(days=11))

    def kis(days_ago: int) -> str:
        found = explain([household.pk], TODAY - timedelta(days=days_ago))
        return next(outcome.row for outcome in found if outcome.entitlement == "KIS")

    assert (kis(0), kis(1)) == ("H11", "H13")


def test_a_mistyped_threshold_is_not_passed_over() -> None:
    with pytest.raises(ValueError, match="kis_chek_days"):
        Parameters.from_json({"kis_chek_days": 10})
