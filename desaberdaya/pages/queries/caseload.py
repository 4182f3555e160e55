"""The officer's table: how each facilitator's families stand, village by village."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Region, User
from desaberdaya.house import Words
from desaberdaya.pages.queries.measures import (
    AGE_LABELS,
    AGES,
    MEASURES,
    NOBODY,
    Selection,
    flags_of_any_age,
    of_age,
)
from entitlements.programmes.table import Entitlement

COLUMNS: dict[str, Words] = {
    "families": gettext_lazy("Keluarga"),
    "done": gettext_lazy("Dikunjungi"),
    "due": gettext_lazy("Jatuh tempo"),
    "late": gettext_lazy("Terlambat"),
    "unseen": gettext_lazy("Lama tak ditemui"),
    "flags-KIP": gettext_lazy("KIP"),
    "flags-KIS": gettext_lazy("KIS"),
    "flags-SANITATION": gettext_lazy("Jamban"),
    "flags-WATER": gettext_lazy("Air"),
}
NAME_ORDERS = ("facilitator", "village")

Place = tuple[UUID | None, str]


@dataclass(frozen=True, slots=True)
class Cell:
    measure: str
    label: Words
    number: int


@dataclass(frozen=True, slots=True)
class CaseloadRow:
    """One facilitator in one village; `facilitator_id` is NOBODY where nobody accompanies."""

    facilitator_id: str
    facilitator: str
    village_code: str
    village: str
    cells: list[Cell]

    def number(self, measure: str) -> int:
        return next(cell.number for cell in self.cells if cell.measure == measure)


@dataclass(frozen=True, slots=True)
class AgeRow:
    """How old the open flags of one entitlement are."""

    measure: str
    label: Words
    numbers: list[tuple[str, Words, int]]  # (key of AGES, its label, how many)


@dataclass(frozen=True, slots=True)
class Caseload:
    rows: list[CaseloadRow]
    total: list[Cell]
    ages: list[AgeRow]


def caseload_for(
    user: User, selection: Selection, sort: str = "", *, ages: bool = True
) -> Caseload:
    """The whole table, by a constant number of queries. `sort` is a column, '-' in front: most
    first."""
    counted = {name: _counted(MEASURES[name](user, selection)) for name in COLUMNS}
    places = sorted({place for numbers in counted.values() for place in numbers}, key=str)
    names = dict(User.objects.filter(pk__in={p for p, _v in places}).values_list("pk", "name"))
    villages = dict(
        Region.objects.filter(code__in={v for _p, v in places}).values_list("code", "name")
    )
    rows = [_row(place, counted, names, villages) for place in places]
    return Caseload(
        rows=_sorted(rows, sort),
        total=[Cell(name, COLUMNS[name], sum(counted[name].values())) for name in COLUMNS],
        ages=_ages(user, selection),
    )


def _counted(rows: Any) -> Counter[Place]:
    numbers = rows.order_by().values("carer", "place").annotate(number=Count("pk"))
    return Counter({(row["carer"], row["place"]): row["number"] for row in numbers})


def _row(
    place: Place,
    counted: dict[str, Counter[Place]],
    names: dict[UUID, str],
    villages: dict[str, str],
) -> CaseloadRow:
    carer, village = place
    return CaseloadRow(
        facilitator_id=str(carer) if carer else NOBODY,
        facilitator=names.get(carer, "") if carer else _("Belum ada pendamping"),
        village_code=village,
        village=villages.get(village, village),
        cells=[Cell(name, label, counted[name][place]) for name, label in COLUMNS.items()],
    )


def _sorted(rows: list[CaseloadRow], sort: str) -> list[CaseloadRow]:
    column = sort.removeprefix("-")
    rows = sorted(rows, key=lambda row: (row.facilitator, row.village))
    if column in COLUMNS:
        rows.sort(key=lambda row: row.number(column), reverse=sort.startswith("-"))
    elif column in NAME_ORDERS:
        rows.sort(key=lambda row: str(getattr(row, column)), reverse=sort.startswith("-"))
    return rows


def _ages(user: User, selection: Selection) -> list[AgeRow]:
    """Every age, whatever age the table itself is narrowed to. One query."""
    flags = flags_of_any_age(user, selection)
    of_each_age = {age: Count("pk", filter=of_age(age, selection.on)) for age in AGES}
    rows: Any = flags.order_by().values("entitlement").annotate(**of_each_age)
    counted = {row["entitlement"]: row for row in rows}
    return [
        AgeRow(f"flags-{name}", label, _of_each_age(counted.get(name, {})))
        for name, label in Entitlement.choices
    ]


def _of_each_age(counted: Mapping[str, int]) -> list[tuple[str, Words, int]]:
    return [(age, AGE_LABELS[age], counted.get(age, 0)) for age in AGES]
