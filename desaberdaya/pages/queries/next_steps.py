"""What to do next for a family: at most three things, in words, the most pressing first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from desaberdaya.pages.queries.deadlines import deadline_of
from desaberdaya.templatetags.formats import span, until
from entitlements.models import Flag
from entitlements.wording import next_action, reason
from households.models.enrolment import State

MOST = 3
IN_PROGRESS = "IN_PROGRESS"


@dataclass(frozen=True, slots=True)
class Step:
    """`what` is the need or the occasion, `how` what to do about it."""

    what: str
    how: str = ""


def next_steps(*, state: str, flags: Sequence[Flag], next_due: date | None, on: date) -> list[Step]:
    """The first three of: enrolling, needs that end on a day, a late visit, the other needs."""
    dated, undated = _split(flags)
    steps = [
        *_before_enrolment(state),
        *(_dated(flag, end) for flag, end in dated),
        *_late_visit(next_due, on),
        *(Step(str(reason(flag)), str(next_action(flag))) for flag in undated),
    ]
    return steps[:MOST]


def _before_enrolment(state: str) -> list[Step]:
    if state == State.CANDIDATE:
        return [
            Step(
                _("Keluarga ini masih calon."),
                _("Temui di rumahnya, pastikan datanya, lalu verifikasi."),
            )
        ]
    if state == State.VERIFIED:
        return [
            Step(
                _("Keluarga ini sudah terverifikasi."),
                _("Daftarkan supaya pendampingan dua tahun dimulai."),
            )
        ]
    return []


def _late_visit(next_due: date | None, on: date) -> list[Step]:
    if next_due is None or next_due >= on:
        return []
    late = span((on - next_due).days)
    return [Step(_("Kunjungan terlambat %(span)s.") % {"span": late}, _("Kunjungi keluarga ini."))]


def _split(flags: Sequence[Flag]) -> tuple[list[tuple[Flag, date]], list[Flag]]:
    """Needs that end on a day, by that day; and the others, one of each row of the tables, those
    that only wait for somebody last."""
    dated, undated, rows = [], [], set()
    ordered = sorted(
        flags, key=lambda f: (f.outcome == IN_PROGRESS, -f.severity, f.first_seen_on, f.row)
    )
    for flag in ordered:
        end = deadline_of(flag)
        if end is not None:
            dated.append((flag, end))
        elif flag.row not in rows:
            rows.add(flag.row)
            undated.append(flag)
    return sorted(dated, key=lambda pair: pair[1]), undated


def _dated(flag: Flag, end: date) -> Step:
    words = {"reason": reason(flag), "until": until(end)}
    return Step(_("%(reason)s Batasnya %(until)s.") % words, str(next_action(flag)))
