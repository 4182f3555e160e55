"""Loading again: twice is once, a newer list updates, the field is not overwritten."""

from datetime import date, timedelta

from django.db import connection

from accounts import clock
from households import sealed
from households.models import (
    Dwelling,
    FactDifference,
    Household,
    Member,
    Observation,
)
from households.models.observation import ObservationKind, Source
from households.services.facts import record_facts
from households.services.members import edit_member
from tests.cast import Cast
from tests.households.imports.conftest import Loader
from tests.households.imports.lists import KK, OTHER_KK, OTHER_VILLAGE, Cells, counted, nik, person

FIRST = date(2026, 1, 10)
LATER = date(2026, 3, 10)


def family(**of_the_head: str) -> list[Cells]:
    return [
        person(
            nik=nik(1), tanggal_lahir="1970-02-03", sekolah="3", dusun="Dusun A", desil="1",
            air_minum="6", bab_terbuka="ya",
        ) | of_the_head,
        person("Inaq Rekaan", hubungan="2", tanggal_lahir="1975-02-03", nama_ibu="Inaq Tua"),
        person("Anak Kembar", hubungan="3"),
        person("Anak Kembar", hubungan="3", sekolah="2"),
    ]  # fmt: skip


def state_of_everything() -> list[object]:
    tables = (Household, Member, Dwelling, Observation, FactDifference)
    return [list(table.objects.order_by("pk").values()) for table in tables]


def tuples_written() -> int:
    """Tuples that this transaction has written to the tables of families so far."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT sum(n_tup_ins + n_tup_upd + n_tup_del) FROM pg_stat_xact_user_tables
            WHERE relname IN ('households_household', 'households_member', 'households_dwelling',
                              'households_observation', 'households_factdifference',
                              'households_enrolmentstate', 'interventions_mentoringplan')
            """
        )
        return int(cursor.fetchone()[0])


def test_the_same_list_again_writes_nothing(loaded: Loader) -> None:
    assert loaded(family())["members_created"] == 4
    before, written = state_of_everything(), tuples_written()
    assert loaded(family()) == counted(rows=4, households_unchanged=1)
    assert tuples_written() == written
    assert state_of_everything() == before


def test_the_first_load_is_one_observation_a_subject(loaded: Loader) -> None:
    loaded(family(), observed=FIRST)
    head = Member.objects.get(relation=1)
    (seen,) = Observation.objects.filter(subject_id=head.pk)
    assert (seen.version, seen.kind, seen.source, seen.observed_on) == (
        1, ObservationKind.FIRST, Source.LIST, FIRST,
    )  # fmt: skip
    assert seen.values == {"relation": 1, "birth_date": "1970-02-03", "schooling": 3}
    assert head.version == 1
    household = Household.objects.get()
    (of_household,) = Observation.objects.filter(subject_id=household.pk)
    assert of_household.values == {"desil": 1, "open_defecation": True}
    (of_dwelling,) = Observation.objects.filter(subject_id=household.dwelling_id)
    assert of_dwelling.values == {"dusun": "Dusun A", "drinking_water": 6}


def test_a_newer_list_changes_what_it_says_and_erases_nothing(loaded: Loader) -> None:
    loaded(family(), observed=FIRST)
    newer = [
        person("AMAQ REKAAN.", nik=nik(1), sekolah="1", jenjang="", kelas="", jkn_status="active"),
        person("Inaq Rekaan", hubungan="2", tanggal_lahir="1975-02-03", nik=nik(2)),
        person("Anak Baru", hubungan="3", nik=nik(3)),
    ]
    assert loaded(newer, observed=LATER) == counted(
        rows=3, households_updated=1, members_created=1, members_updated=2
    )
    head = Member.objects.get(relation=1)
    assert (head.name, head.birth_date) == ("Amaq Rekaan", date(1970, 2, 3))
    assert (head.schooling, head.jkn_status, head.version) == (1, "active", 3)
    assert [
        (seen.version, seen.kind, seen.values)
        for seen in Observation.objects.filter(subject_id=head.pk, observed_on=LATER).order_by("pk")
    ] == [(2, "first", {"jkn_status": "active"}), (3, "changed", {"schooling": 1})]
    wife = Member.objects.get(relation=2)
    assert (wife.nik_state, wife.mother_name) == ("well_formed", "Inaq Tua")
    assert wife.nik_sealed is not None
    assert sealed.unseal(wife.nik_sealed, column=sealed.NIK, row=wife.pk) == nik(2)
    assert Member.objects.count() == 5
    assert Household.objects.get().desil == 1
    assert loaded(newer, observed=LATER) == counted(rows=3, households_unchanged=1)


