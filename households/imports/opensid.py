"""OpenSID's population workbook, one person a row (formats/opensid.md, first part)."""

from collections.abc import Mapping
from datetime import date

from households.codes import Certificate, JknSegment, JknStatus, Level, NikMissingReason, Schooling
from households.facts import FACTS
from households.imports.bnba import read_nik as read_sixteen_digits
from households.imports.cells import Parse, Value, code_of, parse_of
from households.imports.formats import FactSource, ListFormat, Nik
from households.imports.problems import CellRefused
from households.models.import_batch import Format

RELATION = {
    "1": 1, "2": 2, "3": 2, "4": 3, "5": 4, "6": 5, "7": 6, "8": 6, "9": 8, "10": 7, "11": 8,
}  # fmt: skip
PRESENCE = {"1": 1, "2": 2, "3": 3, "4": 6, "6": 6}
NOT_VALID = "9"
ATTENDED = {
    2: Level.TK, 4: Level.SD, 6: Level.SMP, 7: Level.SMA,
    8: Level.DIPLOMA, 9: Level.DIPLOMA, 10: Level.DIPLOMA,
    11: Level.BACHELOR, 12: Level.MASTER, 13: Level.DOCTOR,
    14: Level.SDLB, 15: Level.SDLB, 16: Level.SDLB,
}  # fmt: skip
NEVER_AT_SCHOOL = frozenset({1, 3})
NOT_AT_SCHOOL_NOW = frozenset({5, 18})
CERTIFICATE = {
    "1": Certificate.NONE, "2": Certificate.NONE, "3": Certificate.SD, "4": Certificate.SMP,
    "5": Certificate.SMA, "6": Certificate.DIPLOMA, "7": Certificate.DIPLOMA,
    "8": Certificate.BACHELOR, "9": Certificate.MASTER, "10": Certificate.DOCTOR,
}  # fmt: skip
NO_SCHOOL = 1  # pendidikan_kk_id: from 2 on something was begun
EMPTY = frozenset({"", "-"})

_attending: Parse = code_of({str(code): code for code in range(1, 19)})
_reached: Parse = code_of({str(code): code for code in range(1, 11)})
_insurance: Parse = code_of({"1": 1, "2": 2, "3": 3, "4": 4, "99": 99})
_presence: Parse = code_of({**PRESENCE, NOT_VALID: 0})


def presence(status: str) -> Value:
    code = _presence(status)
    if code == 0:
        raise CellRefused("not_valid")
    return code


def schooling(attending: str, reached: str) -> Value | None:
    """Attending now, never, or no longer where something was begun; else it was not said."""
    code = _attending(attending)
    if code in ATTENDED:
        return Schooling.ATTENDING.value
    if code in NEVER_AT_SCHOOL:
        return Schooling.NEVER.value
    if code in NOT_AT_SCHOOL_NOW and reached not in EMPTY:
        return _not_at_school_now(reached)
    return None


def _not_at_school_now(reached: str) -> Value | None:
    try:
        is_unbegun = _reached(reached) == NO_SCHOOL
    except CellRefused:  # refused at the certificate, which is read from that column
        return None
    return Schooling.NEVER.value if is_unbegun else Schooling.NO_LONGER.value


def level(attending: str) -> Value | None:
    found = ATTENDED.get(int(_attending(attending)))  # type: ignore[arg-type]
    return None if found is None else found.value


def certificate(reached: str) -> Value:
    return CERTIFICATE[str(_reached(reached))].value


def jkn_status(insurance: str) -> Value | None:
    """A scheme says nothing of being active: only "none" is a status."""
    return JknStatus.UNREGISTERED.value if _insurance(insurance) == 1 else None


def jkn_segment(insurance: str) -> Value | None:
    found = {2: JknSegment.PBI_APBN, 4: JknSegment.PBPU_PEMDA}.get(
        int(_insurance(insurance))  # type: ignore[arg-type]
    )
    return None if found is None else found.value


def read_nik(text: str) -> Nik:
    """A number that begins with 0 is OpenSID's own, temporary one: there is no NIK yet."""
    if text.startswith("0"):
        return Nik("", NikMissingReason.TEMPORARY)
    return read_sixteen_digits(text)


def opensid(today: date, lengths: Mapping[str, int]) -> ListFormat:
    """The format as it is read on a day: what lies in the future depends on it."""
    as_bnba = {
        "birth_date": "tanggallahir", "mother_name": "nama_ibu", "address": "alamat",
        "dusun": "dusun", "rw": "rw", "rt": "rt", "latitude": "lat", "longitude": "lng",
    }  # fmt: skip
    same = tuple(
        FactSource(fact, (column,), parse_of(FACTS[fact], today, lengths))
        for fact, column in as_bnba.items()
    )
    return ListFormat(
        key=Format.OPENSID,
        required=("nama", "no_kk", "nik", "kk_level"),
        village="",
        kk="no_kk",
        nik="nik",
        name="nama",
        relation="kk_level",
        sources=(
            FactSource("relation", ("kk_level",), code_of(RELATION)),
            FactSource("sex", ("sex",), code_of({"1": 1, "2": 2})),
            FactSource("presence", ("status_dasar",), presence),
            FactSource("schooling", ("pendidikan_sedang_id", "pendidikan_kk_id"), schooling),
            FactSource("level", ("pendidikan_sedang_id",), level),
            FactSource("certificate", ("pendidikan_kk_id",), certificate),
            FactSource("jkn_status", ("id_asuransi",), jkn_status),
            FactSource("jkn_segment", ("id_asuransi",), jkn_segment),
            *same,
        ),
        empty=EMPTY,
        read_nik=read_nik,
    )
