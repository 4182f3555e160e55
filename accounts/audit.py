"""Write the audit row of an act, in the act's own transaction."""

from accounts import clock
from accounts.models import AuditEntry, User

FORBIDDEN_DETAIL = frozenset({"nik", "no_kk", "kk"})


def record_audit(
    *, actor: User, action: str, subject: object | None = None, **detail: object
) -> AuditEntry:
    """Append who did what to which row. `detail` is JSON-able and never holds an identifier."""
    if FORBIDDEN_DETAIL & detail.keys():
        raise ValueError("An audit row must not hold a NIK or No. KK.")
    kind = type(subject)._meta.label_lower if subject is not None else ""  # type: ignore[attr-defined]
    return AuditEntry.objects.create(
        at=clock.now(),
        actor=actor,
        action=action,
        subject_kind=kind[:30],
        subject_id=str(getattr(subject, "pk", "")),
        detail=detail,
    )
