"""The four tables as people read them: rows in order, sentences, thresholds and since when."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from entitlements.models import RuleVersion
from entitlements.programmes import TABLES
from entitlements.programmes.parameters import LABELS, Parameters
from entitlements.programmes.table import FLAGGED, Row, Table, Words


@dataclass(frozen=True, slots=True)
class RowView:
    id: str
    reason: str
    next_step: str
    outcome: str
    outcome_label: str
    severities: tuple[int, ...]
    is_flag: bool
    basis: str


@dataclass(frozen=True, slots=True)
class TableView:
    code: str
    label: str
    agencies: str
    basis: str
    rows: list[RowView]


@dataclass(frozen=True, slots=True)
class Threshold:
    label: str
    value: str


@dataclass(frozen=True, slots=True)
class VersionView:
    valid_from: date
    basis: str
    thresholds: list[Threshold]


class _Blanks(dict[str, str]):
    """A sentence's places, named in brackets: which family it is about is not known here."""

    def __missing__(self, place: str) -> str:
        names = {
            "nama": _("nama"),
            "usia": _("usia"),
            "paket": "A/B/C",
            "data_salah": _("NIK/NISN/nama ibu"),
            "tahun": _("tahun"),
            "batas": _("batas aktivasi"),
            "batas_usulan": _("batas usulan"),
            "batas_bayi": _("hari ke-28"),
            "kabupaten": _("kabupaten/kota"),
            "desil": _("desil"),
            "segmen": _("segmen"),
            "tanggal_cek": _("tanggal"),
            "tempat": _("tempat"),
            "menit": _("menit"),
            "batas_menit": _("batas menit"),
            "pip_termuda": _("usia termuda"),
            "pip_tertua": _("usia tertua"),
        }
        return f"[{names[place]}]"


def table_views() -> list[TableView]:
    return [_table(table) for table in TABLES]


def version_views() -> list[VersionView]:
    """Every version, the newest first."""
    return [
        VersionView(version.valid_from, version.basis, _thresholds(version.parameters))
        for version in RuleVersion.objects.all()
    ]


def _table(table: Table) -> TableView:
    return TableView(
        code=table.entitlement.value,
        label=str(table.entitlement.label),
        agencies=", ".join(str(agency.label) for agency in table.agencies),
        basis=table.source,
        rows=[_row(row) for row in table.rows],
    )


def _row(row: Row) -> RowView:
    return RowView(
        id=row.id,
        reason=_blank(row.reason),
        next_step=_blank(row.next_step),
        outcome=row.outcome.value,
        outcome_label=str(row.outcome.label),
        severities=tuple(sorted((s for s in row.severities if s is not None), reverse=True)),
        is_flag=row.outcome in FLAGGED,
        basis=str(row.source),
    )


def _blank(sentence: Words) -> str:
    return str(sentence) % _Blanks()


def _thresholds(stored: dict[str, Any]) -> list[Threshold]:
    values = Parameters.from_json(stored).as_json()
    return [Threshold(str(label), _written(values[name])) for name, label in LABELS.items()]


def _written(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
