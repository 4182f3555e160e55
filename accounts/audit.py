"""Write the audit row of an act, in the act's own transaction."""

from collections.abc import Iterable, Mapping

from django.db.models import Model

from accounts import clock
from accounts.models import AuditEntry, User

FORBIDDEN_DETAIL = frozenset({"nik", "no_kk", "kk"})


def record_audit(
    *, actor: User, action: str, subject: Model | None = None, **detail: object
) -> AuditEntry:
    """Append who did what to which row. `detail` is JSON-able and never holds an identifier."""
    entry = _entry(actor, action, subject, detail)
    entry.save(force_insert=True)
    return entry


def record_audits(
    *, actor: User, action: str, subjects: Iterable[tuple[Model, Mapping[str, object]]]
) -> None:
    """One row a subject with its own detail, in one statement: for acts on many at once."""
    AuditEntry.objects.bulk_create(
        [_entry(actor, action, subject, detail) for subject, detail in subjects], 1_000
    )


def _entry(
    actor: User, action: str, subject: Model | None, detail: Mapping[str, object]
) -> AuditEntry:
    if FORBIDDEN_DETAIL & detail.keys():
        raise ValueError("An audit row must not hold a NIK or No. KK.")
    return AuditEntry(
        at=clock.now(),
        actor=actor,
        action=action,
        subject_kind=subject._meta.label_lower[:30] if subject is not None else "",
        subject_id=str(subject.pk) if subject is not None else "",
        detail=dict(detail),
    )
