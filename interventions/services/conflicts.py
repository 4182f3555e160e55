"""Settle a visit that came twice with other content: a person has looked at both."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import clock
from accounts.audit import record_audit
from accounts.models import User
from interventions.models import VisitConflict
from interventions.services.amendments import amend_visit
from interventions.visit_content import input_from


class ReviewRefused(Exception):
    """The conflict cannot be settled so; the message says why, for a person to read."""


@transaction.atomic
def review_conflict(*, actor: User, conflict: VisitConflict, take_second: bool, note: str) -> None:
    """Let the first stand, or take over what the second says as an amendment; a repeat is no harm.

    Raises ReviewRefused, and what an amendment raises.
    """
    current = VisitConflict.objects.select_for_update(of=("self",)).get(pk=conflict.pk)
    if current.reviewed_at is not None:
        return
    if not note.strip():
        raise ReviewRefused(_("Tuliskan apa yang dipastikan."))
    if take_second:
        _take_over(actor, current, note)
    current.reviewed_at, current.reviewed_by = clock.now(), actor
    current.review_note = note.strip()
    current.save(update_fields=["reviewed_at", "reviewed_by", "review_note"])
    record_audit(
        actor=actor, action="visit.conflict_reviewed", subject=current, took_second=take_second
    )


def _take_over(actor: User, conflict: VisitConflict, note: str) -> None:
    if UUID(conflict.content["household"]) != conflict.visit.household_id:
        raise ReviewRefused(
            _("Kiriman kedua tentang keluarga lain; minta pendamping mencatatnya kembali.")
        )
    amended = input_from(conflict.visit_id, conflict.content)
    amend_visit(actor=actor, visit=conflict.visit, amended=amended, reason=note)
