"""Members and their facts: recorded with where they came from, never lost by the way."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from accounts import clock
from accounts.models import AuditEntry
from households.models import Household, Member, Observation
from households.services import members as member_services
from households.services.facts import record_facts
from tests.access.households import new_member
from tests.access.matrix import World
from tests.factories import make_member
from tests.households.conftest import SignIn


def edit(member: Member) -> str:
    return reverse("member_edit", kwargs={"pk": member.pk})


def as_opened(client: Any, url: str) -> dict[str, str]:
    """What a browser would send back of a form that nobody touched."""
    form = client.get(url).context["form"]
    data = {"seen_version": str(form.initial.get("seen_version", form["seen_version"].value()))}
    for name, field in form.fields.items():
        value = form[name].value()
        data.setdefault(name, "" if value is None else str(value))
        if field.show_hidden_initial:
            data[form.add_initial_prefix(name)] = data[name]
    return data


@pytest.fixture
def nudged(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    told: list[Any] = []
    monkeypatch.setattr(member_services, "nudge_household", told.append)
    return told


def test_the_untouched_form_records_nothing(world: World, as_: SignIn) -> None:
    client = as_(world.cast.sari)
    assert client.post(edit(world.member), as_opened(client, edit(world.member))).status_code == 302
    assert not Observation.objects.exists()


def test_a_first_answer_is_recorded_with_its_source_and_nudges_the_worker(
    world: World, as_: SignIn, nudged: list[Any]
) -> None:
    client = as_(world.cast.sari)
    data = as_opened(client, edit(world.member)) | {"schooling": "3", "needs_care": "ya"}
    assert client.post(edit(world.member), data).status_code == 302
    world.member.refresh_from_db()
    assert (world.member.schooling, world.member.needs_care) == (3, True)
    observed = Observation.objects.get(subject_id=world.member.pk)
    assert observed.values == {"schooling": 3, "needs_care": True}
    assert (observed.kind, observed.source) == ("first", "facilitator")
    assert nudged == [world.household.pk]


def test_an_officers_answer_is_an_officers(world: World, as_: SignIn) -> None:
    client = as_(world.cast.ratna)
    client.post(edit(world.member), as_opened(client, edit(world.member)) | {"schooling": "3"})
    assert Observation.objects.get(subject_id=world.member.pk).source == "officer"


@pytest.mark.parametrize("answer", ["changed", "wrong"])
def test_replacing_a_fact_says_whether_it_changed_or_was_wrong(
    world: World, as_: SignIn, answer: str
) -> None:
    Member.objects.filter(pk=world.member.pk).update(jkn_status="active")
    client = as_(world.cast.sari)
    data = as_opened(client, edit(world.member)) | {"jkn_status": "inactive"}
    refused = client.post(edit(world.member), data)
    assert "Pilih: keadaannya berubah, atau catatan lama keliru." in refused.content.decode()
    assert not Observation.objects.exists()
    client.post(edit(world.member), data | {"correction": answer})
    assert Observation.objects.get(subject_id=world.member.pk).kind == answer


def test_an_emptied_field_erases_only_what_is_said_to_be_wrong(world: World, as_: SignIn) -> None:
    Member.objects.filter(pk=world.member.pk).update(nisn="1234567890", schooling=2)
    client = as_(world.cast.sari)
    data = as_opened(client, edit(world.member)) | {"nisn": ""}
    page = client.post(edit(world.member), data | {"correction": "changed"}).content.decode()
    assert "Kosong tidak menghapus catatan." in page
    assert Member.objects.get(pk=world.member.pk).nisn == "1234567890"
    client.post(edit(world.member), data | {"correction": "wrong"})
    member = Member.objects.get(pk=world.member.pk)
    assert (member.nisn, member.schooling) == (None, 2)


def test_what_another_person_changed_meanwhile_stands_beside_and_nothing_is_lost(
    world: World, as_: SignIn
) -> None:
    client = as_(world.cast.sari)
    opened = as_opened(client, edit(world.member))
    record_facts(
        actor=world.cast.ratna,
        subject=world.member,
        values={"jkn_status": "active", "schooling": 1},
        observed_on=clock.today(),
    )
    response = client.post(edit(world.member), opened | {"jkn_status": "inactive"})
    page = response.content.decode()
    assert response.status_code == 409
    assert "Data ini baru saja diubah orang lain." in page
    moved = {fact.label: (fact.now, fact.typed) for fact in response.context["moved"]}
    assert moved["Status JKN"] == ("Aktif", "Nonaktif")
    assert moved["Partisipasi sekolah"] == ("Belum/tidak pernah sekolah", "")
    world.member.refresh_from_db()
    assert (world.member.jkn_status, world.member.schooling) == ("active", 1)

    again = dict(response.context["form"].data)
    assert client.post(edit(world.member), again | {"correction": "wrong"}).status_code == 302
    world.member.refresh_from_db()
    assert (world.member.jkn_status, world.member.schooling) == ("inactive", 1)


def test_the_page_carries_what_it_showed(world: World, as_: SignIn) -> None:
    Member.objects.filter(pk=world.member.pk).update(jkn_status="active")
    page = as_(world.cast.sari).get(edit(world.member)).content.decode()
    assert 'name="initial-jkn_status" value="active"' in page
    assert 'name="seen_version"' in page


@pytest.mark.parametrize("field", ["birth_date", "jkn_checked_on", "observed_on"])
def test_a_date_ahead_is_refused_except_a_deadline(world: World, as_: SignIn, field: str) -> None:
    client = as_(world.cast.sari)
    tomorrow = (clock.today() + timedelta(days=1)).isoformat()
    data = as_opened(client, edit(world.member)) | {field: tomorrow}
    assert (
        "Tanggal tidak boleh di masa depan."
        in client.post(edit(world.member), data).content.decode()
    )
    data = as_opened(client, edit(world.member)) | {"pip_deadline": tomorrow}
    assert client.post(edit(world.member), data).status_code == 302


def test_a_name_is_respelt_and_found_by_it(world: World, as_: SignIn) -> None:
    client = as_(world.cast.sari)
    client.post(edit(world.member), as_opened(client, edit(world.member)) | {"name": "Hj. Umi"})
    world.member.refresh_from_db()
    assert (world.member.name, world.member.name_key) == ("Hj. Umi", "HJ UMI")
    assert AuditEntry.objects.filter(action="member.renamed").count() == 1


def test_a_death_is_recorded_and_the_family_asked_for_another_head(
    world: World, as_: SignIn
) -> None:
    make_member(world.household, "Contoh Istri", relation=2)
    client = as_(world.cast.sari)
    data = as_opened(client, edit(world.member)) | {"presence": "2"}
    client.post(edit(world.member), data)
    world.member.refresh_from_db()
    assert world.member.presence == 2
    page = client.get(reverse("identifier_search")).content.decode()
    assert "Belum ada kepala keluarga yang tinggal di sini." in page


def test_a_second_living_head_is_refused(world: World, as_: SignIn) -> None:
    wife = make_member(world.household, "Contoh Istri", relation=2)
    client = as_(world.cast.sari)
    data = as_opened(client, edit(wife)) | {"relation": "1", "correction": "changed"}
    assert (
        "Contoh Kepala tercatat sebagai kepala keluarga"
        in client.post(edit(wife), data).content.decode()
    )
    Member.objects.filter(pk=world.member.pk).update(presence=2)
    assert client.post(edit(wife), data).status_code == 302


def test_a_member_joins_once_also_when_the_form_is_sent_twice(
    world: World, as_: SignIn, nudged: list[Any]
) -> None:
    url = reverse("member_add", kwargs={"pk": world.household.pk})
    client = as_(world.cast.sari)
    for _time in range(2):
        response = client.post(url, new_member(world))
        assert response["Location"] == f"/anggota/{new_member(world)['id']}/"
    child = world.household.members.get(name="Contoh Anak")
    assert (child.relation, child.sex, child.nik_missing_reason) == (3, 2, "newborn")
    assert nudged == [world.household.pk]


def test_a_member_whose_nik_is_taken_does_not_join(world: World, as_: SignIn) -> None:
    url = reverse("member_add", kwargs={"pk": world.household.pk})
    said = new_member(world) | {"nik": "5201010101010001"}
    response = as_(world.cast.sari).post(url, said)
    assert response.status_code == 200
    assert world.household.members.count() == 1


def household_edit(world: World) -> str:
    return reverse("household_edit", kwargs={"pk": world.household.pk})


def test_a_phone_and_the_household_facts_are_kept(world: World, as_: SignIn) -> None:
    client = as_(world.cast.sari)
    data = as_opened(client, household_edit(world)) | {
        "phone": "0812 3456 7890",
        "language": "Sasak",
        "open_defecation": "tidak",
    }
    assert client.post(household_edit(world), data).status_code == 302
    household = Household.objects.get(pk=world.household.pk)
    assert (household.phone, household.language) == ("0812 3456 7890", "Sasak")
    assert household.open_defecation is False


def test_only_officers_and_administrators_write_the_desil(world: World, as_: SignIn) -> None:
    client = as_(world.cast.sari)
    data = as_opened(client, household_edit(world)) | {"desil": "1"}
    client.post(household_edit(world), data)
    world.household.refresh_from_db()
    assert world.household.desil is None
    client = as_(world.cast.ratna)
    data = as_opened(client, household_edit(world)) | {"desil": "1"}
    client.post(household_edit(world), data)
    world.household.refresh_from_db()
    assert world.household.desil == 1
