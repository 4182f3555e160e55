"""The BNBA file, "by name, by address": one member a row (formats/bnba.md)."""

from collections.abc import Mapping
from datetime import date

from households.facts import FACTS
from households.identifiers import is_sixteen_digits
from households.imports.cells import parse_of, refuse_lost_digits
from households.imports.formats import FactSource, ListFormat, Nik
from households.imports.problems import CellRefused
from households.models.import_batch import Format


def bnba(today: date, lengths: Mapping[str, int]) -> ListFormat:
    """The format as it is read on a day: what lies in the future depends on it."""
    return ListFormat(
        key=Format.BNBA,
        required=("kode_desa", "no_kk", "nama", "hubungan"),
        village="kode_desa",
        kk="no_kk",
        nik="nik",
        name="nama",
        relation="hubungan",
        sources=tuple(
            FactSource(fact.name, (fact.bnba,), parse_of(fact, today, lengths))
            for fact in FACTS.values()
        ),
        empty=frozenset({""}),
        read_nik=read_nik,
    )


def read_nik(text: str) -> Nik:
    """16 digits, or none. One that ends in 0000 loads: the rules flag it."""
    if not text:
        return Nik("")
    refuse_lost_digits(text)
    if not is_sixteen_digits(text):
        raise CellRefused("nik_not_16_digits")
    return Nik(text)
