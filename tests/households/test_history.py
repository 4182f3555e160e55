"""The history of a family: facts with their source, states, who was in charge, reveals."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts import clock
from households.models import Consent, Household
from households.queries import address_of, facts_with_provenance, family_of, history
from households.services.caseload import reassign_caseload
from households.services.facts import record_facts
from tests.access.matrix import World
from tests.factories import make_member
from tests.households.conftest import SignIn


def page(household: Household) -> str:
    return reverse("household_history", kwargs={"pk": household.pk})


def test_the_history_tells_everything_that_happened(world: World, as_: SignIn) -> None:
    record_facts(
        actor=world.cast.sari,
        subject=world.member,
        values={"jkn_status": "active"},
        observed_on=date(2026, 7, 1),
    )
    record_facts(
        actor=world.cast.ratna,
        subject=world.member,
        values={"jkn_status": "inactive"},
        observed_on=date(2026, 8, 1),
        wrong=frozenset({"jkn_status"}),
    )
    Consent.objects.create(
        household=world.household,
        purpose="photo",
        text_version="1",
        given=False,
        given_by=world.member,
        how="spoken",
        given_on=clock.today(),
        recorded_at=clock.now(),
        recorded_by=world.cast.sari,
    )
    client = as_(world.cast.sari)
    client.post(f"/anggota/{world.member.pk}/nik/", {"reason": "mengisi usulan PBI"})
    text = client.get(page(world.household)).content.decode()
    for told in (
        "Status JKN: Aktif",
        "Status JKN: Nonaktif",
        "Catatan sebelumnya keliru",
        "Didampingi",
        "tidak diizinkan",
        "NIK diperlihatkan",
        "mengisi usulan PBI",
        "Ratna",
    ):
        assert told in text
    assert "Contoh Lain" not in text


def test_who_was_in_charge_before_stays_readable(world: World, as_: SignIn) -> None:
    reassign_caseload(
        actor=world.cast.ratna,
        household_ids=[world.household.pk],
        to=None,
        on=clock.today(),
        reason="Cuti",
    )
    text = as_(world.cast.ratna).get(page(world.household)).content.decode()
    assert "Sari" in text
    assert as_(world.cast.budi).get(page(world.household)).status_code == 404


def test_the_changes_come_in_pages(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    for year in range(2000, 2005):
        record_facts(
            actor=world.cast.sari,
            subject=world.member,
            values={"pip_year": year},
            observed_on=clock.today(),
        )
    first = history.fact_changes(world.household, None, size=3)
    second = history.fact_changes(world.household, int(first.next), size=3)
    said = [change.values[0][1] for change in (*first.rows, *second.rows)]
    assert said == ["2004", "2003", "2002", "2001", "2000"]
    assert second.next == ""


def test_each_fact_says_where_it_came_from(world: World) -> None:
    record_facts(
        actor=world.cast.sari,
        subject=world.household.dwelling,
        values={"toilet": 6},
        observed_on=date(2026, 7, 1),
    )
    subjects = facts_with_provenance(world.household)
    [member, household, dwelling] = subjects
    assert (member.title, household.title, dwelling.title) == ("Contoh Kepala", "Keluarga", "Rumah")
    toilet = next(line for line in dwelling.lines if line.name == "toilet")
    assert (
        toilet.value,
        toilet.source,
        toilet.observed_on,
        toilet.version,
        toilet.recorded_by,
    ) == (
        "Tidak ada",
        "Pendamping",
        date(2026, 7, 1),
        1,
        "Sari",
    )
    closet = next(line for line in dwelling.lines if line.name == "closet")
    assert (closet.value, closet.version) == ("", 0)


def test_the_sections_of_a_family_take_a_constant_number_of_queries(world: World) -> None:
    def queries() -> int:
        household = Household.objects.select_related("village", "dwelling").get(
            pk=world.household.pk
        )
        with CaptureQueriesContext(connection) as asked:
            family_of(household)
            facts_with_provenance(household)
            address_of(household)
        return len(asked)

    few = queries()
    for number in range(6):
        make_member(world.household, f"Contoh {number}")
    assert queries() == few <= 6


def test_a_family_shows_ages_and_whether_there_is_a_nik(world: World) -> None:
    make_member(
        world.household, "Contoh Bayi", relation=3, birth_date=clock.today(),
        nik_missing_reason="newborn",
    )  # fmt: skip
    make_member(world.household, "Contoh Almarhum", relation=6, presence=2)
    head, baby, dead = family_of(world.household)
    assert (head.name, head.nik) == ("Contoh Kepala", "Ada")
    assert (baby.age, baby.nik, baby.presence) == (0, "Bayi baru lahir", "")
    assert (dead.presence, dead.is_resident) == ("Meninggal", False)


@pytest.mark.parametrize(
    ("phone", "tel", "whatsapp"),
    [
        ("0812 3456-7890", "tel:+6281234567890", "https://wa.me/6281234567890"),
        ("+62 812 3456 7890", "tel:+6281234567890", "https://wa.me/6281234567890"),
        ("", "", ""),
    ],
)
def test_a_phone_is_ready_to_be_tapped(world: World, phone: str, tel: str, whatsapp: str) -> None:
    world.household.phone = phone
    address = address_of(world.household)
    assert (address.tel_url, address.whatsapp_url) == (tel, whatsapp)
