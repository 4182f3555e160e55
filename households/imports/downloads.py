"""Hand out a report: it holds numbers in clear, so who took it is written down first."""

from collections.abc import Iterator

from django.db import transaction

from accounts.audit import record_audit
from accounts.models import User
from households.imports.report import report_rows
from households.models import ImportBatch


def begin_report(*, actor: User, batch: ImportBatch) -> Iterator[list[str]]:
    """The rows of the report. Raises FileNotFoundError where the list is kept no longer."""
    if not batch.stored_name:
        raise FileNotFoundError
    with transaction.atomic():
        record_audit(actor=actor, action="import.report_taken", subject=batch)
    return report_rows(batch)