def test_a_house_alone_makes_its_household_updated(loaded: Loader) -> None:
    loaded(family())
    changed = family(air_minum="7")
    assert loaded(changed) == counted(rows=4, households_updated=1)
    assert Dwelling.objects.get().drinking_water == 7


def test_what_a_facilitator_saw_stays_and_the_difference_waits(cast: Cast, loaded: Loader) -> None:
    loaded(family(), observed=FIRST)
    head = Member.objects.get(relation=1)
    record_facts(actor=cast.sari, subject=head, values={"schooling": 2}, observed_on=FIRST)
    newer = family(sekolah="1")
    for _time in range(2):
        numbers = loaded(newer, observed=clock.today())
        assert numbers == counted(rows=4, households_unchanged=1)
    head.refresh_from_db()
    assert (head.schooling, head.version) == (2, 2)
    (difference,) = FactDifference.objects.all()
    assert (difference.fact, difference.current_value, difference.proposed_value) == (
        "schooling", 2, 1,
    )  # fmt: skip
    assert (difference.subject_id, difference.household_id) == (head.pk, head.household_id)


def test_a_fact_that_a_facilitator_only_confirmed_stays_too(cast: Cast, loaded: Loader) -> None:
    loaded(family(), observed=FIRST)
    dwelling = Dwelling.objects.get()
    record_facts(actor=cast.sari, subject=dwelling, values={"drinking_water": 6}, observed_on=FIRST)
    loaded(family(air_minum="3"), observed=LATER)
    dwelling.refresh_from_db()
    assert dwelling.drinking_water == 6
    assert FactDifference.objects.get().subject_kind == "D"


def test_an_officers_fact_yields_to_a_newer_list_only(cast: Cast, loaded: Loader) -> None:
    loaded(family(), observed=FIRST)
    household = Household.objects.get()
    record_facts(actor=cast.ratna, subject=household, values={"desil": 5}, observed_on=LATER)
    loaded(family(desil="2"), observed=LATER)
    household.refresh_from_db()
    assert household.desil == 5
    loaded(family(desil="2"), observed=LATER + timedelta(1))
    household.refresh_from_db()
    assert household.desil == 2


def test_an_older_list_does_not_take_back_what_a_newer_one_said(loaded: Loader) -> None:
    loaded(family(desil="3"), observed=LATER)
    assert loaded(family(desil="1"), observed=FIRST) == counted(rows=4, households_unchanged=1)
    assert Household.objects.get().desil == 3
    assert FactDifference.objects.get().proposed_value == 1


def test_names_and_birth_dates_that_the_field_mended_make_no_second_person(
    cast: Cast, loaded: Loader
) -> None:
    loaded(family(), observed=FIRST)
    wife = Member.objects.get(relation=2)
    head = Member.objects.get(relation=1)
    mended = {"birth_date": date(1976, 2, 3)}
    for member, name, values in ((wife, "Inaq Sejati", mended), (head, "Amaq Sejati", {})):
        edit_member(
            actor=cast.sari,
            member=member,
            values=values,
            observed_on=FIRST,
            seen_version=None,
            name=name,
        )
    assert loaded(family(), observed=LATER) == counted(rows=4, households_unchanged=1)
    assert Member.objects.count() == 4
    wife.refresh_from_db()
    head.refresh_from_db()
    assert (wife.name, head.name) == ("Inaq Sejati", "Amaq Sejati")


