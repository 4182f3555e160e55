"""The same list in every guise that a spreadsheet gives it, and files that are no list."""

from datetime import date
from io import BufferedReader, BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.commands import NothingDone, WrongArguments
from households.imports import reading, workbooks
from households.imports.cells import as_text
from households.imports.problems import FileRefused
from households.models import Household, ImportBatch, Member, StagedRow
from tests.cast import Cast
from tests.households.imports.lists import (
    KK,
    VILLAGE,
    Cells,
    as_csv,
    as_xlsx,
    counted,
    load,
    nik,
    person,
)

ROWS: list[Cells] = [
    person(nik=nik(1), tanggal_lahir="1970-02-03", keberadaan="1", bab_terbuka="tidak"),
    person(
        "Inaq Rekaan",
        hubungan="2",
        nik=nik(2),
        tanggal_lahir="03/02/1975",
        jenis_kelamin="P",
        alamat='Jalan "Kebun", No. 3; dekat\nsungai',
    ),
]


def _shouting(rows: list[Cells]) -> list[Cells]:
    return [
        {f" {name.upper()} ": f"  {str(cell).upper()} " for name, cell in row.items()}
        for row in rows
    ]


@pytest.mark.parametrize("guise", ["comma", "semicolon and bom", "shouting", "workbook"])
def test_a_list_is_read_in_every_guise(cast: Cast, tmp_path: Path, guise: str) -> None:
    path = tmp_path / "daftar"
    if guise == "workbook":
        as_xlsx(path, ROWS)
    elif guise == "shouting":
        as_csv(path, _shouting(ROWS))
    elif guise == "semicolon and bom":
        as_csv(path, ROWS, delimiter=";", bom=True)
    else:
        as_csv(path, ROWS)
    assert load(path) == counted(rows=2, households_created=1, members_created=2)
    head, wife = Member.objects.order_by("relation")
    assert (head.birth_date, wife.birth_date, wife.sex) == (date(1970, 2, 3), date(1975, 2, 3), 2)
    household = Household.objects.select_related("dwelling").get()
    assert household.open_defecation is False
    assert household.dwelling.address.lower() == 'jalan "kebun", no. 3; dekat\nsungai'


def test_a_workbooks_numbers_and_dates_are_taken_for_what_was_typed(
    cast: Cast, tmp_path: Path
) -> None:
    path = as_xlsx(
        tmp_path / "daftar.xlsx",
        [
            person(hubungan=1, desil=2, tanggal_lahir=date(1970, 2, 3), kode_desa=5201072004),
            person("Inaq", hubungan=2.0, lat=-8.5, lng=116.123456789),
        ],
    )
    assert load(path)["members_created"] == 2
    household = Household.objects.select_related("dwelling").get()
    assert (household.village_id, household.desil) == (VILLAGE, 2)
    assert str(household.dwelling.longitude) == "116.123457"
    assert Member.objects.get(relation=1).birth_date == date(1970, 2, 3)


def test_a_number_that_a_workbook_has_cut_is_refused(cast: Cast, tmp_path: Path) -> None:
    path = as_xlsx(tmp_path / "daftar.xlsx", [person(nik=5201070101700001)])
    assert load(path) == counted(rows=1, rejected_rows=1, rejected_households=1)


def test_the_rows_of_a_household_may_lie_anywhere(cast: Cast, tmp_path: Path) -> None:
    rows = [
        person("Anak A", hubungan="3"),
        person("Amaq B", no_kk="5201070101260002"),
        person("Amaq A"),
        person("Inaq B", no_kk="5201070101260002", hubungan="2"),
        person("Inaq A", hubungan="2"),
    ]
    numbers = load(as_csv(tmp_path / "daftar.csv", rows))
    assert numbers == counted(rows=5, households_created=2, members_created=5)
    assert sorted(household.members.count() for household in Household.objects.all()) == [2, 3]


def test_empty_rows_and_columns_of_our_own_are_passed_over(cast: Cast, tmp_path: Path) -> None:
    path = tmp_path / "daftar.csv"
    path.write_text(
        "\n".join(
            [
                "baris,no_kk,Catatan,nama,hubungan,kode_desa,,pesan",
                f"7,{KK},,Amaq,1,{VILLAGE},,lama",
                ",,,,,,,",
                "",
                f",{KK},x,Inaq,2,{VILLAGE}",
            ]
        )
    )
    assert load(path) == counted(rows=2, households_created=1, members_created=2)


