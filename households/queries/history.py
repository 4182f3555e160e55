"""What happened to a household, newest first: facts, states, who was in charge, reveals."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.models import AuditEntry
from households.codes import NikState
from households.fact_values import shown
from households.facts import FACTS
from households.models import CaseloadAssignment, Consent, EnrolmentState, Household, Observation
from households.models.observation import ObservationKind, Source, SubjectKind

PAGE_SIZE = 30
TOLD = ("identifier.", "dwelling.", "household.", "member.")


@dataclass(frozen=True, slots=True)
class FactChange:
    id: int
    subject: str
    kind: str
    values: list[tuple[str, str]]  # (label, value in words)
    source: str
    observed_on: date
    recorded_at: datetime
    recorded_by: str
    version: int


@dataclass(frozen=True, slots=True)
class Deed:
    """An audited act on the household or a member: reveals, numbers set, a shared house."""

    id: int
    at: datetime
    actor: str
    action: str
    reason: str


@dataclass(frozen=True, slots=True)
class Page:
    rows: list[Any]
    next: str


def states_of(household: Household) -> list[EnrolmentState]:
    states = EnrolmentState.objects.filter(household=household).select_related("recorded_by")
    return list(states.order_by("-valid_from", "-recorded_at"))


def assignments_of(household: Household) -> list[CaseloadAssignment]:
    rows = CaseloadAssignment.objects.filter(household=household)
    return list(
        rows.select_related("facilitator", "assigned_by").order_by("-valid_from", "-assigned_at")
    )


def consents_of(household: Household) -> list[Consent]:
    return list(
        Consent.objects.filter(household=household).select_related("given_by", "recorded_by")
    )


def fact_changes(household: Household, before: int | None, size: int = PAGE_SIZE) -> Page:
    """The observations of the household, its dwelling and members, older than the id `before`."""
    names = dict(household.members.values_list("pk", "name"))
    subjects = [household.pk, household.dwelling_id, *names]
    rows = Observation.objects.filter(subject_id__in=subjects).select_related("recorded_by")
    if before is not None:
        rows = rows.filter(pk__lt=before)
    found = list(rows.order_by("-pk")[: size + 1])
    changes = [_change(row, names.get(row.subject_id, "")) for row in found[:size]]
    return Page(changes, str(changes[-1].id) if len(found) > size else "")


def _change(row: Observation, name: str) -> FactChange:
    return FactChange(
        id=row.pk,
        subject=name or str(SubjectKind(row.subject_kind).label),
        kind=str(ObservationKind(row.kind).label),
        values=[_said(fact, value) for fact, value in row.values.items()],
        source=str(Source(row.source).label),
        observed_on=row.observed_on,
        recorded_at=row.recorded_at,
        recorded_by=str(row.recorded_by),
        version=row.version,
    )


def _said(name: str, value: Any) -> tuple[str, str]:
    unknown = _("tidak diketahui")
    if name == "nik_state":
        return "NIK", str(NikState(value).label)
    fact = FACTS.get(name)
    if fact is None:
        return name, str(value)
    return str(fact.label), shown(fact, value) or unknown


def deeds(household: Household, before: int | None, size: int = PAGE_SIZE) -> Page:
    """The audited acts on the household and its members, older than the id `before`."""
    people = [str(pk) for pk in household.members.values_list("pk", flat=True)]
    told = Q(pk__in=())
    for prefix in TOLD:
        told |= Q(action__startswith=prefix)
    rows = AuditEntry.objects.filter(told, subject_id__in=[str(household.pk), *people])
    if before is not None:
        rows = rows.filter(pk__lt=before)
    found = list(rows.select_related("actor").order_by("-pk")[: size + 1])
    acts = [
        Deed(row.pk, row.at, str(row.actor), in_words(row.action), row.detail.get("reason", ""))
        for row in found[:size]
    ]
    return Page(acts, str(acts[-1].id) if len(found) > size else "")


def in_words(action: str) -> str:
    """What an audited act was, as a person reads it."""
    words = {
        "identifier.nik_revealed": _("NIK diperlihatkan"),
        "identifier.kk_revealed": _("No. KK diperlihatkan"),
        "identifier.nik_set": _("NIK dicatat"),
        "identifier.kk_set": _("No. KK dicatat"),
        "dwelling.shared": _("Dicatat tinggal serumah dengan keluarga lain"),
        "dwelling.left": _("Dicatat tinggal di rumah sendiri"),
        "household.proposed": _("Keluarga diusulkan"),
        "household.changed": _("Kontak keluarga diubah"),
        "member.added": _("Anggota ditambahkan"),
        "member.renamed": _("Nama diperbaiki"),
    }
    return words.get(action, action)
