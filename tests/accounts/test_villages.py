"""What the programme knows of a village: pages, the file, and who hears of a change."""

import io
from typing import Any

import pytest
from celery import current_app
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts.models import AuditEntry, Region
from accounts.services.villages import import_villages, preview_villages
from accounts.tables import NotATable
from accounts.village_file import read_villages
from tests.cast import VILLAGE_A, VILLAGE_B, Cast, make_cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture
def admin(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.admin)
    return client


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The tasks that the broker is asked for."""
    tasks: list[str] = []

    def take(name: str, **_options: Any) -> None:
        tasks.append(name)

    monkeypatch.setattr(current_app, "send_task", take)
    return tasks


def a_file(*lines: str, encoding: str = "utf-8") -> io.BytesIO:
    return io.BytesIO("\n".join(["kode_desa,area_class,cohort", *lines]).encode(encoding))


def state(code: str) -> tuple[str | None, int | None]:
    village = Region.objects.get(code=code)
    return village.area_class, village.cohort


# --- The file --------------------------------------------------------------------------------


def test_a_file_sets_area_class_and_cohort_with_dots_or_without(cast: Cast) -> None:
    plain = VILLAGE_B.replace(".", "")
    found = import_villages(
        actor=cast.admin, file=a_file(f"{VILLAGE_A},urban,2025", f" {plain} , Rural ,2026")
    )
    assert (state(VILLAGE_A), state(VILLAGE_B)) == (("urban", 2025), ("rural", 2026))
    assert (found.rows, len(found.changes), found.unchanged) == (2, 1, 1)
    entry = AuditEntry.objects.get(action="village.changed")
    assert (entry.subject_id, entry.actor) == (VILLAGE_A, cast.admin)
    assert entry.detail == {
        "before": {"area_class": "rural", "cohort": 2026},
        "after": {"area_class": "urban", "cohort": 2025},
    }


def test_an_empty_cell_says_that_it_is_not_known_or_not_joined(cast: Cast) -> None:
    import_villages(actor=cast.admin, file=a_file(f"{VILLAGE_A},,"))
    assert state(VILLAGE_A) == (None, None)
    assert state(VILLAGE_B) == ("rural", 2026)


def test_the_same_file_again_changes_and_audits_nothing(cast: Cast) -> None:
    for _ in range(2):
        found = import_villages(actor=cast.admin, file=a_file(f"{VILLAGE_A},urban,2025"))
    assert (len(found.changes), found.unchanged) == (0, 1)
    assert AuditEntry.objects.filter(action="village.changed").count() == 1


def test_refused_lines_name_line_and_column_and_do_not_hold_back_the_others(cast: Cast) -> None:
    found = import_villages(
        actor=cast.admin,
        file=a_file(
            f"{VILLAGE_B},,",
            "52.01,rural,2026",
            "99.99.99.9999,rural,2026",
            "",
            f"{VILLAGE_A},kota,2026",
            f"{VILLAGE_A},urban,26",
            f"{VILLAGE_B},urban,2026",
        ),
    )
    assert [(refusal.line, refusal.column) for refusal in found.refusals] == [
        (3, "kode_desa"),
        (4, "kode_desa"),
        (6, "area_class"),
        (7, "cohort"),
        (8, "kode_desa"),
    ]
    assert str(found.refusals[2]) == (
        "Baris 6, kolom area_class: “kota” tidak dikenal. Isi urban, rural, atau kosongkan."
    )
    assert (state(VILLAGE_A), state(VILLAGE_B)) == (("rural", 2026), (None, None))
    assert found.rows == 6


@pytest.mark.parametrize(
    "content",
    [
        "kode_desa;area_class;cohort\n{a};urban;2025\n",
        "\ufeffkode_desa,area_class,cohort\r\n{a},urban,2025\r\n",
        'Cohort,"KODE_DESA", Area_Class \n2025,"{a}",URBAN\n',
        "catatan,kode_desa,area_class,cohort\napa saja,{a},urban,2025",
    ],
)
def test_separators_marks_and_the_order_of_columns_do_not_matter(cast: Cast, content: str) -> None:
    file = io.BytesIO(content.format(a=VILLAGE_A).encode())
    import_villages(actor=cast.admin, file=file)
    assert state(VILLAGE_A) == ("urban", 2025)


@pytest.mark.parametrize(
    "content", [b"", b"nama,umur\nSari,30\n", b"\xff\xfe\x00\x01", b"PK\x03\x04\x00\x00"]
)
def test_what_is_no_such_file_is_refused_whole(content: bytes) -> None:
    with pytest.raises(NotATable):
        read_villages(io.BytesIO(content))


def test_a_preview_says_the_same_and_writes_nothing(cast: Cast) -> None:
    file = a_file(f"{VILLAGE_A},urban,2025", f"{VILLAGE_B},rural,2026", "x,rural,2026")
    found = preview_villages(file)
    assert (len(found.changes), found.unchanged, len(found.refusals)) == (1, 1, 1)
    assert state(VILLAGE_A) == ("rural", 2026)
    assert not AuditEntry.objects.exists()


# --- Who hears of it -------------------------------------------------------------------------


def test_a_changed_area_class_asks_for_a_sweep_once(
    cast: Cast, sent: list[str], django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        import_villages(
            actor=cast.admin, file=a_file(f"{VILLAGE_A},urban,2026", f"{VILLAGE_B},,2026")
        )
    assert sent == ["entitlements.sweep"]


def test_a_changed_cohort_alone_asks_for_none(
    cast: Cast, sent: list[str], django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        import_villages(actor=cast.admin, file=a_file(f"{VILLAGE_A},rural,2024"))
    assert sent == []


def test_a_village_is_changed_on_its_page_and_the_sweep_asked_for(
    admin: Client, sent: list[str], django_capture_on_commit_callbacks: Any
) -> None:
    url = reverse("village_edit", args=(VILLAGE_A,))
    with django_capture_on_commit_callbacks(execute=True):
        admin.post(url, {"area_class": "", "cohort": ""})
    assert state(VILLAGE_A) == (None, None)
    assert sent == ["entitlements.sweep"]
    assert AuditEntry.objects.filter(action="village.changed", subject_id=VILLAGE_A).count() == 1


def test_a_broker_that_is_down_does_not_stop_the_change(
    admin: Client, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    def down(name: str, **_options: Any) -> None:
        raise OSError("no broker")

    monkeypatch.setattr(current_app, "send_task", down)
    with django_capture_on_commit_callbacks(execute=True):
        response = admin.post(reverse("village_edit", args=(VILLAGE_A,)), {"area_class": "urban"})
    assert response.status_code == 302
    assert state(VILLAGE_A) == ("urban", None)


# --- Pages -----------------------------------------------------------------------------------


def listed(admin: Client, query: str) -> list[str]:
    page = admin.get(f"{reverse('village_list')}?{query}").content.decode()
    return [code for code in (VILLAGE_A, VILLAGE_B) if f'soft">{code}<' in page]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", [VILLAGE_A, VILLAGE_B]),
        ("q=anggr", [VILLAGE_A]),
        (f"q={VILLAGE_B}", [VILLAGE_B]),
        (f"q={VILLAGE_B.replace('.', '')}", [VILLAGE_B]),
        ("q=5208", [VILLAGE_B]),
        ("kabupaten=52.01", [VILLAGE_A]),
        ("angkatan=2025", [VILLAGE_A]),
        ("angkatan=unknown", [VILLAGE_B]),
        ("kelas=urban", [VILLAGE_A]),
        ("kelas=unknown", [VILLAGE_B]),
        ("kelas=rural", []),
        ("angkatan=1' OR 1=1", [VILLAGE_A, VILLAGE_B]),
    ],
)
def test_villages_are_found_by_name_code_regency_cohort_and_area_class(
    cast: Cast, admin: Client, query: str, expected: list[str]
) -> None:
    Region.objects.filter(code=VILLAGE_A).update(area_class="urban", cohort=2025)
    Region.objects.filter(code=VILLAGE_B).update(area_class=None, cohort=None)
    assert listed(admin, query) == expected


@pytest.mark.parametrize("code", ["52.01", "52.01.07.9999", "bukan-kode"])
def test_the_page_of_what_is_no_village_is_not_there(admin: Client, code: str) -> None:
    assert admin.get(reverse("village_edit", args=(code,))).status_code == 404


def test_a_year_is_written_as_a_year(admin: Client) -> None:
    page = admin.get(reverse("village_list")).content.decode()
    assert ">2026<" in page
    assert 'value="2026"' in admin.get(reverse("village_edit", args=(VILLAGE_A,))).content.decode()


def test_a_cohort_that_is_no_year_is_refused_and_what_was_typed_stays(admin: Client) -> None:
    url = reverse("village_edit", args=(VILLAGE_A,))
    page = admin.post(url, {"area_class": "urban", "cohort": "26"}).content.decode()
    assert 'value="26"' in page
    assert state(VILLAGE_A) == ("rural", 2026)


def test_an_upload_is_shown_first_and_applied_on_request(admin: Client) -> None:
    url = reverse("village_import")
    content = a_file(f"{VILLAGE_A},urban,2025", "x,y,z").getvalue()
    page = admin.post(url, {"file": SimpleUploadedFile("desa.csv", content)}).content.decode()
    assert "Baris 3, kolom kode_desa" in page
    assert "Perkotaan, angkatan 2025" in page
    assert state(VILLAGE_A) == ("rural", 2026)
    admin.post(url, {"text": content.decode(), "apply": "1"})
    assert state(VILLAGE_A) == ("urban", 2025)


@pytest.mark.parametrize("content", [None, b"nama\nSari\n", b"PK\x03\x04\xff"])
def test_an_upload_that_is_no_such_file_is_refused_in_words(
    admin: Client, content: bytes | None
) -> None:
    form = {"file": SimpleUploadedFile("desa.csv", content)} if content else {}
    response = admin.post(reverse("village_import"), form)
    assert response.status_code == 200
    assert "error-summary" in response.content.decode()
