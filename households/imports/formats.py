"""What a format of list is: where each fact stands in it, and how its numbers are written."""

from collections.abc import Callable
from dataclasses import dataclass

from households.codes import NikMissingReason
from households.imports.cells import Value

SourceParse = Callable[..., Value | None]  # as many texts as the source has columns


@dataclass(frozen=True, slots=True)
class FactSource:
    """One fact and the column (or columns) it is read from; the first one is named in a refusal,
    and where it is empty, `parse` is not asked."""

    fact: str
    columns: tuple[str, ...]
    parse: SourceParse


@dataclass(frozen=True, slots=True)
class Nik:
    number: str  # '' where there is none
    missing_reason: NikMissingReason = NikMissingReason.NOT_RECORDED


@dataclass(frozen=True, slots=True)
class ListFormat:
    key: str
    required: tuple[str, ...]  # the columns without which it is not a file of this kind
    village: str  # the column of the village code; '' where the file has none
    kk: str
    nik: str
    name: str
    relation: str
    sources: tuple[FactSource, ...]
    empty: frozenset[str]  # what stands for an empty cell
    read_nik: Callable[[str], Nik]  # raises CellRefused
