"""A fact's value on its way: from the JSON of an observation, and to the eyes of a person."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.formats import date_format

from households.facts import Fact, Kind, display

COORDINATES = frozenset({"latitude", "longitude"})
# Columns of text that are never NULL: a fact that was never recorded is '' there.
BLANK_WHEN_MISSING = frozenset({"dusun", "rw", "rt", "address"})


def from_json(fact: Fact, value: Any) -> Any:
    """The value as its column holds it."""
    if value is None or value == "":
        return missing(fact)
    if fact.kind is Kind.DATE:
        return date.fromisoformat(value)
    if fact.name in COORDINATES:
        return Decimal(value)
    return value


def missing(fact: Fact) -> str | None:
    """What the column of a fact holds that was never recorded."""
    return "" if fact.name in BLANK_WHEN_MISSING else None


def shown(fact: Fact, value: Any) -> str:
    """The value (as its column or as an observation holds it) as a person reads it; '' if none."""
    typed = from_json(fact, value) if isinstance(value, str) else value
    if isinstance(typed, date):
        return date_format(typed, "j F Y")
    return display(fact, typed)
