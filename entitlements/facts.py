"""The facts a flag rests on: as they were when it last changed, or as they stand."""

from collections.abc import Callable, Mapping
from typing import Any

from entitlements.models import Flag
from households.identifiers import is_nisn
from households.models import Member


def facts_of(flag: Flag) -> Mapping[str, Any]:
    """An open flag's facts as they stand, where its member or dwelling is loaded; else as kept.

    A fact may change while the same row goes on firing: the flag says the same, but its sentence
    must not name last month's date. No query is made for it.
    """
    kept: dict[str, Any] = flag.facts
    if flag.closed_at is not None:
        return kept
    return {fact: _now(flag, fact, value) for fact, value in kept.items()}


def _now(flag: Flag, fact: str, kept: Any) -> Any:
    for row in _loaded(flag):
        if fact in DISCREET and isinstance(row, Member):
            return DISCREET[fact](row)
        if hasattr(row, fact):
            return getattr(row, fact)
    return kept


def _loaded(flag: Flag) -> list[Any]:
    rows: list[Any] = []
    if flag.member is not None:
        rows.append(flag.member)
    if Flag.household.is_cached(flag):
        rows.append(flag.household)
        if type(flag.household).dwelling.is_cached(flag.household):
            rows.append(flag.household.dwelling)
    return rows


def _nisn(member: Member) -> str | None:
    if member.nisn is None:
        return None
    return "well_formed" if is_nisn(member.nisn) else "malformed"


DISCREET: dict[str, Callable[[Member], str | None]] = {
    "nisn": _nisn,
    "mother_name": lambda member: None if member.mother_name is None else "recorded",
}
