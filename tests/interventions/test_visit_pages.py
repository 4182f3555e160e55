"""Writing a visit down: what is asked, what is kept when it is refused, what the answer says."""

import io
import re
from datetime import date
from html import unescape
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client
from kombu.exceptions import OperationalError
from PIL import Image

from households.models import CaseloadAssignment, Consent, Household, Member, Observation
from households.models.enrolment import State
from households.services.facts import record_facts
from interventions.models import TemplateMilestone, Visit, VisitConflict
from interventions.services.checks import check_after_visit
from interventions.services.consents import ConsentInput, record_consents
from interventions.services.enrolment import enrol_household
from tests.cast import Cast
from tests.factories import make_household, make_member
from tests.interventions.conftest import TODAY

ENROLLED_ON = date(2026, 11, 2)


@pytest.fixture
def household(cast: Cast, sent) -> Household:
    made = make_household(cast.village_a, facilitator=cast.sari, state=State.VERIFIED)
    enrol_household(actor=cast.sari, household=made, on=ENROLLED_ON)
    return made


@pytest.fixture
def mother(household: Household) -> Member:
    return make_member(
        household, "Contoh Ibu", relation=1, sex=2, birth_date=date(1990, 5, 1),
        nik="5201010101900001", jkn_status="inactive", jkn_checked_on=date(2026, 11, 1),
    )  # fmt: skip


def address(household: Household) -> str:
    return f"/keluarga/{household.pk}/kunjungan/baru/"


def a_form(**fields: Any) -> dict[str, Any]:
    return {
        "id": str(uuid4()),
        "happened_on": "2026-11-23",
        "happened_time": "09:30",
        "mode": "face_to_face",
        "met_others": "Tetangga",
        **fields,
    }


def questions(page: str) -> list[str]:
    """The names of the facts asked, in order, once each; those before "Yang berubah" first."""
    return list(dict.fromkeys(re.findall(r'name="fact\.[^.]+\.(\w+)"', page)))


def test_the_form_asks_first_what_is_unknown_stale_or_owed(
    cast: Cast, household: Household, mother: Member, client: Client
) -> None:
    child = make_member(household, "Contoh Anak", relation=3, birth_date=date(2015, 1, 1),
                        nik="5201010101150002", schooling=2, level=3, grade=5, nisn="0123456789",
                        mother_name="Contoh Ibu", pip_status="disbursed", pip_year=2026,
                        jkn_status="active", jkn_checked_on=TODAY)  # fmt: skip
    client.force_login(cast.sari)
    page = client.get(address(household)).content.decode()
    first, _, changed = page.partition("Yang berubah")
    asked = questions(first)
    assert "jkn_status" in asked
    assert {"toilet", "closet", "disposal", "drinking_water", "water_place"} <= set(asked)
    assert "pip_status" not in asked
    assert f"fact.{mother.pk}.jkn_status" in first
    assert f"fact.{child.pk}.jkn_status" in changed
    assert f"fact.{child.pk}.pip_status" in changed
    assert "Tetap: Nonaktif" in first


def test_what_is_recorded_stands_beside_the_question_with_its_day_and_source(
    cast: Cast, household: Household, mother: Member, client: Client
) -> None:
    record_facts(actor=cast.sari, subject=mother, values={"jkn_status": "inactive"},
                 observed_on=date(2026, 11, 3))  # fmt: skip
    client.force_login(cast.sari)
    page = unescape(client.get(address(household)).content.decode())
    assert re.search(r"Tercatat: Nonaktif · Selasa, 3 Nov \(pendamping\)", page)


