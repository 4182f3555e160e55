"""Visits in words: a household's list, one visit, and two versions side by side."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts import clock
from households.fact_values import shown
from households.facts import FACTS
from households.models import Household
from households.queries.family import head_name
from interventions.models import TemplateMilestone, Visit
from interventions.models.goal import GoalState
from interventions.models.visit import Mode, Topic
from interventions.visit_content import said_by

Lines = list[tuple[str, str]]  # (label, words)


@dataclass(frozen=True, slots=True)
class VisitLine:
    id: UUID
    happened_on: date
    mode: str
    made_by: str
    topics: list[str]
    agreement: str
    photos: int
    is_amended: bool


def visits_of(household: Household, limit: int | None = None) -> list[VisitLine]:
    """The household's visits, the latest first. One query."""
    rows: QuerySet[Visit] = (
        Visit.objects.filter(household=household)
        .select_related("made_by")
        .annotate(
            photo_count=Count("photos", distinct=True),
            amendment_count=Count("amendments", distinct=True),
        )
        .order_by("-happened_at", "-received_at")
    )
    return [_line(row) for row in (rows[:limit] if limit else rows)]


def _line(row: Any) -> VisitLine:
    return VisitLine(
        id=row.pk,
        happened_on=row.happened_on,
        mode=str(Mode(row.mode).label),
        made_by=row.made_by.name,
        topics=[str(Topic(topic).label) for topic in row.topics],
        agreement=row.agreement,
        photos=row.photo_count,
        is_amended=row.amendment_count > 0,
    )


def in_words(household: Household, content: Mapping[str, Any]) -> Lines:
    """What a visit's content says, part by part; an empty part says nothing."""
    names = {str(pk): name for pk, name in household.members.values_list("pk", "name")}
    names |= {str(household.pk): "", str(household.dwelling_id): _("rumah")}
    met = [names.get(pk, _("anggota lain")) for pk in content["met"]]
    lines = [
        (_("Waktu"), _moment(content["happened_at"])),
        (_("Cara"), str(Mode(content["mode"]).label)),
        (_("Yang ditemui"), ", ".join([*met, *filter(None, [content["met_others"]])])),
        (_("Yang dibicarakan"), ", ".join(str(Topic(one).label) for one in content["topics"])),
        *_progress(content["progress"]),
        *(_answer(answer, names) for answer in content["answers"]),
        (_("Catatan"), content["notes"]),
        (_("Kesepakatan"), content["agreement"]),
        (_("Kunjungan berikutnya"), _day(content["next_visit_on"])),
    ]
    return [(label, words) for label, words in lines if words]


def differing(before: Lines, after: Lines) -> list[tuple[str, str, str]]:
    """(label, before, after) of the parts that are not the same; '' where one says nothing."""
    first, second = dict(before), dict(after)
    return [
        (label, first.get(label, ""), second.get(label, ""))
        for label in dict.fromkeys([*first, *second])
        if first.get(label) != second.get(label)
    ]


def _progress(progress: Mapping[str, str]) -> Lines:
    texts = {
        str(pk): text
        for pk, text in TemplateMilestone.objects.filter(pk__in=list(progress)).values_list(
            "pk", "text"
        )
    }
    return [(texts.get(pk, pk), str(GoalState(state).label)) for pk, state in progress.items()]


def _answer(answer: Mapping[str, Any], names: Mapping[str, str]) -> tuple[str, str]:
    fact = FACTS[answer["fact"]]
    of = names.get(answer["subject"], _("anggota lain"))
    label = f"{fact.label} ({of})" if of else str(fact.label)
    words = shown(fact, answer["value"])
    return label, _("%(value)s (catatan lama keliru)") % {"value": words} if answer[
        "was_wrong"
    ] else words


def _moment(text: str) -> str:
    instant = datetime.fromisoformat(text).astimezone(clock.WITA)
    return f"{date_format(instant, 'j F Y')}, {instant:%H.%M}"


def _day(text: str | None) -> str:
    return date_format(date.fromisoformat(text), "j F Y") if text else ""


@dataclass(frozen=True, slots=True)
class Correction:
    at: datetime
    by: str
    reason: str
    differences: list[tuple[str, str, str]]


@dataclass(frozen=True, slots=True)
class VisitPage:
    visit: Visit
    name: str
    lines: Lines
    corrections: list[Correction]
    photos: list[UUID]
    is_late: bool  # it came in on a later day than it happened


def page_of(visit: Visit) -> VisitPage:
    """A visit with its photos and corrections, all in words."""
    household = visit.household
    amendments = visit.amendments.select_related("recorded_by")
    return VisitPage(
        visit=visit,
        name=head_name(household),
        lines=in_words(household, said_by(visit)),
        corrections=[
            Correction(
                row.recorded_at,
                row.recorded_by.name,
                row.reason,
                differing(in_words(household, row.before), in_words(household, row.after)),
            )
            for row in amendments
        ],
        photos=list(visit.photos.values_list("pk", flat=True)),
        is_late=clock.local_date(visit.received_at) != visit.happened_on,
    )
