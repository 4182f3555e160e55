"""load_regions, import_villages, invite_administrator: what contracts.md promises of a command."""

import csv
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from accounts.management.commands.load_regions import NTB
from accounts.models import AuditEntry, Region, User
from accounts.models.region import Kind, Level
from accounts.roles import Role
from tests.cast import VILLAGE_A, make_cast
from tests.factories import make_user

pytestmark = pytest.mark.django_db


def run(capsys: pytest.CaptureFixture[str], *arguments: Any) -> dict[str, Any]:
    capsys.readouterr()
    call_command(*map(str, arguments))
    last_line = capsys.readouterr().out.strip().splitlines()[-1]
    found: dict[str, Any] = json.loads(last_line)
    return found


def a_tree(folder: Path, *rows: str) -> Path:
    path = folder / "wilayah.csv"
    path.write_text("\n".join(["code,name,level,kind", *rows]))
    return path


# --- load_regions ----------------------------------------------------------------------------


def test_ntb_has_its_regencies_districts_and_villages(capsys: pytest.CaptureFixture[str]) -> None:
    found = run(capsys, "load_regions")
    assert found["regions_created"] == found["rows"] == 1294
    levels = Counter(Region.objects.values_list("level", flat=True))
    assert levels == {
        Level.PROVINCE: 1,
        Level.REGENCY: 10,
        Level.DISTRICT: 117,
        Level.VILLAGE: 1166,
    }
    kinds = Counter(Region.objects.filter(level=Level.VILLAGE).values_list("kind", flat=True))
    assert kinds == {Kind.DESA: 1021, Kind.KELURAHAN: 145}
    senggigi = Region.objects.select_related("parent__parent").get(code="52.01.14.2006")
    assert senggigi.title == "Desa Senggigi"
    assert senggigi.parent is not None
    assert senggigi.parent.parent is not None
    assert senggigi.parent.parent.name == "Kabupaten Lombok Barat"


def test_loading_again_writes_nothing_and_keeps_what_the_programme_knows(
    capsys: pytest.CaptureFixture[str],
) -> None:
    run(capsys, "load_regions")
    Region.objects.filter(code="52.01.14.2006").update(area_class="urban", cohort=2026)
    found = run(capsys, "load_regions")
    assert (found["regions_created"], found["regions_updated"]) == (0, 0)
    assert found["regions_unchanged"] == 1294
    senggigi = Region.objects.get(code="52.01.14.2006")
    assert (senggigi.area_class, senggigi.cohort) == ("urban", 2026)


def test_another_province_loads_beside_it_and_a_new_name_is_taken(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    rows = (
        "99,Provinsi Contoh,province,provinsi",
        "99.01,Kabupaten Contoh,regency,kabupaten",
        "99.01.01,Contoh,district,kecamatan",
        "99.01.01.2001,Contoh Asri,village,desa",
    )
    assert run(capsys, "load_regions", a_tree(tmp_path, *rows))["regions_created"] == 4
    Region.objects.filter(code="99.01.01.2001").update(area_class="rural", cohort=2026)
    renamed = (*rows[:-1], "99.01.01.2001,Contoh Indah,village,desa")
    found = run(capsys, "load_regions", a_tree(tmp_path, *renamed))
    assert (found["regions_updated"], found["regions_unchanged"]) == (1, 3)
    village = Region.objects.get(code="99.01.01.2001")
    assert (village.name, village.area_class, village.cohort) == ("Contoh Indah", "rural", 2026)


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ("99.01,Tanpa Induk,regency,kabupaten", "induk 99"),
        ("99,Provinsi Contoh,regency,kabupaten", "Baris 2"),
        ("9x,Provinsi Contoh,province,provinsi", "Baris 2"),
        ("99,,province,provinsi", "Baris 2"),
        ("99,Provinsi Contoh,province,negara", "Baris 2"),
    ],
)
def test_a_tree_that_does_not_stand_is_refused_whole(
    tmp_path: Path, row: str, sentence: str
) -> None:
    with pytest.raises(CommandError, match=sentence) as refused:
        call_command("load_regions", str(a_tree(tmp_path, row)))
    assert refused.value.returncode == 1
    assert not Region.objects.exists()


def test_the_file_of_ntb_names_every_place_in_proper_case() -> None:
    with NTB.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert len({row["code"] for row in rows}) == 1294
    assert [row["name"] for row in rows if not row["name"][0].isupper()] == []
    shouted = [row["name"] for row in rows if row["name"].isupper()]
    assert shouted == []


# --- import_villages -------------------------------------------------------------------------


def test_import_villages_says_its_counts_and_is_audited(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    make_cast()
    path = tmp_path / "desa.csv"
    path.write_text(f"kode_desa,area_class,cohort\n{VILLAGE_A},urban,2025\nx,,\n")
    expected = {"rows": 2, "villages_updated": 1, "villages_unchanged": 0, "rejected_rows": 1}
    assert run(capsys, "import_villages", path, "--actor", "admin") == expected
    changed = AuditEntry.objects.get(action="village.changed")
    assert changed.actor.username == "admin"
    again = expected | {"villages_updated": 0, "villages_unchanged": 1}
    assert run(capsys, "import_villages", path) == again


@pytest.mark.parametrize("arguments", [["tidak-ada.csv"], [str(NTB)], [str(NTB), "--actor", "x"]])
def test_import_villages_says_that_nothing_could_be_done(arguments: list[str]) -> None:
    with pytest.raises(CommandError) as refused:
        call_command("import_villages", *arguments)
    assert refused.value.returncode == 1


# --- invite_administrator --------------------------------------------------------------------


def test_the_first_administrator_gets_in_by_the_link_of_the_command(
    capsys: pytest.CaptureFixture[str],
) -> None:
    call_command("invite_administrator", "Kepala", "--name", "Contoh Kepala")
    printed = capsys.readouterr()
    assert json.loads(printed.out) == {"username": "kepala", "created": True}
    link = printed.err.strip().splitlines()[-1]
    response = Client().post(link, {"password": "pagi-di-dompu-77", "again": "pagi-di-dompu-77"})
    assert response.status_code == 302
    assert User.objects.get(username="kepala").role == Role.ADMINISTRATOR
    token = link.strip("/").rpartition("/")[2]
    assert token not in str(list(AuditEntry.objects.values()))


def test_the_command_opens_an_administrators_account_again_and_nobody_elses(
    capsys: pytest.CaptureFixture[str],
) -> None:
    admin = make_user("admin", Role.ADMINISTRATOR)
    make_user("sari", Role.FACILITATOR)
    assert run(capsys, "invite_administrator", "admin")["created"] is False
    assert not User.objects.get(pk=admin.pk).has_usable_password()
    for username in ("sari", "dua kata"):
        with pytest.raises(CommandError) as refused:
            call_command("invite_administrator", username)
        assert refused.value.returncode == 1
