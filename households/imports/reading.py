"""Open a list: its header and its rows as text, one after the other, in bounded memory.

What kind of file it is, its first bytes say, not its name; only a name that promises a workbook
must hold what it promises.
"""

import csv
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BufferedReader, BytesIO, TextIOWrapper
from itertools import chain
from typing import IO

from django.utils.translation import gettext as _
from python_calamine import CalamineError, ZipError

from households.imports.cells import as_text
from households.imports.problems import FileRefused, too_many_rows
from households.imports.workbooks import sheet_rows

CSV_ROWS = 1_000_000
XLSX_ROWS = 200_000
UNPACKED_BYTES = 2 * 1024**3  # beyond this an .xlsx is no list of 200,000 rows
ZIP = b"PK\x03\x04"
OLD_EXCEL = b"\xd0\xcf\x11\xe0"

Row = tuple[int, list[str]]  # its number in the spreadsheet, where the header is row 1; its cells


@dataclass(frozen=True, slots=True)
class Sheet:
    header: list[str]  # as written
    rows: Iterator[Row]  # without the empty ones

    @property
    def columns(self) -> list[str]:
        """The header as it is compared: without case and surrounding space."""
        return [name.strip().lower() for name in self.header]


def open_sheet(file: BufferedReader, name: str) -> Sheet:
    """The first sheet of a workbook, or a CSV. Raises FileRefused, also while rows are read."""
    start = file.peek(4)[:4]
    if start == ZIP:
        rows = _numbered(_workbook_rows(_seekable(file)), XLSX_ROWS, _("Untuk itu pakai CSV."))
    elif start == OLD_EXCEL or name.lower().endswith((".xlsx", ".xls")):
        raise FileRefused(
            _("Ini bukan buku kerja .xlsx. Simpan ulang sebagai .xlsx atau sebagai CSV.")
        )
    else:
        rows = _numbered(_csv_rows(file), CSV_ROWS, _("Bagi menjadi beberapa berkas."))
    first = next(rows, None)
    if first is None:
        raise FileRefused(_("Berkas ini kosong: baris judul tidak ada."))
    sheet = Sheet(first[1], rows)
    _refuse_doubled(sheet.columns)
    return sheet


def _refuse_doubled(columns: list[str]) -> None:
    named = [name for name in columns if name]
    doubled = sorted({name for name in named if named.count(name) > 1})
    if doubled:
        raise FileRefused(
            _("Judul kolom “%(column)s” ada lebih dari sekali.") % {"column": doubled[0][:30]}
        )


def _numbered(rows: Iterator[list[str]], limit: int, advice: str) -> Iterator[Row]:
    seen = -1  # the header is no data row
    for number, cells in enumerate(rows, start=1):
        if not any(cell and not cell.isspace() for cell in cells):
            continue
        seen += 1
        if seen > limit:
            raise too_many_rows(limit, advice)
        yield number, cells


def _seekable(file: BufferedReader) -> IO[bytes]:
    """A workbook is read here and there; one that comes sealed is opened in memory."""
    return file if file.seekable() else BytesIO(file.read())


def _workbook_rows(file: IO[bytes]) -> Iterator[list[str]]:
    try:
        _refuse_bomb(file)
        for row in sheet_rows(file):
            yield [as_text(cell) for cell in row]
    except _BROKEN as error:
        raise FileRefused(
            _("Buku kerja ini rusak atau bukan .xlsx. Simpan ulang, atau pakai CSV.")
        ) from error


_BROKEN = (
    CalamineError, ZipError, zipfile.BadZipFile, OSError, IndexError, KeyError, ValueError,
    zlib.error,
)  # fmt: skip


def _refuse_bomb(file: IO[bytes]) -> None:
    with zipfile.ZipFile(file) as archive:
        size = sum(entry.file_size for entry in archive.infolist())
    file.seek(0)
    if size > UNPACKED_BYTES:
        raise too_many_rows(XLSX_ROWS, _("Untuk itu pakai CSV."))


def _csv_rows(file: IO[bytes]) -> Iterator[list[str]]:
    text = TextIOWrapper(file, encoding="utf-8-sig", newline="")
    lines = _lines(text)
    try:
        leading, delimiter = _leading(lines)
        yield from csv.reader(chain(leading, lines), delimiter=delimiter)
    except UnicodeDecodeError as error:
        raise FileRefused(
            _("Berkas ini bukan CSV dalam UTF-8. Simpan ulang sebagai “CSV UTF-8”.")
        ) from error
    except csv.Error as error:
        raise FileRefused(
            _("CSV ini tidak terbaca: mungkin ada tanda kutip yang tidak ditutup.")
        ) from error


def _lines(text: TextIOWrapper) -> Iterator[str]:
    for line in text:
        if "\0" in line:
            raise FileRefused(_("Ini bukan CSV dan bukan buku kerja .xlsx."))
        yield line


def _leading(lines: Iterator[str]) -> tuple[list[str], str]:
    """The lines up to the header, and what parts its names, which hold neither `,` nor `;`."""
    leading = []
    for line in lines:
        leading.append(line)
        if line.strip(" \t\r\n,;"):
            return leading, ";" if line.count(";") > line.count(",") else ","
    return leading, ","
