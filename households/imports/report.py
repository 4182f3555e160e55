"""The report: the rows of every household that was not loaded, to be mended and sent again.

The original columns come as they were, then `baris`, `kolom` and `pesan`. The file is read again
for it: what it holds in clear lies in no table.
"""
# ruff: noqa: S608

import csv
import json
from collections.abc import Iterable, Iterator
from contextlib import closing
from itertools import groupby
from pathlib import Path
from typing import Any, TextIO

from django.utils import translation

from households.imports import uploads
from households.imports.problems import sentence
from households.imports.reading import Row, open_sheet
from households.imports.tables import ISSUE, ROW, STAGED, rows_of
from households.models import ImportBatch
from households.models.import_staging import Action, IssueKind

OWN_COLUMNS = ("baris", "kolom", "pesan")
AT_ONCE = 5_000
# What a spreadsheet would take for a formula; a number with its sign is none.
FORMULA = ("=", "+", "@", "\t", "\r", "-")

_Refused = tuple[int, str, str]  # line, kolom, pesan


def write_report(batch: ImportBatch, target: TextIO, path: Path | None = None) -> None:
    """Write the report as CSV; the file lies at `path`, or is the stored one of the batch."""
    csv.writer(target).writerows(report_rows(batch, path))


def report_rows(batch: ImportBatch, path: Path | None = None) -> Iterator[list[str]]:
    """The header and one row for each row of the list that was not loaded, in its order.

    The batch must have been checked. Raises FileNotFoundError where its file is kept no longer.
    """
    source = path.open("rb") if path else uploads.open_stored(batch.stored_name, batch.pk)
    with closing(source):
        sheet = open_sheet(source, batch.file_name)
        # A report that is sent again brings these columns of its own.
        kept = [place for place, name in enumerate(sheet.columns) if name not in OWN_COLUMNS]
        yield [*(_safe(sheet.header[place]) for place in kept), *OWN_COLUMNS]
        for (_line, cells), (line, columns, message) in _paired(sheet.rows, _refused(batch)):
            texts = [_safe(cells[place]) if place < len(cells) else "" for place in kept]
            yield [*texts, str(line), columns, message]


def _paired(rows: Iterable[Row], refused: Iterator[_Refused]) -> Iterator[tuple[Row, _Refused]]:
    waiting = next(refused, None)
    for row in rows:
        if waiting is None:
            return
        if row[0] == waiting[0]:
            yield row, waiting
            waiting = next(refused, None)


def _safe(cell: str) -> str:
    """The cell, behind an apostrophe where a spreadsheet would calculate it. The reader of lists
    takes the apostrophe away again, so a mended report loads what the file held."""
    if not cell.startswith(FORMULA) or cell in {"-", "+"}:
        return cell
    return cell if _is_number(cell) else f"'{cell}"


def _is_number(cell: str) -> bool:
    return cell[1:].replace(".", "", 1).replace(",", "", 1).isdigit()


def _refused(batch: ImportBatch) -> Iterator[_Refused]:
    """Every row that was not loaded, by line, a few thousand at a time."""
    after = 0
    while found := rows_of(_LINES, _params(batch) | {"after": after, "size": AT_ONCE}):
        with translation.override("id"):  # a report is Indonesian, whoever asks for it
            issues = _issues(batch, found[0][0], found[-1][0])
            said = [_said(line, because, issues.get(line, [])) for line, because in found]
        yield from said
        after = found[-1][0]


def _said(line: int, because: int | None, issues: list[tuple[str, str]]) -> _Refused:
    if not issues:
        return line, "", sentence("refused_with_household", {"line": because})
    return line, "; ".join(c for c, _m in issues if c), "; ".join(m for _c, m in issues)


def _issues(batch: ImportBatch, first: int, last: int) -> dict[int, list[tuple[str, str]]]:
    found = rows_of(_ISSUES, _params(batch) | {"first": first, "last": last})
    return {
        line: [
            (column, sentence(code, json.loads(params))) for _line, column, code, params in group
        ]
        for line, group in groupby(found, key=lambda row: row[0])
    }


def _params(batch: ImportBatch) -> dict[str, Any]:
    return {
        "batch": batch.pk,
        "rejected": [Action.REFUSED.value, Action.WAITING.value],
        "notice": IssueKind.NOTICE.value,
    }


# With the first line of the family that has a problem of its own.
_LINES = f"""
SELECT r.line, (
    SELECT min(i.line) FROM {ISSUE} AS i
    WHERE i.batch_id = r.batch_id AND i.kk_key = r.kk_key AND i.kind <> %(notice)s
)
FROM {ROW} AS r
LEFT JOIN {STAGED} AS h ON h.batch_id = r.batch_id AND h.kk_key = r.kk_key
WHERE r.batch_id = %(batch)s AND r.line > %(after)s
  AND (r.kk_key IS NULL OR h.action = ANY (%(rejected)s))
ORDER BY r.line LIMIT %(size)s
"""
_ISSUES = f"""
SELECT line, "column", code, params FROM {ISSUE}
WHERE batch_id = %(batch)s AND kind <> %(notice)s AND line BETWEEN %(first)s AND %(last)s
ORDER BY line, id
"""
