"""The house picture of families: which of the nine parts each has, by three queries for all.

Livelihoods and savings are not recorded by the product yet; their parts say so instead of guessing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts import clock
from desaberdaya.house import House, HousePart, PartKey, PartState
from entitlements.queries import household_states
from households.codes import RESIDENT, NikMissingReason, NikState
from households.models import EnrolmentState, Member
from households.models.enrolment import ACTIVE, State
from interventions import schedule

Enrolment = tuple[str, date]  # the present state, and since when

WALLS = (
    (PartKey.HEALTH, "KIS"),
    (PartKey.SCHOOL, "KIP"),
    (PartKey.WATER, "WATER"),
    (PartKey.SANITATION, "SANITATION"),
)
NOT_RECORDED_YET = (PartKey.LIVELIHOOD_1, PartKey.LIVELIHOOD_2, PartKey.SAVINGS)
LIVES_HERE = Q(presence=None) | Q(presence__in=RESIDENT)
UNDER_WAY = Q(nik_missing_reason__in=(NikMissingReason.IN_PROCESS, NikMissingReason.NEWBORN))
WITHOUT_NIK = Q(nik_state=NikState.MISSING)
WRONG_NIK = Q(nik_state=NikState.MALFORMED) | Q(nik_matched=False)


@dataclass(frozen=True, slots=True)
class Papers:
    """How many who live here lack papers, wait for them, or were never asked their birth date."""

    lacking: int
    under_way: int
    undated: int


def houses_of(
    ids: Sequence[UUID], enrolments: Mapping[UUID, Enrolment] | None = None
) -> dict[UUID, House]:
    """The house of each household, as its facts stand now; `enrolments` where they are known."""
    states, papers = household_states(ids), papers_of(ids)
    enrolments = _enrolments(ids) if enrolments is None else enrolments
    today = clock.today()
    return {
        pk: House(
            (
                _foundation(papers.get(pk)),
                *_walls(states.get(pk, {})),
                *(
                    HousePart(key, PartState.UNKNOWN, text=_("belum dicatat"))
                    for key in NOT_RECORDED_YET
                ),
                _roof(enrolments.get(pk), today),
            )
        )
        for pk in ids
    }


def papers_of(ids: Sequence[UUID]) -> dict[UUID, Papers]:
    counted = (
        Member.objects.filter(LIVES_HERE, household__in=ids)
        .values("household_id")
        .annotate(
            lacking=Count("pk", filter=(WITHOUT_NIK & ~UNDER_WAY) | WRONG_NIK),
            under_way=Count("pk", filter=WITHOUT_NIK & UNDER_WAY),
            undated=Count("pk", filter=Q(birth_date=None)),
        )
    )
    return {
        row["household_id"]: Papers(row["lacking"], row["under_way"], row["undated"])
        for row in counted
    }


def _enrolments(ids: Sequence[UUID]) -> dict[UUID, Enrolment]:
    rows = EnrolmentState.objects.filter(household__in=ids, valid_to=None)
    return {pk: (state, since) for pk, state, since in rows.values_list(
        "household_id", "state", "valid_from")}  # fmt: skip


def _foundation(papers: Papers | None) -> HousePart:
    if papers is None:
        return HousePart(PartKey.FOUNDATION, PartState.UNKNOWN, text=_("anggota belum dicatat"))
    if papers.lacking:
        return HousePart(PartKey.FOUNDATION, PartState.MISSING, text=people(papers.lacking))
    if papers.undated:
        return HousePart(PartKey.FOUNDATION, PartState.UNKNOWN, text=_("tanggal lahir"))
    if papers.under_way:
        return HousePart(PartKey.FOUNDATION, PartState.IN_PROGRESS, text=people(papers.under_way))
    return HousePart(PartKey.FOUNDATION, PartState.MET)


def _walls(states: dict[str, str]) -> list[HousePart]:
    return [
        HousePart(key, PartState(str(states.get(entitlement, "unknown")).lower()))
        for key, entitlement in WALLS
    ]


def _roof(enrolment: Enrolment | None, today: date) -> HousePart:
    state, since = enrolment or ("", today)
    if state == State.GRADUATED:
        return HousePart(PartKey.ROOF, PartState.MET, text=_("lulus"))
    if state in ACTIVE:
        month = schedule.month_of(since, today)
        text = _("bulan ke-%(month)d") % {"month": month} if state == State.ENROLLED else ""
        return HousePart(PartKey.ROOF, PartState.IN_PROGRESS, text=text)
    if state in {State.CANDIDATE, State.VERIFIED}:
        return HousePart(PartKey.ROOF, PartState.UNKNOWN, text=_("belum didampingi"))
    return HousePart(PartKey.ROOF, PartState.NOT_APPLICABLE)


def people(number: int) -> str:
    return ngettext("%(n)d anggota", "%(n)d anggota", number) % {"n": number}