def test_a_list_renames_whom_it_named_and_knows_by_nik(loaded: Loader) -> None:
    loaded(family())
    numbers = loaded([person("Amaq Rekaan Benar", nik=nik(1))])
    assert numbers == counted(rows=1, households_updated=1, members_updated=1)
    head = Member.objects.get(relation=1)
    assert (head.name, head.name_key) == ("Amaq Rekaan Benar", "AMAQ REKAAN BENAR")


def test_a_family_under_another_card_waits_and_is_not_doubled(loaded: Loader) -> None:
    loaded(family())
    before = state_of_everything()
    moved = [row | {"no_kk": OTHER_KK} for row in family(sekolah="1")]
    numbers = loaded([*moved, person("Amaq Lain", no_kk="5201070101260003")])
    assert numbers == counted(
        rows=5, households_created=1, members_created=1, rejected_rows=4, rejected_households=1
    )
    assert "perlu keputusan" in loaded.report[0]["pesan"]
    kept = list(Member.objects.exclude(name="Amaq Lain").order_by("pk").values())
    assert kept == before[1]


def test_other_doubts_wait_too(loaded: Loader) -> None:
    loaded([*family(), person("Amaq B", no_kk=OTHER_KK, nik=nik(7), tanggal_lahir="1960-01-01")])
    in_other_village = [row | {"kode_desa": OTHER_VILLAGE} for row in family()]
    other_nik = person("Amaq B", no_kk=OTHER_KK, nik=nik(8), tanggal_lahir="1960-01-01")
    assert loaded([*in_other_village, other_nik]) == counted(
        rows=5, rejected_rows=5, rejected_households=2
    )
    of_another = [person("Amaq B", no_kk=OTHER_KK, nik=nik(7)), *family()]
    of_another.append(person("Pindahan", no_kk=OTHER_KK, hubungan="3", nik=nik(1)))
    of_another.pop(1)  # the head's own row: his NIK stands in the other household now
    numbers = loaded(of_another)
    assert numbers["rejected_households"] == 2
    assert Member.objects.count() == 5


def test_two_households_of_one_house_differ_instead_of_taking_turns(
    cast: Cast, loaded: Loader
) -> None:
    both = [person(air_minum="3"), person("Amaq B", no_kk=OTHER_KK, air_minum="3")]
    loaded(both)
    one, other = Household.objects.order_by("pk")
    other.dwelling = one.dwelling
    other.save()
    again = [
        person(air_minum="3", kloset="1"),
        person("Amaq B", no_kk=OTHER_KK, air_minum="4", kloset="2"),
    ]
    assert loaded(again) == counted(rows=2, households_updated=1, households_unchanged=1)
    one.dwelling.refresh_from_db()
    assert (one.dwelling.drinking_water, one.dwelling.closet) == (3, 1)
    assert set(FactDifference.objects.values_list("fact", "proposed_value")) == {
        ("drinking_water", 4), ("closet", 2),
    }  # fmt: skip
    assert loaded(again) == counted(rows=2, households_unchanged=2)
    assert FactDifference.objects.count() == 2


def test_a_known_member_is_recognised_when_a_birth_date_is_learnt(loaded: Loader) -> None:
    loaded([person(), person("Anak", hubungan="3")])
    learnt = [person(), person("Anak", hubungan="3", tanggal_lahir="2015-01-01")]
    assert loaded(learnt) == counted(rows=2, households_updated=1, members_updated=1)
    assert loaded([person(), person("Anak", hubungan="3")]) == counted(
        rows=2, households_unchanged=1
    )
    assert KK not in str(Observation.objects.values_list("values", flat=True))
