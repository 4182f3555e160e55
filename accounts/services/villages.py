"""A village's area class and the cohort in which it joined the programme."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import BinaryIO

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.audit import record_audit, record_audits
from accounts.models import Region, User
from accounts.models.region import Level
from accounts.nudges import nudge_everybody
from accounts.village_file import CODE, Refusal, VillageFacts, VillageRow, read_villages

FIELDS = ("area_class", "cohort")


@dataclass(frozen=True)
class VillageChange:
    """A village that differs from what the file says of it."""

    village: Region
    before: VillageFacts
    after: VillageFacts


@dataclass(frozen=True)
class VillageImport:
    """What a file changes: rows = changes + unchanged + refusals."""

    changes: Sequence[VillageChange]
    unchanged: int
    refusals: Sequence[Refusal]

    @property
    def rows(self) -> int:
        return len(self.changes) + self.unchanged + len(self.refusals)


def preview_villages(file: BinaryIO) -> VillageImport:
    """What the file would change; nothing is written. Raises tables.NotATable."""
    rows, refusals = read_villages(file)
    there = Region.objects.filter(level=Level.VILLAGE).in_bulk([row.code for row in rows])
    return _compared(rows, refusals, there)


@transaction.atomic
def import_villages(*, actor: User, file: BinaryIO) -> VillageImport:
    """Set area class and cohort as the file says; refused lines do not hold back the others."""
    rows, refusals = read_villages(file)
    locked = Region.objects.select_for_update().filter(level=Level.VILLAGE)
    found = _compared(rows, refusals, locked.in_bulk([row.code for row in rows]))
    for change in found.changes:
        _take(change.village, change.after)
    Region.objects.bulk_update([change.village for change in found.changes], FIELDS, 1_000)
    record_audits(
        actor=actor,
        action="village.changed",
        subjects=[
            (change.village, _detail(change.before, change.after)) for change in found.changes
        ],
    )
    if any(change.before.area_class != change.after.area_class for change in found.changes):
        nudge_everybody()
    return found


def _compared(
    rows: Sequence[VillageRow], refusals: Sequence[Refusal], there: dict[str, Region]
) -> VillageImport:
    unknown = [
        Refusal(row.line, CODE, _("desa %(code)s tidak ada di sistem.") % {"code": row.code})
        for row in rows
        if row.code not in there
    ]
    pairs = [(there[row.code], row.facts) for row in rows if row.code in there]
    changes = [
        VillageChange(village, facts_of(village), after)
        for village, after in pairs
        if facts_of(village) != after
    ]
    in_order = sorted([*refusals, *unknown], key=lambda refusal: refusal.line)
    return VillageImport(changes, len(pairs) - len(changes), in_order)


@transaction.atomic
def update_village(*, actor: User, code: str, facts: VillageFacts) -> bool:
    """Set one village's area class and cohort; says whether anything changed."""
    village = Region.objects.select_for_update().get(code=code, level=Level.VILLAGE)
    before = facts_of(village)
    if before == facts:
        return False
    _take(village, facts)
    village.save(update_fields=FIELDS)
    record_audit(actor=actor, action="village.changed", subject=village, **_detail(before, facts))
    if before.area_class != facts.area_class:
        nudge_everybody()
    return True


def facts_of(village: Region) -> VillageFacts:
    return VillageFacts(village.area_class, village.cohort)


def _take(village: Region, facts: VillageFacts) -> None:
    village.area_class, village.cohort = facts.area_class, facts.cohort


def _detail(before: VillageFacts, after: VillageFacts) -> dict[str, object]:
    return {"before": vars(before), "after": vars(after)}