def test_a_visit_is_sent_and_its_page_fills_itself_in(
    cast: Cast, household: Household, mother: Member, client: Client,
    django_capture_on_commit_callbacks,
) -> None:  # fmt: skip
    client.force_login(cast.sari)
    key = f"{mother.pk}.jkn_status"
    form = a_form(met=[str(mother.pk)], topics=["saving"], agreement="Menabung tiap Jumat")
    form |= {f"fact.{key}": "active", f"why.{key}": "changed"}
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(address(household), form)
    visit = Visit.objects.get()
    assert answer["Location"] == f"/kunjungan/{visit.pk}/hasil/"
    mother.refresh_from_db()
    assert (mother.jkn_status, mother.jkn_checked_on) == ("active", date(2026, 11, 23))
    assert (visit.met, visit.topics) == ([mother.pk], ["saving"])
    waiting = client.get(answer["Location"]).content.decode()
    assert "sedang dicek" in waiting
    assert 'hx-trigger="load delay:1s"' in waiting
    check_after_visit(visit.pk)
    part = client.get(answer["Location"] + "?ke=1", headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    assert "hx-get" not in part
    assert "Kebutuhan baru" in part
    assert "Sumber air minum belum diisi" in part
    assert "Kunjungan berikutnya jatuh tempo" in part


def test_a_fact_mended_at_the_next_visit_closes_its_flag_with_its_cause(
    cast: Cast, household: Household, mother: Member, client: Client
) -> None:
    client.force_login(cast.sari)
    key = f"{mother.pk}.jkn_status"
    client.post(address(household), a_form())
    check_after_visit(Visit.objects.get().pk)
    said = a_form(happened_time="10:00") | {f"fact.{key}": "active", f"why.{key}": "changed"}
    result = client.post(address(household), said)["Location"]
    check_after_visit(UUID(said["id"]))
    page = client.get(result).content.decode()
    assert "Kebutuhan yang selesai" in page
    assert "sudah terpenuhi" in page
    assert "Contoh Ibu" in page


def test_without_answer_nothing_is_recorded(
    cast: Cast, household: Household, mother: Member, client: Client
) -> None:
    client.force_login(cast.sari)
    blank = {f"fact.{mother.pk}.jkn_status": "", f"why.{mother.pk}.jkn_status": ""}
    client.post(address(household), a_form() | blank)
    assert Visit.objects.get().answers == []
    assert not Observation.objects.exists()


def test_an_answer_that_differs_has_to_say_why_and_nothing_typed_is_lost(
    cast: Cast, household: Household, mother: Member, client: Client
) -> None:
    client.force_login(cast.sari)
    form = a_form(notes="Ibu sedang di sawah") | {f"fact.{mother.pk}.jkn_status": "active"}
    page = client.post(address(household), form).content.decode()
    assert "Pilih: keadaannya berubah, atau catatan lama keliru." in page
    assert "Ibu sedang di sawah" in page
    assert form["id"] in page
    assert re.search(r'name="fact\.[^"]+jkn_status"[^>]*value="active"[^>]*checked', page)
    assert not Visit.objects.exists()


def test_what_is_refused_in_a_fold_stands_open(
    cast: Cast, household: Household, mother: Member, client: Client
) -> None:
    client.force_login(cast.sari)
    grown = make_member(
        household,
        "Contoh Ayah",
        relation=2,
        birth_date=date(1980, 1, 1),
        nik="5201010101800003",
        jkn_status="active",
        jkn_checked_on=TODAY,
    )
    opened = '<details class="fold" open><summary>Contoh Ayah'
    assert opened not in client.get(address(household)).content.decode()
    said = a_form() | {f"fact.{grown.pk}.jkn_status": "inactive"}
    assert opened in client.post(address(household), said).content.decode()


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"happened_on": "2026-11-25"}, "Tanggal tidak boleh di masa depan."),
        ({"happened_on": "2026-11-24", "happened_time": "23:59"}, "di masa depan"),
        ({"met_others": ""}, "Pilih siapa yang ditemui."),
        ({"mode": ""}, "Bertemu bagaimana? "),
        ({"next_visit_on": "2026-11-23"}, "harus sesudah kunjungan ini"),
        ({"consent_gps": "yes"}, "Pilih siapa yang menjawab persetujuan."),
    ],
)
def test_a_refused_form_says_why_and_changes_nothing(
    cast: Cast, household: Household, mother: Member, client: Client,
    fields: dict[str, str], sentence: str, monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    client.force_login(cast.sari)
    answer = client.post(address(household), a_form(**fields))
    assert answer.status_code == 200
    assert sentence in answer.content.decode()
    assert not Visit.objects.exists()


def full_form(household: Household, mother: Member) -> dict[str, Any]:
    """A form with something in every part, of which much is asked only once."""
    goal = TemplateMilestone.objects.filter(phase__number=1).first()
    assert goal is not None
    return a_form(
        consent_gps="yes", consent_photo="yes", consent_by=str(mother.pk), consent_how="spoken",
        latitude="-8.501", longitude="116.2", accuracy_m="9",
    ) | {
        f"goal.{goal.pk}": "done",
        f"stood.{goal.pk}": "not_yet",
        f"fact.{mother.pk}.jkn_status": "active",
        f"why.{mother.pk}.jkn_status": "wrong",
        f"fact.{mother.pk}.presence": "2",
        f"fact.{household.dwelling_id}.toilet": "1",
    }  # fmt: skip


def test_a_form_sent_again_is_answered_as_the_first_time_whatever_has_changed(
    cast: Cast, household: Household, mother: Member, client: Client
) -> None:
    client.force_login(cast.sari)
    form = full_form(household, mother)
    first = client.post(address(household), form)
    assert first.status_code == 302
    check_after_visit(Visit.objects.get().pk)
    again = client.post(address(household), form)
    assert again["Location"] == first["Location"]
    CaseloadAssignment.objects.update(facilitator=cast.budi)
    assert client.post(address(household), form)["Location"] == first["Location"]
    assert client.get(first["Location"]).status_code == 200
    assert Visit.objects.count() == 1
    assert Consent.objects.count() == 2
    assert not VisitConflict.objects.exists()
    assert client.post(address(household), a_form()).status_code == 404


def test_the_same_id_with_other_answers_is_refused_and_shown_to_the_officer(
    cast: Cast, household: Household, mother: Member, client: Client
) -> None:
    client.force_login(cast.sari)
    form = a_form(notes="Yang pertama")
    client.post(address(household), form)
    answer = client.post(address(household), form | {"notes": "Yang kedua"})
    assert answer.status_code == 409
    assert "sudah dikirim dengan isi lain" in answer.content.decode()
    conflict = VisitConflict.objects.get()
    client.force_login(cast.joko)
    assert client.get(f"/kunjungan-ganda/{conflict.pk}/").status_code == 404
    client.force_login(cast.ratna)
    assert "Contoh Ibu" in client.get("/kunjungan-ganda/").content.decode()
    page = client.get(f"/kunjungan-ganda/{conflict.pk}/").content.decode()
    assert "Yang pertama" in page
    assert "Yang kedua" in page
    client.post(f"/kunjungan-ganda/{conflict.pk}/", {"keep": "second", "note": "Sari membenarkan."})
    visit = Visit.objects.get()
    assert visit.notes == "Yang kedua"
    assert visit.amendments.get().before["notes"] == "Yang pertama"
    assert "Contoh Ibu" not in client.get("/kunjungan-ganda/").content.decode()


def test_consents_that_were_never_asked_come_up_at_the_first_visit(
    cast: Cast, household: Household, mother: Member, client: Client
) -> None:
    client.force_login(cast.sari)
    page = client.get(address(household)).content.decode()
    assert "consent_photo" in page
    assert "consent_gps" in page
    answers = [
        ConsentInput(purpose, False, mother.pk, "spoken", TODAY)
        for purpose in ("photo", "gps", "sharing")
    ]
    record_consents(actor=cast.sari, household=household, consents=answers)
    page = client.get(address(household)).content.decode()
    assert "consent_photo" not in page
    assert 'name="photo"' not in page
    assert "data-place" not in page


def test_a_broker_that_is_down_is_said_on_the_page_and_the_sweep_catches_up(
    cast: Cast, household: Household, mother: Member, client: Client,
    monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks,
) -> None:  # fmt: skip
    from accounts import nudges
    from entitlements.services import sweep

    monkeypatch.undo()

    def refuse(*args: object, **kwargs: object) -> None:
        raise OperationalError("down")

    monkeypatch.setattr("accounts.nudges.current_app.send_task", refuse)
    assert nudges.send("interventions.check_after_visit", "x") is False
    client.force_login(cast.sari)
    with django_capture_on_commit_callbacks(execute=True):
        result = client.post(address(household), a_form())["Location"]
    page = client.get(result).content.decode()
    assert "Kunjungan sudah tersimpan" in page
    assert "tidak dapat dihubungi" in page
    sweep()
    assert "Kebutuhan baru" in client.get(result).content.decode()


def photo_of_a_phone() -> bytes:
    """A JPEG as a phone makes it: turned, large, with its place in EXIF."""
    picture = Image.new("RGB", (2400, 1800), "olive")
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "Kamera Rekaan"
    exif.get_ifd(0x8825)[2] = (8.0, 30.0, 0.0)
    exif.get_ifd(0x8825)[1] = "S"
    out = io.BytesIO()
    picture.save(out, "JPEG", exif=exif)
    return out.getvalue()


def test_a_photo_is_kept_small_upright_and_without_what_the_camera_wrote(
    cast: Cast, household: Household, mother: Member, client: Client, settings, tmp_path
) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    settings.MEDIA_ROOT = tmp_path
    data = photo_of_a_phone()
    assert Image.open(io.BytesIO(data)).getexif().get_ifd(0x8825)
    client.force_login(cast.sari)
    form = full_form(household, mother)
    for _ in range(2):
        upload = SimpleUploadedFile("IMG.jpg", data, "image/jpeg")
        assert client.post(address(household), form | {"photo": upload}).status_code == 302
    photo = Visit.objects.get().photos.get()
    url = f"/kunjungan/foto/{photo.pk}/"
    answer = client.get(url)
    kept = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    picture = Image.open(io.BytesIO(kept))
    assert picture.size == (1200, 1600)
    assert len(picture.getexif()) == 0
    assert b"Exif" not in kept
    assert b"Kamera" not in kept
    client.force_login(cast.budi)
    assert client.get(url).status_code == 404


def test_what_is_no_photo_is_refused_beside_its_field(
    cast: Cast, household: Household, mother: Member, client: Client
) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    client.force_login(cast.sari)
    form = full_form(household, mother)
    upload = SimpleUploadedFile("x.jpg", b"<svg onload=alert(1)>", "image/jpeg")
    answer = client.post(address(household), form | {"photo": upload})
    assert "bukan foto yang dapat dibuka" in answer.content.decode()
    assert not Visit.objects.exists()


def test_a_photo_without_consent_is_refused(
    cast: Cast, household: Household, mother: Member, client: Client
) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    client.force_login(cast.sari)
    upload = SimpleUploadedFile("IMG.jpg", photo_of_a_phone(), "image/jpeg")
    answer = client.post(address(household), a_form(photo=upload))
    assert "Foto hanya disimpan bila keluarga mengizinkan." in answer.content.decode()
    assert not Visit.objects.exists()


def test_the_form_of_a_big_family_asks_by_a_constant_number_of_queries(
    cast: Cast, household: Household, mother: Member, client: Client,
    django_assert_max_num_queries,
) -> None:  # fmt: skip
    for number in range(8):
        make_member(household, f"Contoh {number}", relation=3, birth_date=date(2014, 1, 1))
    client.force_login(cast.sari)
    with django_assert_max_num_queries(25):
        page = client.get(address(household))
    assert page.status_code == 200
