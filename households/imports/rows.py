"""From the cells of a row to what is staged: every cell is read once, equal cells only once.

Lists repeat themselves: a column of codes holds a dozen different texts. So what a text means is
remembered for each column, with what is wrong with it.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any

from django.utils.translation import gettext as _

from households import identifiers, names
from households.codes import NikState
from households.facts import FACTS
from households.imports.cells import copy_text, refuse_lost_digits
from households.imports.formats import FactSource, ListFormat, Nik
from households.imports.problems import CellRefused, FileRefused
from households.imports.reading import Row, Sheet

FACT_NAMES = tuple(FACTS)
REMEMBERED = 20_000  # different texts a column, beyond which they are no longer remembered
NAME_LENGTH = 120
NOTHING = r"\N"
FORMULA_STARTS = frozenset("=+@-")

Problem = tuple[str, str, dict[str, Any]]  # column, code, params


@dataclass(slots=True)
class ReadRow:
    line: int
    kk: str  # as written, '' where empty
    kk_is_sound: bool
    village: str  # for COPY
    name: str
    name_key: str
    nik: Nik
    nik_state: NikState
    is_head: bool
    facts: list[str]  # for COPY, in the order of FACT_NAMES
    problems: list[Problem] = field(default_factory=list)


class Remembered(dict[Any, tuple[str, Problem | None]]):
    """Text of a cell (or texts of several) -> its value for COPY, and what is wrong with it."""

    def __init__(self, read: Callable[[Any], str], column: str) -> None:
        super().__init__()
        self._read = read
        self._column = column

    def __missing__(self, texts: Any) -> tuple[str, Problem | None]:
        try:
            answer: tuple[str, Problem | None] = (self._read(texts), None)
        except CellRefused as refused:
            answer = (NOTHING, (self._column, refused.code, refused.params))
        if len(self) < REMEMBERED:
            self[texts] = answer
        return answer


class RowReader:
    """A format bound to the header of one file. Raises FileRefused where a column is absent."""

    def __init__(
        self, format: ListFormat, sheet: Sheet, villages: Collection[str], only: str
    ) -> None:
        """`villages` are the codes that exist; `only` the one asked for, '' for any."""
        self._format = format
        self._width = len(sheet.header)
        self._places = {name: place for place, name in enumerate(sheet.columns) if name}
        self._refuse_other_kind()
        self._villages = villages
        self._only = only
        self._facts = [self._bound(source) for source in self._in_order()]
        self._head = FACT_NAMES.index("relation")
        self._village = self._one(format.village, self._read_village) if format.village else None
        self._kk = self._place(format.kk)
        self._name = self._place(format.name)
        self._nik = self._place(format.nik)

    def read(self, row: Row) -> ReadRow:
        line, cells = row
        problems: list[Problem] = []
        if len(cells) > self._width and any(cell.strip() for cell in cells[self._width :]):
            problems.append(("", "too_many_cells", {}))
        cells = cells[: self._width] + [""] * (self._width - len(cells) + 1)
        facts = self._read_facts(cells, problems)
        name = self._read_name(cells, problems)
        nik = self._read_nik(cells, problems)
        kk, is_sound = self._read_kk(cells, problems)
        if self._text(cells[self._place(self._format.relation)]) == "":
            problems.append((self._format.relation, "relation_empty", {}))
        return ReadRow(
            line=line,
            kk=kk,
            kk_is_sound=is_sound,
            village=self._village_of(cells, problems),
            name=name,
            name_key=names.normalised(name)[:NAME_LENGTH],
            nik=nik,
            nik_state=identifiers.nik_state(nik.number),
            is_head=facts[self._head] == "1",
            facts=facts,
            problems=problems,
        )

    def _refuse_other_kind(self) -> None:
        absent = [name for name in self._format.required if name not in self._places]
        if absent:
            raise FileRefused(
                _("Ini bukan berkas %(format)s: kolom “%(columns)s” tidak ada.")
                % {"format": self._format.key.upper(), "columns": ", ".join(absent)}
            )

    def _place(self, column: str) -> int:
        """Where the column stands; an absent one stands behind the last, where all is empty."""
        return self._places.get(column, self._width)

    def _in_order(self) -> list[FactSource | None]:
        known = {source.fact: source for source in self._format.sources}
        return [known.get(name) for name in FACT_NAMES]

    def _bound(
        self, source: FactSource | None
    ) -> tuple[Callable[[list[str]], Any], Remembered] | None:
        if source is None or source.columns[0] not in self._places:
            return None
        if len(source.columns) == 1:
            read = self._reader_of_one(source)
        else:
            read = self._reader_of_many(source)
        places = itemgetter(*(self._place(column) for column in source.columns))
        return places, Remembered(read, source.columns[0])

    def _reader_of_one(self, source: FactSource) -> Callable[[Any], str]:
        def read(cell: str) -> str:
            text = self._text(cell)
            return copy_text(source.parse(text)) if text else NOTHING

        return read

    def _reader_of_many(self, source: FactSource) -> Callable[[Any], str]:
        def read(cells: tuple[str, ...]) -> str:
            texts = [self._text(cell) for cell in cells]
            return copy_text(source.parse(*texts)) if texts[0] else NOTHING

        return read

    def _one(self, column: str, read: Callable[[str], str]) -> Remembered:
        return Remembered(read, column)

    def _text(self, cell: str) -> str:
        text = cell.strip()
        if text.startswith("'") and text[1:2] in FORMULA_STARTS:  # put there by our own report
            text = text[1:]
        return "" if text in self._format.empty else text

    def _read_facts(self, cells: list[str], problems: list[Problem]) -> list[str]:
        facts = []
        for bound in self._facts:
            if bound is None:
                facts.append(NOTHING)
                continue
            places, remembered = bound
            value, problem = remembered[places(cells)]
            facts.append(value)
            if problem is not None and problem not in problems:  # two facts of one column
                problems.append(problem)
        return facts

    def _village_of(self, cells: list[str], problems: list[Problem]) -> str:
        if self._village is None:
            return self._only
        value, problem = self._village[cells[self._place(self._format.village)]]
        if problem is not None:
            problems.append(problem)
        return value

    def _read_village(self, cell: str) -> str:
        text = self._text(cell)
        if not text:
            return NOTHING
        refuse_lost_digits(text)
        digits = text.replace(".", "")
        code = ".".join((digits[:2], digits[2:4], digits[4:6], digits[6:]))
        if text not in {digits, code} or code not in self._villages:
            raise CellRefused("village_unknown")
        if self._only and code != self._only:
            raise CellRefused("village_other")
        return code

    def _read_name(self, cells: list[str], problems: list[Problem]) -> str:
        name = self._text(cells[self._name])
        if not name:
            problems.append((self._format.name, "name_empty", {}))
        elif len(name) > NAME_LENGTH:
            problems.append((self._format.name, "too_long", {"maximum": NAME_LENGTH}))
        return name[:NAME_LENGTH]

    def _read_nik(self, cells: list[str], problems: list[Problem]) -> Nik:
        try:
            return self._format.read_nik(self._text(cells[self._nik]))
        except CellRefused as refused:
            problems.append((self._format.nik, refused.code, refused.params))
            return Nik("")

    def _read_kk(self, cells: list[str], problems: list[Problem]) -> tuple[str, bool]:
        text = self._text(cells[self._kk])
        if not text:
            problems.append((self._format.kk, "kk_empty", {}))
            return "", False
        if identifiers.is_sixteen_digits(text):
            return text, True
        try:
            refuse_lost_digits(text)
        except CellRefused as refused:
            problems.append((self._format.kk, refused.code, refused.params))
        else:
            problems.append((self._format.kk, "kk_not_16_digits", {}))
        return text, False
