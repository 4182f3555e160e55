"""Read rows into staging by COPY, in parts that each hold or do not.

This is where a NIK and a No. KK are last seen in clear: they are sealed for the member and the
household that the row will become, and hashed to be found.
"""

import json
import uuid
from collections.abc import Iterable, Iterator
from io import StringIO
from itertools import islice
from typing import Any

from django.db import connection

from accounts import clock
from households import sealed
from households.codes import NikState
from households.facts import FACTS
from households.identity import new_ids
from households.imports.bnba import bnba
from households.imports.cells import copy_text
from households.imports.formats import ListFormat
from households.imports.opensid import opensid
from households.imports.reading import Row, Sheet
from households.imports.rows import FACT_NAMES, ReadRow, RowReader
from households.imports.tables import ISSUE, ROW, VILLAGES_SQL
from households.models import ImportBatch, StagedRow
from households.models.import_batch import Format

PART = 10_000  # rows a transaction: half a second of work

_COLUMNS = (
    "id", "batch_id", "line", "kk_key", "new_household_id", "new_dwelling_id", "kk_sealed",
    "kk_hashes", "village_code", "name", "name_key", "nik_sealed", "nik_hashes", "nik_state",
    "nik_missing_reason", *FACT_NAMES,
)  # fmt: skip
_ISSUE_COLUMNS = ("batch_id", "kind", "line", "kk_key", '"column"', "code", "params")
_FORMATS = {Format.BNBA: bnba, Format.OPENSID: opensid}


def list_format(key: str) -> ListFormat:
    """The format, as it is read today."""
    lengths = {name: _length(name) for name in FACTS}
    return _FORMATS[Format(key)](clock.today(), lengths)


def _length(name: str) -> int:
    """How much text the column of a fact holds; 0 for what is no text."""
    return getattr(StagedRow._meta.get_field(name), "max_length", None) or 0


class Stager:
    """Stages one file, part after part, from the row where the batch stands."""

    def __init__(self, batch: ImportBatch, sheet: Sheet) -> None:
        """Raises FileRefused where the file is not of the batch's format."""
        only = batch.village_id or ""
        self._batch_id = copy_text(batch.pk)
        self._reader = RowReader(list_format(batch.format), sheet, village_codes(), only)
        self._rows: Iterator[Row] = (row for row in sheet.rows if row[0] > batch.lines_read)
        self._ids = new_ids()

    def stage_part(self, batch: ImportBatch) -> None:
        """Stage the next rows and move the batch on; inside the caller's transaction."""
        rows = [self._reader.read(row) for row in islice(self._rows, PART)]
        _copy(ROW, _COLUMNS, (self._staged(row) for row in rows))
        _copy(ISSUE, _ISSUE_COLUMNS, self._issues(rows))
        batch.rows_done += len(rows)
        batch.lines_read = rows[-1].line if rows else batch.lines_read
        batch.is_read = len(rows) < PART
        batch.rows_total = batch.rows_done

    def _staged(self, row: ReadRow) -> list[str]:
        member_id = next(self._ids)
        return [
            str(member_id),
            self._batch_id,
            str(row.line),
            _kk_key(row.kk),
            *self._household_of(row),
            row.village,
            copy_text(row.name or None),
            copy_text(row.name_key),
            *_nik(row, member_id),
            *row.facts,
        ]

    def _household_of(self, row: ReadRow) -> tuple[str, str, str, str]:
        """Ids of the household and dwelling to come and its number: the head's row brings them."""
        if not (row.is_head and row.kk_is_sound):
            return (_NULL,) * 4
        household_id = next(self._ids)
        return (
            str(household_id),
            str(next(self._ids)),
            copy_text(sealed.seal(row.kk, column=sealed.KK, row=household_id)),
            _array(sealed.keyed_hashes(row.kk)),
        )

    def _issues(self, rows: Iterable[ReadRow]) -> Iterator[list[str]]:
        for row in rows:
            for column, code, params in row.problems:
                yield [
                    self._batch_id,
                    "refused",
                    str(row.line),
                    _kk_key(row.kk),
                    column,
                    code,
                    copy_text(json.dumps(params)),
                ]


_NULL = copy_text(None)


def _kk_key(kk: str) -> str:
    """Rows of one family have one key, also where its number is none; '' has none."""
    return str(uuid.UUID(bytes=sealed.keyed_digest(kk)[:16])) if kk else _NULL


def _nik(row: ReadRow, member_id: uuid.UUID) -> tuple[str, str, str, str]:
    number = row.nik.number
    if not number:
        return (_NULL, _NULL, NikState.MISSING, row.nik.missing_reason)
    return (
        copy_text(sealed.seal(number, column=sealed.NIK, row=member_id)),
        _array(sealed.keyed_hashes(number)),
        row.nik_state,
        "",
    )


def _array(hashes: list[str]) -> str:
    return "{" + ",".join(hashes) + "}"


def _copy(table: str, columns: tuple[str, ...], rows: Iterable[list[str]]) -> None:
    text = StringIO("".join("\t".join(row) + "\n" for row in rows))
    with connection.cursor() as cursor:
        copy: Any = cursor.copy_expert  # psycopg2's own
        copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN", text)


def village_codes() -> frozenset[str]:
    """The codes of all villages, with dots."""
    with connection.cursor() as cursor:
        cursor.execute(VILLAGES_SQL)
        return frozenset(code for (code,) in cursor.fetchall())
