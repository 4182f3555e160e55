"""The pages of lists: HTTP in, database out; the worker's tasks are called where it would be."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts import clock
from accounts.models import AuditEntry
from households import tasks
from households.imports import batches, staging
from households.models import Household, ImportBatch, ImportIssue, Member, StagedRow
from households.models.import_batch import BatchState
from households.services.facts import record_facts
from interventions.models import MentoringPlan
from interventions.tasks import enrol_batch
from tests.cast import Cast
from tests.households.imports.lists import (
    KK,
    OTHER_KK,
    VILLAGE,
    Cells,
    as_csv,
    as_xlsx,
    nik,
    person,
)


@pytest.fixture
def admin(cast: Cast, settings: Any, tmp_path: Path) -> Client:
    settings.MEDIA_ROOT = str(tmp_path / "media")
    client = Client()
    client.force_login(cast.admin)
    return client


ROWS: list[Cells] = [
    person(nik=nik(1), sekolah="3"),
    person("Inaq Salah", no_kk=OTHER_KK, hubungan="1", nik="12"),
]
DOUBTFUL: list[Cells] = [
    person(nik=nik(1), sekolah="9", lat="-8.5"),
    person("Inaq", hubungan="2", nik=nik(1), sekolah="8"),
    person("Amaq Sehat", no_kk=OTHER_KK, lat="-8.5"),
]


def uploaded(admin: Client, path: Path, **fields: str) -> ImportBatch:
    form = {"format": "bnba", "observed_on": clock.today().isoformat()} | fields
    with path.open("rb") as file:
        response = admin.post(reverse("import_create"), form | {"file": file})
    assert response.status_code == 302, response.content
    return ImportBatch.objects.latest("created_at")


def checked(admin: Client, path: Path, **fields: str) -> ImportBatch:
    batch = uploaded(admin, path, **fields)
    tasks.check_batch(str(batch.pk))
    batch.refresh_from_db()
    return batch


def applied(admin: Client, path: Path, **fields: str) -> ImportBatch:
    batch = checked(admin, path, **fields)
    admin.post(reverse("import_confirm", args=[batch.pk]))
    tasks.apply_batch(str(batch.pk))
    batch.refresh_from_db()
    return batch


def page(admin: Client, batch: ImportBatch) -> str:
    response = admin.get(reverse("import_detail", args=[batch.pk]))
    assert response.status_code == 200
    return response.content.decode()


def stored(batch: ImportBatch, settings: Any) -> Path:
    return Path(settings.MEDIA_ROOT) / "lists" / batch.stored_name


def test_a_list_is_uploaded_looked_at_loaded_and_mended(
    admin: Client, tmp_path: Path, settings: Any
) -> None:
    batch = uploaded(admin, as_csv(tmp_path / "daftar.csv", ROWS))
    assert "Menunggu dibaca" in page(admin, batch)
    sealed_file = stored(batch, settings).read_bytes()
    assert nik(1).encode() not in sealed_file
    assert b"Amaq" not in sealed_file
    tasks.check_batch(str(batch.pk))
    shown = page(admin, batch)
    assert "ini yang akan terjadi" in shown
    assert "NIK harus 16 angka" in shown
    assert "Amaq Rekaan" in shown
    assert not Household.objects.exists()
    admin.post(reverse("import_confirm", args=[batch.pk]))
    tasks.apply_batch(str(batch.pk))
    batch.refresh_from_db()
    assert batch.state == BatchState.APPLIED
    assert [member.name for member in Member.objects.all()] == ["Amaq Rekaan"]
    response = admin.post(reverse("import_report", args=[batch.pk]))
    text = b"".join(response.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    assert text.splitlines()[1].endswith(',3,nik,"NIK harus 16 angka, atau kosong jika belum ada."')
    assert AuditEntry.objects.filter(action="import.report_taken").count() == 1
    for number in (KK, OTHER_KK, nik(1)):
        assert number not in shown + page(admin, batch)


def test_the_reasons_are_told_by_column_for_many_rows_at_once(
    admin: Client, tmp_path: Path
) -> None:
    shown = page(admin, checked(admin, as_csv(tmp_path / "daftar.csv", DOUBTFUL)))
    assert "Yang berlaku: 1, 2, 3." in shown
    assert "NIK ini juga ada di baris …." in shown
    assert "2, 3" in shown
    assert "Hanya satu koordinat" in shown


def test_a_workbook_is_read_sealed_too_and_enrols(admin: Client, tmp_path: Path) -> None:
    path = as_xlsx(tmp_path / "daftar.xlsx", ROWS[:1])
    batch = applied(admin, path, enrol_on="2026-01-10", village=VILLAGE)
    assert batch.state == BatchState.ENROLLING
    enrol_batch(str(batch.pk))
    batch.refresh_from_db()
    assert batch.state == BatchState.APPLIED
    assert MentoringPlan.objects.count() == 1
    assert "sudah diverifikasi, didaftarkan" in page(admin, batch)


def test_a_form_says_what_is_missing_and_keeps_what_was_typed(admin: Client) -> None:
    form = {"format": "opensid", "village": "", "observed_on": "2999-01-01"}
    response = admin.post(reverse("import_create"), form)
    shown = response.content.decode()
    assert response.status_code == 200
    assert "isi kodenya" in shown
    assert "2999-01-01" in shown
    form = {"format": "bnba", "village": "52.99.99.9999", "observed_on": "2026-01-01"}
    file = SimpleUploadedFile("daftar.csv", b"a\n")
    response = admin.post(reverse("import_create"), form | {"file": file})
    assert "tidak dikenal" in response.content.decode()
    assert not ImportBatch.objects.exists()


def test_a_file_that_is_no_list_is_refused_with_its_sentence_and_forgotten(
    admin: Client, tmp_path: Path, settings: Any,
    django_capture_on_commit_callbacks: "pytest.FixtureRequest",
) -> None:  # fmt: skip
    path = tmp_path / "bukan.xlsx"
    path.write_text("halo")
    batch = uploaded(admin, path)
    kept = stored(batch, settings)
    assert kept.exists()
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        tasks.check_batch(str(batch.pk))
    assert "bukan buku kerja .xlsx" in page(admin, batch)
    assert not kept.exists()


def test_a_list_is_left_and_nothing_of_it_stays(admin: Client, tmp_path: Path) -> None:
    batch = checked(admin, as_csv(tmp_path / "daftar.csv", ROWS))
    assert StagedRow.objects.exists()
    admin.post(reverse("import_discard", args=[batch.pk]))
    batch.refresh_from_db()
    assert batch.state == BatchState.DISCARDED
    assert not StagedRow.objects.exists()
    assert not ImportIssue.objects.exists()
    admin.post(reverse("import_confirm", args=[batch.pk]))
    tasks.apply_batch(str(batch.pk))
    assert not Household.objects.exists()


def test_a_list_is_taken_back_from_its_page(admin: Client, tmp_path: Path) -> None:
    batch = applied(admin, as_csv(tmp_path / "daftar.csv", ROWS))
    assert "Batalkan daftar ini" in page(admin, batch)
    admin.post(reverse("import_undo", args=[batch.pk]))
    tasks.undo_batch(str(batch.pk))
    assert not Household.objects.exists()
    assert "Semua kembali seperti sebelumnya" in page(admin, batch)


def test_what_waits_is_shown_beside_the_known_family_and_decided(
    admin: Client, cast: Cast, tmp_path: Path
) -> None:
    applied(admin, as_csv(tmp_path / "daftar.csv", ROWS[:1]))
    member = Member.objects.get()
    record_facts(
        actor=cast.sari, subject=member, values={"schooling": 2}, observed_on=clock.today()
    )
    again = [person(no_kk=OTHER_KK, nik=nik(1), sekolah="1")]
    batch = applied(admin, as_csv(tmp_path / "lagi.csv", again))
    shown = page(admin, batch)
    assert reverse("household_detail", args=[member.household_id]) in shown
    assert "kartunya baru" in shown
    waiting = shown.split('name="waiting" value="')[1].split('"')[0]
    admin.post(reverse("import_decide", args=[batch.pk]), {"waiting": waiting, "decision": "take"})
    shown = page(admin, batch)
    assert "kartunya baru" not in shown
    assert "1 nilai berbeda dengan yang dilihat di lapangan" in shown
    assert Household.objects.count() == 1


def test_the_fragment_tells_progress_and_asks_for_the_page_when_all_is_done(
    admin: Client, tmp_path: Path
) -> None:
    batch = uploaded(admin, as_csv(tmp_path / "daftar.csv", ROWS))
    address = reverse("import_detail", args=[batch.pk])
    response = admin.get(address, headers={"HX-Request": "true"})
    assert "hx-get" in response.content.decode()
    assert "HX-Refresh" not in response
    tasks.check_batch(str(batch.pk))
    assert admin.get(address, headers={"HX-Request": "true"})["HX-Refresh"] == "true"


def _keeping(sent: list[tuple[str, ...]]) -> Any:
    def send(*arguments: str) -> bool:
        sent.append(arguments)
        return True

    return send


def test_with_the_broker_down_the_page_says_so_and_the_list_waits(
    admin: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batches, "send", lambda *arguments: False)
    batch = uploaded(admin, as_csv(tmp_path / "daftar.csv", ROWS))
    assert "belum bisa dihubungi" in page(admin, batch)
    sent: list[tuple[str, ...]] = []
    monkeypatch.setattr(batches, "send", _keeping(sent))
    tasks.go_on_with_lists()
    assert sent == []  # not before it had its time
    ImportBatch.objects.update(created_at=clock.now() - 2 * batches.STALLED)
    tasks.go_on_with_lists()
    assert sent == [(batches.CHECK, str(batch.pk))]
    admin.post(reverse("import_go_on", args=[batch.pk]))
    assert len(sent) == 2


def test_tasks_are_safe_twice_and_go_on_where_the_last_one_stopped(
    admin: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tasks, "SECONDS", 0)
    monkeypatch.setattr(staging, "PART", 1)
    sent: list[tuple[str, ...]] = []
    monkeypatch.setattr(batches, "send", _keeping(sent))
    batch = uploaded(admin, as_csv(tmp_path / "daftar.csv", ROWS))
    tasks.check_batch(str(batch.pk))
    assert sent[-1] == (batches.CHECK, str(batch.pk))
    monkeypatch.setattr(tasks, "SECONDS", 20)
    for _time in range(2):
        tasks.check_batch(str(batch.pk))
    admin.post(reverse("import_confirm", args=[batch.pk]))
    for _time in range(2):
        tasks.apply_batch(str(batch.pk))
        tasks.undo_batch(str(batch.pk))
    batch.refresh_from_db()
    assert batch.state == BatchState.APPLIED
    assert Household.objects.count() == 1


def test_old_lists_are_forgotten(admin: Client, tmp_path: Path, settings: Any) -> None:
    batch = applied(admin, as_csv(tmp_path / "daftar.csv", ROWS))
    tasks.forget_old_lists()
    assert StagedRow.objects.exists()
    ImportBatch.objects.update(applied_at=clock.now() - timedelta(days=31))
    tasks.forget_old_lists()
    assert not StagedRow.objects.exists()
    assert admin.post(reverse("import_report", args=[batch.pk])).status_code == 404
    assert Household.objects.exists()


def test_the_list_of_lists_names_them_and_no_number(admin: Client, tmp_path: Path) -> None:
    assert "Belum ada daftar" in admin.get(reverse("import_list")).content.decode()
    applied(admin, as_csv(tmp_path / "daftar.csv", ROWS))
    shown = admin.get(reverse("import_list")).content.decode()
    assert "1 baru" in shown
