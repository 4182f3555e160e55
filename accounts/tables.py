"""Read a small table from a CSV file: UTF-8 with or without BOM, `,` or `;`, names in any order."""

import csv
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import TextIOWrapper
from typing import BinaryIO

from django.utils.translation import gettext as _


class NotATable(Exception):
    """The file is not a CSV of that kind; the message is a sentence for a person."""


@dataclass(frozen=True)
class Line:
    """A data row: its line number in the file and its cells, trimmed, under lower-case names."""

    number: int
    cells: dict[str, str]


@contextmanager
def _as_text(file: BinaryIO) -> Iterator[TextIOWrapper]:
    # The caller's file stays open: a wrapper that is collected would close it.
    text = TextIOWrapper(file, encoding="utf-8-sig", newline="")
    try:
        yield text
    finally:
        text.detach()


def read_lines(file: BinaryIO, required: Collection[str]) -> list[Line]:
    """Every row that is not blank. Raises NotATable when a required column is not there."""
    file.seek(0)
    with _as_text(file) as text:
        try:
            return list(_lines(text, required))
        except UnicodeDecodeError as error:
            raise NotATable(_("Berkas ini bukan teks UTF-8. Simpan sebagai CSV UTF-8.")) from error
        except csv.Error as error:
            raise NotATable(_("Berkas ini bukan CSV yang dapat dibaca.")) from error


def _lines(text: TextIOWrapper, required: Collection[str]) -> Iterator[Line]:
    header = text.readline()
    delimiter = ";" if header.count(";") > header.count(",") else ","
    names = [name.strip().lower() for name in next(csv.reader([header], delimiter=delimiter), [])]
    if missing := [name for name in required if name not in names]:
        raise NotATable(
            _("Kolom %(columns)s tidak ada di baris pertama berkas ini.")
            % {"columns": ", ".join(missing)}
        )
    reader = csv.reader(text, delimiter=delimiter)
    for row in reader:
        cells = [cell.strip() for cell in row]
        if any(cells):
            yield Line(reader.line_num + 1, dict(zip(names, cells, strict=False)))
