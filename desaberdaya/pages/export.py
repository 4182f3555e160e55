"""The caseload table as a file: the same rows and the same words as the page."""

import csv
import io
from collections.abc import Iterator, Sequence
from datetime import date

import xlsxwriter
from django.http import HttpResponse
from django.utils.translation import gettext as _

from desaberdaya.pages.queries.caseload import COLUMNS, Caseload

CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _heading() -> list[str]:
    return [_("Pendamping"), _("Desa/kelurahan"), *(str(label) for label in COLUMNS.values())]


def _rows(caseload: Caseload) -> Iterator[Sequence[str | int]]:
    yield _heading()
    for row in caseload.rows:
        yield [row.facilitator, row.village, *(cell.number for cell in row.cells)]


def _safe(value: str | int) -> str | int:
    """A spreadsheet takes text that begins so for a formula."""
    return f"'{value}" if isinstance(value, str) and value[:1] in "=+-@\t\r" and value else value


def as_csv(caseload: Caseload, on: date) -> HttpResponse:
    # A BOM, and semicolons: what a spreadsheet set to Indonesian opens without being asked.
    text = io.StringIO("\ufeff", newline="")
    text.seek(1)
    writer = csv.writer(text, delimiter=";")
    writer.writerows([_safe(value) for value in row] for row in _rows(caseload))
    return _file(text.getvalue().encode(), CSV, f"dampingan-{on:%Y-%m-%d}.csv")


def as_xlsx(caseload: Caseload, on: date) -> HttpResponse:
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True, "strings_to_formulas": False})
    sheet = book.add_worksheet(_("Dampingan"))
    bold = book.add_format({"bold": True, "bottom": 1})
    for index, row in enumerate(_rows(caseload)):
        sheet.write_row(index, 0, row, bold if index == 0 else None)
    sheet.set_column(0, 1, 28)
    sheet.freeze_panes(1, 2)
    book.close()
    return _file(content.getvalue(), XLSX, f"dampingan-{on:%Y-%m-%d}.xlsx")


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
