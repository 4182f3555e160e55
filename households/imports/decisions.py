"""Decide about a family of a list that waits: the card number changed, or leave it.

Only a family whose NIKs all lie in one household of the same village can be taken for that
household; every other kind of doubt is mended in the file or in the household itself.
"""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import clock
from accounts.audit import record_audit
from accounts.models import User
from households.imports.applying import apply_part
from households.imports.batches import go_on
from households.imports.changing import take_kk
from households.imports.matching import Scope
from households.imports.steps import COUNTS, finish_loading
from households.models import Household, ImportBatch, ImportIssue, StagedHousehold
from households.models.import_batch import BatchState
from households.models.import_staging import Action, IssueKind

UNDER_OTHER_KK = "known_under_other_kk"


class DecisionRefused(Exception):
    """It cannot be decided so; the message says why."""


def candidate_for(waiting: StagedHousehold) -> Household | None:
    """The one household that the waiting family can be, else None."""
    issues = ImportIssue.objects.filter(
        batch=waiting.batch_id, kk_key=waiting.kk_key, kind=IssueKind.WAITING
    ).values_list("code", "params__household")
    found = set(issues)
    if len(found) != 1:
        return None
    code, household_id = found.pop()
    if code != UNDER_OTHER_KK:
        return None
    return Household.objects.filter(pk=household_id, village_id=waiting.village_code).first()


@transaction.atomic
def leave_waiting(*, actor: User, batch: ImportBatch, waiting_id: UUID) -> None:
    """Nothing is loaded of this family; it stays in the report. The same again is no change."""
    changed = StagedHousehold.objects.filter(
        pk=waiting_id, batch=batch, action=Action.WAITING
    ).update(action=Action.REFUSED)
    if changed:
        record_audit(actor=actor, action="import.left", subject=batch)


@transaction.atomic
def take_new_card(*, actor: User, batch: ImportBatch, waiting_id: UUID) -> Household:
    """The family's card number changed: its household gets the new one, and the rows are loaded.

    Raises DecisionRefused.
    """
    row = ImportBatch.objects.select_for_update().get(pk=batch.pk)
    waiting = _waiting(row, waiting_id)
    known = candidate_for(waiting)
    if known is None:
        raise DecisionRefused(
            _("Keluarga ini tidak bisa dipastikan sama dengan satu keluarga yang tercatat.")
        )
    known = Household.objects.select_for_update().get(pk=known.pk)
    assert waiting.kk_sealed is not None
    assert waiting.kk_hashes
    take_kk(
        batch_id=row.pk,
        household=known,
        staged_id=waiting.pk,
        box=bytes(waiting.kk_sealed),
        kk=waiting.kk_hashes[0],
    )
    apply_part(row, Scope(row.pk, waiting.position, waiting.position))
    _count_again(row, waiting)
    record_audit(actor=actor, action="identifier.kk_set", subject=known, batch=str(row.pk))
    return known


def _waiting(batch: ImportBatch, waiting_id: UUID) -> StagedHousehold:
    if batch.state != BatchState.APPLIED:
        raise DecisionRefused(_("Terapkan dahulu daftarnya, lalu putuskan."))
    waiting = StagedHousehold.objects.filter(
        pk=waiting_id, batch=batch, action=Action.WAITING
    ).first()
    if waiting is None:
        raise DecisionRefused(_("Keluarga ini sudah diputuskan."))
    return waiting


def _count_again(batch: ImportBatch, waiting: StagedHousehold) -> None:
    """The family is no longer among the rejected, but among what it became."""
    waiting.refresh_from_db()
    if waiting.action not in {Action.UPDATED, Action.UNCHANGED}:
        raise DecisionRefused(_("Masih ada yang perlu diperbaiki pada keluarga ini."))
    change = {
        f"households_{waiting.action}": 1,
        "members_created": waiting.members_created,
        "members_updated": waiting.members_updated,
        "rejected_rows": -waiting.rows,
        "rejected_households": -1,
    }
    batch.counts = {name: batch.counts[name] + change.get(name, 0) for name in COUNTS}
    batch.worked_at = clock.now()
    finish_loading(batch)
    batch.save()
    transaction.on_commit(lambda: go_on(batch))