BAD_FILES = {
    "empty.csv": b"",
    "blank.csv": b"\n\n ; \n",
    "no_column.csv": b"no_kk,nama,hubungan\n1,2,3\n",
    "twice.csv": b"kode_desa,no_kk,nama,hubungan,Nama\n",
    "latin.csv": "kode_desa,no_kk,nama,hubungan\n,,José,1\n".encode("latin-1"),
    "binary.csv": b"kode_desa,no_kk,nama,hubungan\n\x00\x01\n",
    "quote.csv": b'kode_desa,no_kk,nama,hubungan\n,,"' + b"x" * 140_000 + b"\n",
    "text.xlsx": b"kode_desa,no_kk,nama,hubungan\n",
    "torn.xlsx": b"PK\x03\x04 and nothing behind it",
    "old.xls": b"\xd0\xcf\x11\xe0 an old one",
    "is not there.csv": None,
}


@pytest.mark.parametrize("name", BAD_FILES)
def test_a_file_that_is_not_of_its_kind_is_refused_whole_with_a_sentence(
    cast: Cast, tmp_path: Path, name: str
) -> None:
    content = BAD_FILES[name]
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(NothingDone) as refused:
        load(path)
    assert refused.value.returncode == 1
    assert str(refused.value).endswith((".", ".csv"))
    assert not StagedRow.objects.exists()
    assert not Household.objects.exists()
    assert set(ImportBatch.objects.values_list("state", flat=True)) <= {"refused"}


def test_arguments_that_do_not_fit_end_with_2_and_an_unknown_village_with_1(
    cast: Cast, tmp_path: Path
) -> None:
    path = as_csv(tmp_path / "daftar.csv", ROWS)
    with pytest.raises(WrongArguments):
        load(path, format="opensid")
    with pytest.raises(WrongArguments):
        load(path, observed=date(2999, 1, 1))
    with pytest.raises(NothingDone):
        load(path, village="52.99.99.9999")
    with pytest.raises(NothingDone):
        load(path, actor="nobody-of-that-name")
    assert not ImportBatch.objects.exists()


def test_more_rows_than_a_list_may_have_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "CSV_ROWS", 2)
    file: Any = BufferedReader(BytesIO(b"a\n1\n2\n\n3\n"))
    rows = reading.open_sheet(file, "daftar.csv").rows
    assert next(rows) == (2, ["1"])
    assert next(rows) == (3, ["2"])
    with pytest.raises(FileRefused, match="lebih dari 2 baris"):
        next(rows)


def test_a_large_workbook_is_read_in_pieces_as_if_it_were_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows: list[Cells] = [
        {"a": "" if n % 7 == 0 else n, "b": f"Teks & <{n}>", "c": date(2020, 1, 1 + n % 28)}
        if n % 10 else {}
        for n in range(1, 400)
    ]  # fmt: skip
    path = as_xlsx(tmp_path / "besar.xlsx", [{"a": "", "b": "", "c": ""}, *rows])
    with path.open("rb") as file:
        whole = list(reading.open_sheet(file, path.name).rows)
    monkeypatch.setattr(workbooks, "LARGE", 0)
    monkeypatch.setattr(workbooks, "PIECE", 3_000)
    monkeypatch.setattr(workbooks, "BLOCK", 500)
    with path.open("rb") as file:
        pieces = list(reading.open_sheet(file, path.name).rows)
    assert [(line, [c for c in cells if c]) for line, cells in pieces] == [
        (line, [c for c in cells if c]) for line, cells in whole
    ]
    assert [cells[1] for _line, cells in pieces] == [cells[1] for _line, cells in whole]
    assert len(whole) > 300


@given(st.floats(allow_nan=True, allow_infinity=True))
def test_a_numeric_cell_never_passes_for_more_digits_than_it_holds(number: float) -> None:
    text = as_text(number)
    is_cut = "e" in text or text in {"nan", "inf", "-inf"}
    assert is_cut == (not abs(number) < 10**15)
    if not is_cut:
        assert float(text) == number
