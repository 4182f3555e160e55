"""Small made-up lists for the tests, and the command that loads them."""

import csv
import io
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import xlsxwriter
from django.core.management import call_command

VILLAGE = "52.01.07.2004"
OTHER_VILLAGE = "52.08.04.2006"
KK = "5201070101260001"
OTHER_KK = "5201070101260002"
BASIC = ("kode_desa", "no_kk", "nama", "hubungan", "nik", "tanggal_lahir")

Cells = dict[str, Any]


def person(name: str = "Amaq Rekaan", **cells: Any) -> Cells:
    """A sound row of a head of household; `cells` add to it or take its place."""
    return {
        "kode_desa": VILLAGE,
        "no_kk": KK,
        "nama": name,
        "hubungan": "1",
        "nik": "",
        "tanggal_lahir": "",
    } | cells


def nik(serial: int) -> str:
    return f"520107010170{serial:04d}"


def columns_of(rows: Iterable[Mapping[str, Any]]) -> list[str]:
    return list(dict.fromkeys(name for row in rows for name in row))


def as_csv(path: Path, rows: list[Cells], *, delimiter: str = ",", bom: bool = False) -> Path:
    text = io.StringIO()
    writer = csv.DictWriter(text, columns_of(rows), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    path.write_bytes((b"\xef\xbb\xbf" if bom else b"") + text.getvalue().encode())
    return path


def as_xlsx(path: Path, rows: list[Cells]) -> Path:
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet()
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    columns = columns_of(rows)
    sheet.write_row(0, 0, columns)
    for number, row in enumerate(rows, start=1):
        for place, name in enumerate(columns):
            cell = row.get(name, "")
            if hasattr(cell, "year"):
                sheet.write_datetime(number, place, cell, day)
            else:
                sheet.write(number, place, cell)
    book.add_worksheet("lain").write(0, 0, "bukan ini")
    book.close()
    return path


def load(path: Path, **options: Any) -> dict[str, int]:
    """Run the command; its last line is the JSON of contracts.md."""
    out = io.StringIO()
    call_command("import_households", str(path), stdout=out, stderr=io.StringIO(), **options)
    numbers: dict[str, int] = json.loads(out.getvalue().splitlines()[-1])
    return numbers


def report_of(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def counted(**numbers: int) -> dict[str, int]:
    """The JSON with the given numbers and 0 for the others."""
    names = (
        "rows", "households_created", "households_updated", "households_unchanged",
        "members_created", "members_updated", "rejected_rows", "rejected_households",
    )  # fmt: skip
    return dict.fromkeys(names, 0) | numbers
