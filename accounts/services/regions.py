"""Load the tree of regions from a file of codes and names."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import BinaryIO

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Region
from accounts.models.region import Kind
from accounts.region_codes import dotted, level_of, parent_of
from accounts.tables import Line, NotATable, read_lines

COLUMNS = ("code", "name", "level", "kind")
TREE = ("name", "level", "kind", "parent_id")
BATCH = 5_000


@dataclass(frozen=True)
class RegionCounts:
    """Rows of the file; regions made, changed and left as they were."""

    rows: int
    created: int
    updated: int

    @property
    def unchanged(self) -> int:
        return self.rows - self.created - self.updated


def read_regions(file: BinaryIO) -> list[Region]:
    """The regions of a file, unsaved. Raises NotATable at the first row that cannot be one."""
    regions = [_region(line) for line in read_lines(file, COLUMNS)]
    if not regions:
        raise NotATable(_("Berkas ini tidak berisi satu wilayah pun."))
    return regions


def _region(line: Line) -> Region:
    code, name, level, kind = (line.cells.get(column, "") for column in COLUMNS)
    if not name or dotted(code) != code or level_of(code) != level or kind not in Kind.values:
        raise NotATable(
            _("Baris %(line)d: kode, nama, tingkat, dan jenis wilayah ini tidak cocok.")
            % {"line": line.number}
        )
    return Region(code=code, name=name, level=level, kind=kind, parent_id=parent_of(code))


@transaction.atomic
def load_regions(regions: Iterable[Region]) -> RegionCounts:
    """Add and rename; a village's area class and cohort, and regions not named, stay."""
    wanted = {region.code: region for region in regions}
    there = {region.code: region for region in Region.objects.filter(code__in=wanted)}
    _refuse_orphans(wanted)
    new = [region for code, region in wanted.items() if code not in there]
    differing = [
        region
        for code, region in wanted.items()
        if code in there and _tree_values(region) != _tree_values(there[code])
    ]
    Region.objects.bulk_create(new, BATCH)
    Region.objects.bulk_update(differing, ("name", "level", "kind", "parent"), BATCH)
    return RegionCounts(rows=len(wanted), created=len(new), updated=len(differing))


def _refuse_orphans(wanted: dict[str, Region]) -> None:
    above = {region.parent_id for region in wanted.values() if region.parent_id} - wanted.keys()
    known = set(Region.objects.filter(code__in=above).values_list("code", flat=True))
    if orphans := sorted(above - known):
        raise NotATable(
            _("Wilayah induk %(codes)s tidak ada di berkas maupun di sistem.")
            % {"codes": ", ".join(orphans[:5])}
        )


def _tree_values(region: Region) -> tuple[object, ...]:
    return tuple(getattr(region, field) for field in TREE)
