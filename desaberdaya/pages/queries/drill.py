"""The rows behind a number of the caseload table, a page at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from accounts.models import User
from desaberdaya.pages.queries.measures import Selection, rows_behind
from desaberdaya.templatetags.formats import day, span
from entitlements.models import Flag
from entitlements.wording import reason
from households.keyset import page_after
from households.models import Household
from households.queries import HouseholdRow, rows_of
from interventions.models import MentoringPlan, Visit
from interventions.models.visit import Mode

PAGE_SIZE = 50
ORDERS = {
    "families": ("village_id", "pk"),
    "done": ("happened_on", "pk"),
    "due": ("next_due", "pk"),
    "late": ("next_due", "pk"),
    "unseen": ("last_seen", "pk"),
}
FLAGS_ORDER = ("first_seen_on", "pk")


@dataclass(frozen=True, slots=True)
class DrillRow:
    """One row that was counted: of which family, and what it says."""

    family: HouseholdRow
    text: str
    severity: int | None = None
    visit_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class DrillPage:
    total: int
    rows: list[DrillRow]
    next: str

    @property
    def has_severity(self) -> bool:
        return any(row.severity for row in self.rows)


def drill_page(measure: str, user: User, selection: Selection, after: UUID | None) -> DrillPage:
    """The rows, each with its family. Raises KeyError for a measure there is not."""
    found: Any = rows_behind(measure, user, selection)
    if found.model is Flag:
        found = found.select_related("member", "household__dwelling")
    page = page_after(found, ORDERS.get(measure, FLAGS_ORDER), after, PAGE_SIZE)
    families = {row.id: row for row in rows_of(_households(page.rows))}
    rows = [_row(row, families[_household(row)], selection) for row in page.rows]
    return DrillPage(found.count(), rows, page.next)


def _household(row: Any) -> UUID:
    household: UUID = row.pk if isinstance(row, Household) else row.household_id
    return household


def _households(rows: Sequence[Any]) -> list[UUID]:
    return list(dict.fromkeys(_household(row) for row in rows))


def _row(row: Any, family: HouseholdRow, selection: Selection) -> DrillRow:
    if isinstance(row, Visit):
        said = _("%(day)s: %(mode)s") % {"day": day(row.happened_on), "mode": Mode(row.mode).label}
        return DrillRow(family, said, visit_id=row.pk)
    if isinstance(row, MentoringPlan):
        return DrillRow(family, _of_plan(row, selection))
    if isinstance(row, Flag):
        since = _("Sejak %(day)s.") % {"day": day(row.first_seen_on)}
        return DrillRow(family, f"{reason(row)} {since}", severity=row.severity)
    return DrillRow(family, family.state_label)


def _of_plan(plan: MentoringPlan, selection: Selection) -> str:
    last_seen: date | None = getattr(plan, "last_seen", None)  # of those unseen for long
    if last_seen is not None:
        words = {"day": day(last_seen), "span": span((selection.on - last_seen).days)}
        return _("Terakhir ditemui %(day)s, %(span)s lalu") % words
    due = plan.next_due or selection.on
    if due < selection.on:
        words = {"day": day(due), "span": span((selection.on - due).days)}
        return _("Seharusnya %(day)s, terlambat %(span)s") % words
    return _("Dijadwalkan %(day)s") % {"day": day(due)}
