"""Every threshold of the four tables: regulation changes them, so they carry a valid-from date.

A RuleVersion keeps one set as JSON; the defaults here are those of entitlement-rules.md.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any, Self

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Parameters:
    """Ages are completed years, both ends included; sets are answer codes of households.codes."""

    kip_youngest: int = 4
    kip_oldest: int = 21
    kip_kindergarten_oldest: int = 5
    kip_school_youngest: int = 7
    kip_school_oldest: int = 18
    kip_upper_secondary_first: int = 11
    kip_tertiary_first: int = 18
    kip_last_level: int = 22
    kip_deadline_days: int = 30
    kip_proposals_until: tuple[str, ...] = ("01-31", "08-31")
    kis_newborn_days: int = 28
    kis_nik_months: int = 3
    kis_check_days: int = 30
    kis_desil_first: int = 1
    kis_desil_last: int = 5
    water_minutes: int = 30
    water_improved: tuple[int, ...] = (3, 4, 5, 7, 10, 12, 13)
    water_near_excreta: tuple[int, ...] = (4, 5, 7)

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        """The stored set; a threshold that a version does not name keeps its default.

        Raises ValueError for a name that is no threshold: a mistyped one must not be passed over.
        """
        unknown = stored.keys() - {field.name for field in fields(cls)}
        if unknown:
            raise ValueError(f"No such rule parameter: {', '.join(sorted(unknown))}.")
        values: dict[str, Any] = {
            name: tuple(value) if isinstance(value, list) else value
            for name, value in stored.items()
        }
        return cls(**values)

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


LABELS: dict[str, Promise] = {
    "kip_youngest": _("Usia termuda untuk PIP (tahun)"),
    "kip_oldest": _("Usia tertua untuk PIP (tahun)"),
    "kip_kindergarten_oldest": _("Usia tertua yang hanya dihitung bila di TK/PAUD (tahun)"),
    "kip_school_youngest": _("Usia mulai wajib sekolah (tahun)"),
    "kip_school_oldest": _("Usia akhir wajib sekolah (tahun)"),
    "kip_upper_secondary_first": _("Kode ijazah pertama yang dianggap tamat SMA/sederajat"),
    "kip_tertiary_first": _("Kode jenjang pertama perguruan tinggi"),
    "kip_last_level": _("Kode jenjang dan ijazah terakhir"),
    "kip_deadline_days": _("Batas aktivasi PIP dianggap mendesak (hari sebelumnya)"),
    "kip_proposals_until": _("Batas usulan PIP tiap tahun (bulan-tanggal)"),
    "kis_newborn_days": _("Masa mendaftarkan bayi ke JKN (hari)"),
    "kis_nik_months": _("Masa bayi boleh belum punya NIK (bulan)"),
    "kis_check_days": _("Umur hasil cek JKN yang masih dipercaya (hari)"),
    "kis_desil_first": _("Desil pertama yang berhak PBI"),
    "kis_desil_last": _("Desil terakhir yang berhak PBI"),
    "water_minutes": _("Waktu mengambil air yang masih layak (menit)"),
    "water_improved": _("Kode sumber air yang layak"),
    "water_near_excreta": _("Kode sumber air yang jaraknya ke tinja diperiksa"),
}
