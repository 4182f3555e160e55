"""Every fact that a rule or a page may use, defined once: where it stands and what it may be.

A fact's name is its column's name. `bnba` is its column in the BNBA file (formats/bnba.md),
`regsosek` the question it answers in the Regsosek 2022 questionnaire.
"""

from dataclasses import dataclass
from enum import StrEnum

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from households import codes
from households.models.observation import SubjectKind


class Kind(StrEnum):
    CODE = "code"
    CHOICE = "choice"
    NUMBER = "number"
    DATE = "date"
    YES_NO = "yes_no"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Fact:
    name: str
    subject: SubjectKind
    kind: Kind
    label: str | Promise
    bnba: str
    regsosek: str = ""
    choices: type[models.Choices] | None = None
    minimum: int | None = None
    maximum: int | None = None


_M, _H, _D = SubjectKind.MEMBER, SubjectKind.HOUSEHOLD, SubjectKind.DWELLING

FACTS: dict[str, Fact] = {
    fact.name: fact
    for fact in (
        Fact("relation", _M, Kind.CODE, _("Hubungan dengan kepala keluarga"), "hubungan", "409",
             codes.Relation),
        Fact("sex", _M, Kind.CODE, _("Jenis kelamin"), "jenis_kelamin", "405", codes.Sex),
        Fact("birth_date", _M, Kind.DATE, _("Tanggal lahir"), "tanggal_lahir", "406"),
        Fact("presence", _M, Kind.CODE, _("Keberadaan"), "keberadaan", "404", codes.Presence),
        Fact("schooling", _M, Kind.CODE, _("Partisipasi sekolah"), "sekolah", "412",
             codes.Schooling),
        Fact("level", _M, Kind.CODE, _("Jenjang yang diikuti"), "jenjang", "413", codes.Level),
        Fact("grade", _M, Kind.NUMBER, _("Kelas"), "kelas", "414", None, 1, 8),
        Fact("certificate", _M, Kind.CODE, _("Ijazah tertinggi"), "ijazah", "415",
             codes.Certificate),
        Fact("nisn", _M, Kind.TEXT, _("NISN"), "nisn"),
        Fact("mother_name", _M, Kind.TEXT, _("Nama ibu kandung"), "nama_ibu"),
        Fact("pip_status", _M, Kind.CHOICE, _("Status PIP"), "pip_status", "431e",
             codes.PipStatus),
        Fact("pip_year", _M, Kind.NUMBER, _("Tahun PIP"), "pip_tahun", "", None, 2000, 2100),
        Fact("pip_deadline", _M, Kind.DATE, _("Batas aktivasi PIP"), "pip_batas"),
        Fact("jkn_status", _M, Kind.CHOICE, _("Status JKN"), "jkn_status", "431a",
             codes.JknStatus),
        Fact("jkn_segment", _M, Kind.CHOICE, _("Segmen JKN"), "jkn_segmen", "", codes.JknSegment),
        Fact("jkn_checked_on", _M, Kind.DATE, _("JKN terakhir dicek"), "jkn_cek"),
        Fact("nik_matched", _M, Kind.YES_NO, _("NIK padan dengan Dukcapil"), "nik_padan"),
        Fact("needs_care", _M, Kind.YES_NO, _("Perlu berobat sekarang"), "perlu_berobat"),
        Fact("desil", _H, Kind.NUMBER, _("Desil"), "desil", "", None, 0, 10),
        Fact("open_defecation", _H, Kind.YES_NO, _("Ada yang masih BAB di tempat terbuka"),
             "bab_terbuka"),
        Fact("toilet", _D, Kind.CODE, _("Fasilitas BAB"), "bab_fasilitas", "309a", codes.Toilet),
        Fact("closet", _D, Kind.CODE, _("Jenis kloset"), "kloset", "309b", codes.Closet),
        Fact("disposal", _D, Kind.CODE, _("Pembuangan tinja"), "tinja", "310", codes.Disposal),
        Fact("emptied", _D, Kind.CODE, _("Penyedotan tangki"), "sedot", "", codes.Emptied),
        Fact("drinking_water", _D, Kind.CODE, _("Sumber air minum"), "air_minum", "306a",
             codes.WaterSource),
        Fact("other_water", _D, Kind.CODE, _("Sumber air untuk masak dan MCK"), "air_lain", "",
             codes.WaterSource),
        Fact("water_place", _D, Kind.CODE, _("Letak sumber air"), "air_lokasi", "",
             codes.WaterPlace),
        Fact("water_minutes", _D, Kind.NUMBER, _("Menit mengambil air, pulang-pergi dan antre"),
             "air_menit", "", None, 0, 1440),
        Fact("excreta_distance", _D, Kind.CODE, _("Jarak ke penampungan tinja"), "air_jarak",
             "306b", codes.ExcretaDistance),
        Fact("runs_dry", _D, Kind.YES_NO, _("Kering sebulan atau lebih setiap tahun"),
             "air_kering"),
        Fact("water_passed_test", _D, Kind.YES_NO, _("Lolos uji mutu air"), "air_uji"),
        Fact("dusun", _D, Kind.TEXT, _("Dusun/lingkungan"), "dusun"),
        Fact("rw", _D, Kind.TEXT, _("RW"), "rw"),
        Fact("rt", _D, Kind.TEXT, _("RT"), "rt"),
        Fact("address", _D, Kind.TEXT, _("Alamat"), "alamat"),
        Fact("latitude", _D, Kind.NUMBER, _("Lintang"), "lat", "", None, -90, 90),
        Fact("longitude", _D, Kind.NUMBER, _("Bujur"), "lng", "", None, -180, 180),
    )
}  # fmt: skip


def facts_of(subject: SubjectKind) -> dict[str, Fact]:
    return {name: fact for name, fact in FACTS.items() if fact.subject == subject}


def display(fact: Fact, value: object) -> str:
    """The value as a person reads it; '' for a missing one. Dates are shown by the template."""
    if value is None or value == "":
        return ""
    if fact.choices is not None:
        return str(fact.choices(value).label)
    if fact.kind is Kind.YES_NO:
        return str(_("ya") if value else _("tidak"))
    return str(value)
