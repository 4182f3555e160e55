"""Read one cell: what its text means, or why it cannot be taken.

Cells come as text, also those of a spreadsheet (`as_text`): a numeric cell that can no longer hold
what was typed comes as scientific notation, which every reader of numbers here refuses.
"""

import math
import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Choices

from households.facts import Fact, Kind
from households.imports.problems import CellRefused

Value = int | bool | str | date | Decimal
Parse = Callable[[str], Value]

LOST_DIGITS = re.compile(r"[+-]?\d+(?:[.,]\d+)?[eE][+-]?\d+", re.ASCII)
WHOLE = re.compile(r"(\d+)(?:\.0+)?", re.ASCII)  # a tool that knows no whole numbers writes 1.0
DEGREES = re.compile(r"[+-]?(?:\d+(?:[.,]\d*)?|[.,]\d+)", re.ASCII)
YEAR_FIRST = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
DAY_FIRST = re.compile(r"(\d{1,2})([-/])(\d{1,2})\2(\d{4})", re.ASCII)
FIFTEEN_DIGITS = 10**15
LARGEST_SMALL = 32767
SIX_PLACES = Decimal("0.000001")


def as_text(cell: object) -> str:
    """A spreadsheet's cell as a person would have typed it into a CSV."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float | int):
        return _number_as_text(float(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date | time):
        return cell.isoformat()
    return str(cell) if isinstance(cell, timedelta) else ""


def _number_as_text(number: float) -> str:
    if not math.isfinite(number) or abs(number) >= FIFTEEN_DIGITS:
        return f"{number:.16e}"
    if number.is_integer():
        return str(int(number))
    return format(Decimal(repr(number)), "f")


def refuse_lost_digits(text: str) -> None:
    if LOST_DIGITS.fullmatch(text):
        raise CellRefused("digits_lost")


def whole_number(minimum: int, maximum: int) -> Parse:
    def parse(text: str) -> int:
        refuse_lost_digits(text)
        found = WHOLE.fullmatch(text)
        if found is None:
            raise CellRefused("not_a_number")
        number = int(found[1])
        if not minimum <= number <= maximum:
            raise CellRefused("out_of_range", minimum=minimum, maximum=maximum)
        return number

    return parse


def code_of(meanings: Mapping[str, Value]) -> Parse:
    """One of the codes, in whatever case; a whole number may be written as a spreadsheet does."""
    allowed = ", ".join(meanings)

    def parse(text: str) -> Value:
        refuse_lost_digits(text)
        found = WHOLE.fullmatch(text)
        code = str(int(found[1])) if found else text.lower()
        if code not in meanings:
            raise CellRefused("code_unknown", allowed=allowed)
        return meanings[code]

    return parse


def choices_of(choices: type[Choices]) -> Parse:
    return code_of({str(value): value for value in choices.values})


def degrees(minimum: int, maximum: int) -> Parse:
    """WGS 84 degrees to six places (11 cm); an Indonesian spreadsheet writes a decimal comma."""

    def parse(text: str) -> Decimal:
        refuse_lost_digits(text)
        if DEGREES.fullmatch(text) is None:
            raise CellRefused("not_a_coordinate")
        value = Decimal(text.replace(",", "."))
        if not minimum <= value <= maximum:
            raise CellRefused("coordinate_out_of_range", minimum=minimum, maximum=maximum)
        return value.quantize(SIX_PLACES)

    return parse


def day(today: date | None) -> Parse:
    """A date that exists; where `today` is given, not later than it."""

    def parse(text: str) -> date:
        value = _date_in(text)
        if today is not None and value > today:
            raise CellRefused("in_the_future")
        return value

    return parse


def _date_in(text: str) -> date:
    if found := YEAR_FIRST.fullmatch(text):
        year, month, dom = found[1], found[2], found[3]
    elif found := DAY_FIRST.fullmatch(text):
        year, month, dom = found[4], found[3], found[1]
    else:
        raise CellRefused("not_a_date")
    try:
        return date(int(year), int(month), int(dom))
    except ValueError as error:
        raise CellRefused("not_a_date") from error


def written(maximum: int, *, is_number: bool = False) -> Parse:
    def parse(text: str) -> str:
        if is_number:
            refuse_lost_digits(text)
        if len(text) > maximum:
            raise CellRefused("too_long", maximum=maximum)
        return text

    return parse


YES_NO: Parse = code_of({"ya": True, "tidak": False})
PASSED: Parse = code_of({"lolos": True, "tidak": False})
SEX: Parse = code_of({"1": 1, "2": 2, "l": 1, "p": 2})
YEAR: Parse = whole_number(1000, 9999)

_OF_THEIR_OWN: dict[str, Parse] = {
    "sex": SEX,
    "water_passed_test": PASSED,
    # The list of refusals knows no bounds for these: what a column can hold, loads.
    "pip_year": YEAR,
    "water_minutes": whole_number(0, LARGEST_SMALL),
    "nisn": written(20, is_number=True),
    "latitude": degrees(-90, 90),
    "longitude": degrees(-180, 180),
}
MAY_BE_IN_THE_FUTURE = frozenset({"pip_deadline"})


def parse_of(fact: Fact, today: date, lengths: Mapping[str, int]) -> Parse:
    """How the cell of a fact is read (formats/bnba.md); `lengths` bounds the text facts."""
    if fact.name in _OF_THEIR_OWN:
        return _OF_THEIR_OWN[fact.name]
    if fact.choices is not None:
        return choices_of(fact.choices)
    if fact.kind is Kind.YES_NO:
        return YES_NO
    if fact.kind is Kind.DATE:
        return day(None if fact.name in MAY_BE_IN_THE_FUTURE else today)
    if fact.kind is Kind.NUMBER:
        return whole_number(fact.minimum or 0, fact.maximum or LARGEST_SMALL)
    return written(lengths[fact.name])


def copy_text(value: Any) -> str:
    r"""The value as COPY's text format reads it; `\N` is NULL."""
    if value is None:
        return r"\N"
    if isinstance(value, bool):
        return "t" if value else "f"
    if isinstance(value, bytes):
        return rf"\\x{value.hex()}"
    text = str(value)
    if "\\" in text:
        text = text.replace("\\", "\\\\")
    return text.replace("\t", r"\t").replace("\n", r"\n").replace("\r", r"\r")
