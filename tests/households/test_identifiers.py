"""NIK and No. KK: shown for a reason, found exactly, unique, and nowhere else to be read."""

import logging
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from accounts.models import AuditEntry
from households import sealed
from households.models import Household, Member, Observation
from households.services.identifiers import reveal_nik
from tests.access.matrix import World
from tests.factories import make_household, make_member
from tests.households.conftest import SignIn

NIK = "5201010101010001"
KK = "5201010101017777"
SEARCH = reverse("identifier_search")


def url(name: str, row: Member | Household) -> str:
    return reverse(name, kwargs={"pk": row.pk})


@pytest.fixture
def with_kk(world: World) -> World:
    household = world.household
    household.kk_sealed = sealed.seal(KK, column=sealed.KK, row=household.pk)
    household.kk_hash = sealed.keyed_hash(KK)
    household.save()
    return world


def test_the_reason_form_shows_the_number_masked(world: World, as_: SignIn) -> None:
    page = as_(world.cast.sari).get(url("member_reveal_nik", world.member)).content.decode()
    assert "520101••••••••01" in page
    assert NIK not in page
    assert not AuditEntry.objects.filter(action="identifier.nik_revealed").exists()


def test_a_reveal_shows_the_number_once_uncached_and_leaves_who_and_why(
    world: World, as_: SignIn
) -> None:
    response = as_(world.cast.sari).post(
        url("member_reveal_nik", world.member), {"reason": "mengisi usulan PBI"}
    )
    assert NIK in response.content.decode()
    assert "no-store" in response["Cache-Control"]
    entry = AuditEntry.objects.get(action="identifier.nik_revealed")
    assert (entry.actor, entry.subject_id) == (world.cast.sari, str(world.member.pk))
    assert entry.detail == {"reason": "mengisi usulan PBI"}


def test_a_reveal_without_a_reason_shows_nothing(world: World, as_: SignIn) -> None:
    response = as_(world.cast.sari).post(url("member_reveal_nik", world.member), {"reason": ""})
    assert NIK not in response.content.decode()
    assert not AuditEntry.objects.filter(action="identifier.nik_revealed").exists()


def test_a_no_kk_is_revealed_in_the_same_way(with_kk: World, as_: SignIn) -> None:
    page = url("household_reveal_kk", with_kk.household)
    client = as_(with_kk.cast.ratna)
    assert KK not in client.get(page).content.decode()
    assert KK in client.post(page, {"reason": "mencocokkan kartu"}).content.decode()
    assert AuditEntry.objects.get(action="identifier.kk_revealed").actor == with_kk.cast.ratna


