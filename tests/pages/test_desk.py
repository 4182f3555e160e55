"""Meja dinas: the flags of one's own entitlement in one's own area, and nothing else."""

from datetime import date

import pytest

from accounts.models import AuditEntry
from accounts.roles import Agency, Role
from entitlements.services import sweep
from households.models.enrolment import State
from tests.access.matrix import World
from tests.factories import make_household, make_member, make_user
from tests.pages.conftest import SignIn

NIK = "9900004101800077"


@pytest.fixture
def flagged(world: World) -> World:
    """In village A: a woman without JKN, a child out of school, and no toilet."""
    household = make_household(
        world.cast.village_a,
        facilitator=world.cast.sari,
        state=State.ENROLLED,
        phone="0800 0000 0001",
        dwelling={"dusun": "Dusun Rekaan", "address": "Rumah contoh no. 1", "toilet": 6},
    )
    make_member(
        household, "Inaq Mawar", relation=1, birth_date=date(1980, 1, 1), nik=NIK,
        jkn_status="unregistered",
    )  # fmt: skip
    make_member(
        household, "Kecil Rekaan", relation=3, birth_date=date(2015, 1, 1), schooling=3,
        nik="9900000101150078", jkn_status="active", jkn_checked_on=date(2026, 11, 20),
        jkn_segment="pbi_apbn",
    )  # fmt: skip
    sweep()
    world.household = household
    return world


def test_the_health_desk_sees_who_lacks_jkn_and_not_who_is_out_of_school(
    flagged: World, as_: SignIn
) -> None:
    page = as_(flagged.cast.dewi).get("/dinas/").content.decode()
    assert "Inaq Mawar belum terdaftar JKN" in page
    assert "tidak bersekolah" not in page
    assert "Rumah contoh no. 1" in page


def test_a_desk_of_another_regency_sees_nothing_of_it(flagged: World, as_: SignIn) -> None:
    page = as_(flagged.cast.guntur).get("/dinas/").content.decode()
    assert "Inaq Mawar" not in page


def test_the_familys_page_holds_nothing_beside_the_desks_own_part(
    flagged: World, as_: SignIn
) -> None:
    regency = flagged.cast.dewi.region_assignments.get().region
    desk = make_user("lestari", Role.AGENCY, regency, agency=Agency.EDUCATION)
    page = as_(desk).get(f"/dinas/keluarga/{flagged.household.pk}/").content.decode()
    assert "Kecil Rekaan" in page
    for other in ("0800 0000 0001", "JKN", "jamban", NIK):
        assert other not in page


def test_the_most_serious_come_first_and_filters_stand_in_the_address(
    flagged: World, as_: SignIn
) -> None:
    client = as_(flagged.cast.dewi)
    rows = client.get("/dinas/").context["page"].rows
    assert [row.severity for row in rows] == sorted((row.severity for row in rows), reverse=True)
    urgent = client.get("/dinas/?severity=3").context["page"].rows
    assert {row.severity for row in urgent} == {3}
    assert client.get("/dinas/?village=52.08.04.2006").context["page"].total == len(rows)


def test_a_nik_is_shown_only_for_a_reason_and_the_request_is_audited(
    flagged: World, as_: SignIn
) -> None:
    client, member = as_(flagged.cast.dewi), flagged.household.members.get(name="Inaq Mawar")
    url = f"/dinas/anggota/{member.pk}/nik/"
    assert NIK not in client.get(url).content.decode()
    assert NIK not in client.post(url, {"reason": ""}).content.decode()
    assert not AuditEntry.objects.filter(action="identifier.nik_revealed").exists()
    assert NIK in client.post(url, {"reason": "Cek di SIKS-NG"}).content.decode()
    entry = AuditEntry.objects.get(action="identifier.nik_revealed")
    assert (entry.actor, entry.subject_id) == (flagged.cast.dewi, str(member.pk))


def test_the_nik_of_a_member_without_a_flag_of_the_desk_is_out_of_sight(
    flagged: World, as_: SignIn
) -> None:
    flagged.cast.dewi.agency = Agency.EDUCATION
    flagged.cast.dewi.save()
    member = flagged.household.members.get(name="Inaq Mawar")
    assert as_(flagged.cast.dewi).get(f"/dinas/anggota/{member.pk}/nik/").status_code == 404


def test_the_next_page_begins_after_the_last_row_of_this_one(
    flagged: World, as_: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desaberdaya.pages.queries.desk.PAGE_SIZE", 1)
    client = as_(flagged.cast.dewi)
    first = client.get("/dinas/").context
    second = client.get(f"/dinas/{first['next_url']}").context
    assert first["page"].rows[0] != second["page"].rows[0]
    assert first["page"].total == second["page"].total


def test_the_queries_do_not_grow_with_the_flags(
    flagged: World, as_: SignIn, django_assert_max_num_queries: object
) -> None:
    client = as_(flagged.cast.dewi)
    for number in range(8):
        household = make_household(flagged.cast.village_a, state=State.ENROLLED)
        make_member(household, f"Amaq {number}", relation=1, jkn_status="unregistered")
    sweep()
    with django_assert_max_num_queries(10):  # type: ignore[operator]
        client.get("/dinas/")
