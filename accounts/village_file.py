"""The file `kode_desa,area_class,cohort`: what the programme knows of each village.

The row states the village: an empty cell says "not known" (area class) or "has not joined" (cohort)
and takes an earlier value away.
"""

import re
from dataclasses import dataclass
from typing import BinaryIO

from django.utils.translation import gettext as _

from accounts.area_class import AreaClass
from accounts.region_codes import dotted, level_of
from accounts.tables import Line, read_lines

CODE, AREA_CLASS, COHORT = "kode_desa", "area_class", "cohort"
FIRST_YEAR, LAST_YEAR = 2000, 2100
_YEAR = re.compile(r"\d{4}")


@dataclass(frozen=True)
class Refusal:
    """Why a line was not taken, in a sentence, and where to mend it."""

    line: int
    column: str
    message: str

    def __str__(self) -> str:
        return _("Baris %(line)d, kolom %(column)s: %(message)s") % vars(self)


@dataclass(frozen=True)
class VillageFacts:
    """What the programme knows of a village; None is "not known" and "has not joined"."""

    area_class: str | None
    cohort: int | None


@dataclass(frozen=True)
class VillageRow:
    """What one line says: a village's code, with its dots, and the facts."""

    line: int
    code: str
    facts: VillageFacts


class _Unreadable(Exception):
    def __init__(self, column: str, message: str) -> None:
        super().__init__(message)
        self.column = column


def read_villages(file: BinaryIO) -> tuple[list[VillageRow], list[Refusal]]:
    """The lines that can be read and the refusals of the others. Raises tables.NotATable."""
    rows: dict[str, VillageRow] = {}
    refusals: list[Refusal] = []
    for line in read_lines(file, (CODE, AREA_CLASS, COHORT)):
        read = _row(line)
        if isinstance(read, Refusal):
            refusals.append(read)
        elif (first := rows.get(read.code)) is not None:
            message = _("desa ini sudah ada di baris %(first)d.") % {"first": first.line}
            refusals.append(Refusal(line.number, CODE, message))
        else:
            rows[read.code] = read
    return list(rows.values()), refusals


def _row(line: Line) -> VillageRow | Refusal:
    code, area_class, cohort = (line.cells.get(name, "") for name in (CODE, AREA_CLASS, COHORT))
    try:
        village = _code(code)
        facts = VillageFacts(_area_class(area_class), _cohort(cohort))
        return VillageRow(line.number, village, facts)
    except _Unreadable as error:
        return Refusal(line.number, error.column, str(error))


def _code(cell: str) -> str:
    code = dotted(cell)
    if code is None or level_of(code) != "village":
        raise _Unreadable(CODE, _("“%(cell)s” bukan kode desa (10 angka).") % {"cell": cell[:30]})
    return code


def _area_class(cell: str) -> str | None:
    if cell and cell.lower() not in AreaClass.values:
        raise _Unreadable(
            AREA_CLASS,
            _("“%(cell)s” tidak dikenal. Isi urban, rural, atau kosongkan.") % {"cell": cell[:30]},
        )
    return cell.lower() or None


def _cohort(cell: str) -> int | None:
    if not cell:
        return None
    if not _YEAR.fullmatch(cell) or not FIRST_YEAR <= int(cell) <= LAST_YEAR:
        raise _Unreadable(COHORT, _("“%(cell)s” bukan tahun. Contoh: 2026.") % {"cell": cell[:30]})
    return int(cell)