@pytest.mark.django_db(transaction=True)
def test_the_audit_row_is_committed_before_the_number_is_opened(
    as_: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests.access.matrix import make_world

    world = make_world()
    seen: list[Any] = []

    def unseal(*args: object, **kwargs: object) -> str:
        seen.append((connection.in_atomic_block, AuditEntry.objects.count()))
        raise KeyError("a lost key")

    before = AuditEntry.objects.count()
    monkeypatch.setattr(sealed, "unseal", unseal)
    with pytest.raises(KeyError):
        reveal_nik(actor=world.cast.sari, member=world.member, reason="uji")
    assert seen == [(False, before + 1)]


@pytest.mark.parametrize("person", ["budi", "joko", "tamu", "dewi", "guntur"])
def test_a_reveal_out_of_sight_is_404_and_leaves_no_trace(
    world: World, as_: SignIn, person: str
) -> None:
    client = as_(getattr(world.cast, person))
    response = client.post(url("member_reveal_nik", world.member), {"reason": "ingin tahu"})
    assert response.status_code == 404
    assert not AuditEntry.objects.filter(action="identifier.nik_revealed").exists()


@pytest.mark.parametrize(
    ("kind", "number"), [("nik", NIK), ("kk", KK), ("nik", "5201.0101 0101-0001")]
)
def test_a_number_leads_to_its_family_and_stays_out_of_the_address(
    with_kk: World, as_: SignIn, kind: str, number: str
) -> None:
    response = as_(with_kk.cast.sari).post(SEARCH, {"kind": kind, "number": number})
    assert response.status_code == 302
    assert response["Location"] == f"/keluarga/{with_kk.household.pk}/"


def test_a_number_out_of_sight_is_not_here_just_as_one_of_nobody(
    with_kk: World, as_: SignIn
) -> None:
    client = as_(with_kk.cast.budi)
    for number in (NIK, "5201010101010555"):
        response = client.post(SEARCH, {"kind": "nik", "number": number})
        assert "Nomor itu tidak ada di wilayah Anda." in response.content.decode()


def test_a_search_is_audited_found_or_not_without_the_number(world: World, as_: SignIn) -> None:
    client = as_(world.cast.sari)
    client.post(SEARCH, {"kind": "nik", "number": NIK})
    client.post(SEARCH, {"kind": "kk", "number": NIK})
    entries = AuditEntry.objects.filter(action="identifier.searched").order_by("pk")
    assert [(row.detail["kind"], row.detail["found"]) for row in entries] == [
        ("nik", True),
        ("kk", False),
    ]


def test_a_get_never_searches(world: World, as_: SignIn) -> None:
    response = as_(world.cast.sari).get(SEARCH, {"kind": "nik", "number": NIK})
    assert response.status_code == 200
    assert not AuditEntry.objects.filter(action="identifier.searched").exists()


def test_a_nik_is_recorded_sealed_with_its_state_and_without_a_digit_in_the_history(
    world: World, as_: SignIn
) -> None:
    child = make_member(world.household, "Contoh Anak", relation=3, nik_matched=None)
    response = as_(world.cast.sari).post(url("member_nik", child), {"nik": "5201014101150003"})
    assert response.status_code == 302
    child.refresh_from_db()
    assert child.nik_state == "well_formed"
    assert child.nik_hash == sealed.keyed_hash("5201014101150003")
    assert child.nik_sealed is not None
    assert b"5201014101150003" not in bytes(child.nik_sealed)
    observed = Observation.objects.get(subject_id=child.pk)
    assert observed.values == {"nik_state": "well_formed"}
    assert observed.kind == "first"


def test_another_nik_makes_dukcapils_answer_to_the_former_void(world: World, as_: SignIn) -> None:
    Member.objects.filter(pk=world.member.pk).update(nik_matched=False)
    as_(world.cast.sari).post(
        url("member_nik", world.member), {"nik": "5201010101010002", "was_wrong": "wrong"}
    )
    world.member.refresh_from_db()
    assert world.member.nik_matched is None
    kinds = Observation.objects.filter(subject_id=world.member.pk, values__has_key="nik_state")
    assert [row.kind for row in kinds] == ["wrong"]


def test_a_nik_ending_in_0000_is_taken_with_a_warning(world: World, as_: SignIn) -> None:
    child = make_member(world.household, "Contoh Anak", relation=3)
    client = as_(world.cast.sari)
    client.post(url("member_nik", child), {"nik": "5201014101150000"})
    child.refresh_from_db()
    assert child.nik_state == "malformed"
    assert "berakhiran 0000" in client.get(SEARCH).content.decode()


def test_digits_that_disagree_are_warned_of_and_recorded(world: World, as_: SignIn) -> None:
    child = make_member(world.household, "Contoh Anak", relation=3, sex=1, birth_date="2015-01-01")
    client = as_(world.cast.sari)
    assert client.post(url("member_nik", child), {"nik": "5201014102150003"}).status_code == 302
    child.refresh_from_db()
    assert child.nik_state == "well_formed"
    page = client.get(SEARCH).content.decode()
    assert "Angka jenis kelamin di NIK berbeda" in page
    assert "Angka tanggal lahir di NIK berbeda" in page
    assert "5201014102150003" not in page


@pytest.mark.parametrize("typed", ["520101410115003", "52010141011500034", "520101410115000A"])
def test_a_nik_of_another_shape_is_refused_beside_the_field_and_kept_typed(
    world: World, as_: SignIn, typed: str
) -> None:
    child = make_member(world.household, "Contoh Anak", relation=3)
    response = as_(world.cast.sari).post(url("member_nik", child), {"nik": typed})
    page = response.content.decode()
    assert "Nomor harus 16 angka." in page
    assert typed in page
    child.refresh_from_db()
    assert child.nik_state == "missing"


def test_a_nik_of_somebody_in_sight_is_refused_by_name(world: World, as_: SignIn) -> None:
    child = make_member(world.household, "Contoh Anak", relation=3)
    page = as_(world.cast.sari).post(url("member_nik", child), {"nik": NIK}).content.decode()
    assert "Nomor ini sudah tercatat pada keluarga Contoh Kepala." in page


def test_a_nik_of_somebody_out_of_sight_is_refused_without_saying_of_whom(
    world: World, as_: SignIn
) -> None:
    other = make_member(world.other, "Contoh Anak", relation=3)
    page = as_(world.cast.budi).post(url("member_nik", other), {"nik": NIK}).content.decode()
    assert "di luar dampingan Anda" in page
    assert "Contoh Kepala" not in page
    other.refresh_from_db()
    assert other.nik_state == "missing"


def test_a_nik_found_under_a_former_hash_key_is_still_unique(
    world: World, as_: SignIn, settings: Any
) -> None:
    child = make_member(world.household, "Contoh Anak", relation=3)
    settings.HASH_KEYS = {"t2": b"k" * 32} | settings.HASH_KEYS
    page = as_(world.cast.sari).post(url("member_nik", child), {"nik": NIK}).content.decode()
    assert "sudah tercatat" in page


def test_why_a_nik_is_missing_can_be_said(world: World, as_: SignIn) -> None:
    child = make_member(world.household, "Contoh Anak", relation=3)
    as_(world.cast.sari).post(url("member_nik", child), {"nik_missing_reason": "newborn"})
    child.refresh_from_db()
    assert (child.nik_state, child.nik_missing_reason) == ("missing", "newborn")


def test_a_no_kk_changes_and_the_household_stays(with_kk: World, as_: SignIn) -> None:
    as_(with_kk.cast.sari).post(
        url("household_kk", with_kk.household), {"no_kk": "5201010101018888"}
    )
    household = Household.objects.get(pk=with_kk.household.pk)
    assert household.kk_hash == sealed.keyed_hash("5201010101018888")


def test_a_no_kk_of_another_family_is_refused(with_kk: World, as_: SignIn) -> None:
    neighbour = make_household(with_kk.cast.village_a, facilitator=with_kk.cast.sari)
    page = as_(with_kk.cast.sari).post(url("household_kk", neighbour), {"no_kk": KK})
    assert "Nomor ini sudah tercatat pada keluarga Contoh Kepala." in page.content.decode()
    neighbour.refresh_from_db()
    assert neighbour.kk_hash is None


PAGES = ("household_history", "household_edit", "dwelling_edit", "dwelling_share", "member_add")


def test_no_page_but_the_reveal_and_no_log_and_no_trail_holds_a_number(
    with_kk: World, as_: SignIn, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    client: Client = as_(with_kk.cast.sari)
    client.post(SEARCH, {"kind": "nik", "number": NIK})
    client.post(url("member_reveal_nik", with_kk.member), {"reason": "mengisi usulan"})
    pages = [client.get(url(name, with_kk.household)) for name in PAGES]
    pages.append(client.get(url("member_edit", with_kk.member)))
    pages.append(client.get(url("member_nik", with_kk.member)))
    pages.append(client.get(url("household_kk", with_kk.household)))
    pages.append(client.get(reverse("household_list")))
    for response in pages:
        assert response.status_code == 200
        assert NIK not in response.content.decode()
        assert KK not in response.content.decode()
    trail = "".join(f"{row.action}{row.detail}" for row in AuditEntry.objects.all())
    sql = [record for record in caplog.records if record.name.startswith("django.db")]
    told = "".join(record.getMessage() for record in caplog.records if record not in sql)
    assert NIK not in trail + told
    assert KK not in trail + told
