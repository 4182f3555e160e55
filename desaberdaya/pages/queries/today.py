"""What a facilitator does today: one list in the order in which a sensible colleague would put it.

A family stands in it once, under what presses most; what else there is stands on its page.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from desaberdaya.house import House, Words
from desaberdaya.pages.queries.deadlines import deadline_of
from desaberdaya.pages.queries.houses import houses_of
from desaberdaya.templatetags.formats import ago, day, span, until
from entitlements.models import Flag
from entitlements.wording import reason
from households.access import own_caseload
from households.models import EnrolmentState, Household
from households.models.enrolment import State
from households.queries import HouseholdRow, rows_of
from interventions.queries import DueLine, due_list

URGENT = 3
MOST_OTHERS = 12  # families without a date that the page still lists; the rest is in My families


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a family is in the list, and how soon (the smaller, the sooner within its group)."""

    household_id: UUID
    order: tuple[object, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    family: HouseholdRow
    why: str
    house: House


@dataclass(frozen=True, slots=True)
class Group:
    key: str
    title: Words
    lines: list[Line]


@dataclass(frozen=True, slots=True)
class Today:
    groups: list[Group]
    families: int
    left_out: int

    @property
    def lines(self) -> int:
        return sum(len(group.lines) for group in self.groups)


def today_for(user: User, on: date) -> Today:
    """The list of this facilitator on a day, by a constant number of queries."""
    caseload = own_caseload(user, on)
    dated, undated = _flag_reasons(caseload, on)
    late, now, soon = _visit_reasons(caseload, on)
    sections = [
        ("urgent", _("Mendesak, ada batas waktu"), dated),
        ("late", _("Kunjungan terlambat"), late),
        ("now", _("Kunjungan hari ini"), now),
        ("soon", _("Kunjungan tujuh hari ke depan"), soon),
        ("new", _("Calon: temui dan pastikan datanya"), _candidate_reasons(caseload)),
        ("other", _("Perlu diurus, tanpa batas waktu"), undated),
    ]
    chosen, left_out = _each_family_once(sections)
    ids = [reason.household_id for _key, _title, reasons in chosen for reason in reasons]
    rows = {row.id: row for row in rows_of(ids)}
    houses = houses_of(ids)
    groups = [
        Group(key, title, [Line(rows[r.household_id], r.text, houses[r.household_id]) for r in rs])
        for key, title, rs in chosen
        if rs
    ]
    return Today(groups, caseload.count(), left_out)


Section = tuple[str, Words, list[Reason]]


def _each_family_once(sections: Iterable[Section]) -> tuple[list[Section], int]:
    seen: set[UUID] = set()
    chosen, left_out = [], 0
    for key, title, reasons in sections:
        kept: list[Reason] = []
        for one in sorted(reasons, key=lambda one: one.order):
            if one.household_id in seen:
                continue
            if key == "other" and len(kept) == MOST_OTHERS:
                left_out += 1
                continue
            seen.add(one.household_id)
            kept.append(one)
        chosen.append((key, title, kept))
    return chosen, left_out


def _flag_reasons(caseload: QuerySet[Household], on: date) -> tuple[list[Reason], list[Reason]]:
    """Urgent flags: those with a day until when, by that day; the others, the oldest first."""
    flags = Flag.objects.filter(closed_at=None, severity=URGENT, household__in=caseload)
    dated, undated = [], []
    for flag in flags.select_related("member", "household__dwelling"):
        end = deadline_of(flag)
        words = str(reason(flag))
        if end is None:
            since = _("Sejak %(day)s.") % {"day": day(flag.first_seen_on)}
            undated.append(_reason(flag, (flag.first_seen_on, flag.row), f"{words} {since}"))
        else:
            dated.append(_reason(flag, (end, flag.row), f"{words} {_time_left(end)}"))
    return dated, undated


def _time_left(end: date) -> str:
    return _("Batasnya %(until)s.") % {"until": until(end)}


def _reason(flag: Flag, order: tuple[object, ...], text: str) -> Reason:
    return Reason(flag.household_id, (*order, flag.household_id), text)


def _visit_reasons(
    caseload: QuerySet[Household], on: date
) -> tuple[list[Reason], list[Reason], list[Reason]]:
    """Visits that are late (the longest first), due today, and due within the week."""
    due = due_list(caseload, on)
    return (
        [_visit(line, _late_words(line)) for line in due.overdue],
        [_visit(line, _("Dijadwalkan hari ini")) for line in due.today],
        [_visit(line, _coming_words(line)) for line in due.coming],
    )


def _visit(line: DueLine, text: str) -> Reason:
    return Reason(line.household_id, (line.due_on, line.household_id), text)


def _late_words(line: DueLine) -> str:
    words = {"span": span(line.days_late), "day": day(line.due_on)}
    return _("Terlambat %(span)s, sejak %(day)s") % words


def _coming_words(line: DueLine) -> str:
    return _("%(day)s (%(until)s)") % {
        "day": day(line.due_on),
        "until": until(line.due_on),
    }


def _candidate_reasons(caseload: QuerySet[Household]) -> list[Reason]:
    words = {
        State.VERIFIED: _("Terverifikasi %(ago)s, belum didaftarkan"),
        State.CANDIDATE: _("Masuk daftar %(ago)s, belum diverifikasi"),
    }
    states = EnrolmentState.objects.filter(
        household__in=caseload, valid_to=None, state__in=list(words)
    )
    return [
        Reason(pk, (state != State.VERIFIED, since, pk), words[State(state)] % {"ago": ago(since)})
        for pk, state, since in states.values_list("household_id", "state", "valid_from")
    ]
