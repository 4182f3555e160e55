"""The audit rows, the newest first, with names instead of keys where there are names."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.urls import reverse

from accounts.audit_words import actions_like, in_words, kind_of
from accounts.keyset import page_after
from accounts.models import AuditEntry, Region, User

PERSON, REGION = "accounts.user", "accounts.region"


@dataclass(frozen=True)
class TraceFilter:
    """What the address bar asks for: part of a name, of an act in words, the key of a subject."""

    actor: str = ""
    action: str = ""
    subject: str = ""


@dataclass(frozen=True)
class Trace:
    """One act: who, what, on which row, when."""

    at: datetime
    actor: User
    words: str
    subject: str
    subject_key: str
    url: str
    details: list[tuple[str, str]]


def traces(wanted: TraceFilter, after: str) -> tuple[list[Trace], str]:
    """A page of acts and the key of the next page."""
    found = AuditEntry.objects.select_related("actor")
    if wanted.actor:
        text = wanted.actor
        found = found.filter(Q(actor__username__icontains=text) | Q(actor__name__icontains=text))
    if wanted.action:
        acts = Q(action__in=actions_like(wanted.action)) | Q(action__icontains=wanted.action)
        found = found.filter(acts)
    if wanted.subject:
        found = found.filter(subject_id=wanted.subject)
    page = page_after(found, ("-id",), after)
    names = _names(page.rows)
    return [_trace(entry, names) for entry in page.rows], page.next


def _names(entries: Iterable[AuditEntry]) -> dict[tuple[str, str], str]:
    by_kind: dict[str, set[str]] = {PERSON: set(), REGION: set()}
    for entry in entries:
        if entry.subject_kind in by_kind:
            by_kind[entry.subject_kind].add(entry.subject_id)
    people = User.objects.in_bulk(by_kind[PERSON])
    regions = Region.objects.in_bulk(by_kind[REGION])
    return {(PERSON, str(pk)): str(person) for pk, person in people.items()} | {
        (REGION, code): region.title for code, region in regions.items()
    }


def _trace(entry: AuditEntry, names: dict[tuple[str, str], str]) -> Trace:
    name = names.get((entry.subject_kind, entry.subject_id), "")
    kind = kind_of(entry.subject_kind)
    url = reverse(kind.url_name, args=(entry.subject_id,)) if kind.url_name else ""
    return Trace(
        at=entry.at,
        actor=entry.actor,
        words=in_words(entry.action),
        subject=name or str(kind.words),
        subject_key=entry.subject_id,
        url=url,
        details=details(entry.detail),
    )


def details(detail: dict[str, Any]) -> list[tuple[str, str]]:
    """What the row holds besides, a line each; what was and what is as "old → new"."""
    if detail.keys() == {"before", "after"} and isinstance(detail["before"], dict):
        after = detail["after"]
        return [(key, _change(old, after.get(key))) for key, old in detail["before"].items()]
    return [(key, _text(value)) for key, value in detail.items()]


def _text(value: Any) -> str:
    if isinstance(value, dict):
        if value.keys() == {"before", "after"}:
            return _change(value["before"], value["after"])
        return ", ".join(f"{key}: {_text(part)}" for key, part in value.items())
    if isinstance(value, list):
        return ", ".join(map(_text, value))
    return "–" if value in (None, "") else str(value)


def _change(old: Any, new: Any) -> str:
    return f"{_text(old)} → {_text(new)}"
