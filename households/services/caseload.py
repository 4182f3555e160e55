"""Put households into the care of a facilitator: one act for one family or a whole caseload."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from accounts import clock
from accounts.audit import record_audit
from accounts.models import User
from accounts.roles import Role
from accounts.scope import region_codes, within
from households.access import households_for
from households.models import CaseloadAssignment, Household


class ReassignmentRefused(Exception):
    """The caseload cannot go there; the message says why, for a person to read."""


@dataclass(frozen=True, slots=True)
class Reassigned:
    moved: int
    unchanged: int  # were with that facilitator already
    audit_id: int | None  # what undoing it refers to


@transaction.atomic
def reassign_caseload(
    *, actor: User, household_ids: Sequence[UUID], to: User | None, on: date, reason: str
) -> Reassigned:
    """From `on`, `to` accompanies the households; None leaves them to nobody.

    Who was in charge before stays in the history. Set-based, and safe to repeat: whoever is with
    `to` already stays untouched. Raises ReassignmentRefused.
    """
    wanted = set(household_ids)
    # Locked in one order, so that two people reassigning at once wait instead of deadlocking.
    rows = Household.objects.select_for_update(of=("self",)).filter(pk__in=wanted).order_by("pk")
    locked = [row.pk for row in rows.only("pk")]
    check_reassignment(actor=actor, household_ids=wanted, to=to, on=on)
    held = _from_day(locked, on)
    moving = moving_among(locked, held, to, on)
    unchanged = len(locked) - len(moving)
    if not moving:
        return Reassigned(0, unchanged, None)
    _end(held, moving, on)
    if to is not None:
        _begin(actor, moving, to, on, reason)
    entry = record_audit(
        actor=actor,
        action="caseload.reassigned",
        subject=to,
        on=on.isoformat(),
        reason=reason,
        origins=_origins(moving, held, on),
    )
    return Reassigned(len(moving), unchanged, entry.pk)


def preview_reassignment(
    *, actor: User, household_ids: Sequence[UUID], to: User | None, on: date
) -> list[UUID]:
    """The households that would change hands; refuses as the act itself would, changes nothing."""
    wanted = list(dict.fromkeys(household_ids))
    check_reassignment(actor=actor, household_ids=set(wanted), to=to, on=on)
    return moving_among(wanted, _from_day(wanted, on), to, on)


def check_reassignment(*, actor: User, household_ids: set[UUID], to: User | None, on: date) -> None:
    """Refuse households out of sight, a day gone by, and a facilitator who is not at work there."""
    if on < clock.today():
        raise ReassignmentRefused(_("Alih dampingan berlaku mulai hari ini atau sesudahnya."))
    seen = households_for(actor).filter(pk__in=household_ids)
    if seen.count() != len(household_ids):
        raise ReassignmentRefused(_("Sebagian keluarga tidak ada di wilayah Anda."))
    if to is None:
        return
    if to.role != Role.FACILITATOR or not to.is_active:
        raise ReassignmentRefused(_("Pilih pendamping yang masih bertugas."))
    beyond = seen.exclude(within(region_codes(to, on), "village__code"))
    if beyond.exists():
        raise ReassignmentRefused(
            _("%(name)s belum ditugaskan di desa semua keluarga ini pada tanggal itu.")
            % {"name": to.name}
        )


def _from_day(households: list[UUID], on: date) -> list[CaseloadAssignment]:
    """The assignments that hold on `on` or begin after it."""
    return list(
        CaseloadAssignment.objects.filter(
            Q(valid_to=None) | Q(valid_to__gt=on), household__in=households
        ).order_by("household_id", "valid_from")
    )


def moving_among(
    households: list[UUID], held: list[CaseloadAssignment], to: User | None, on: date
) -> list[UUID]:
    """The households that are not with `to` already, for good, on that day."""
    if to is None:
        accompanied = {row.household_id for row in held}
        return [pk for pk in households if pk in accompanied]
    settled = {
        row.household_id
        for row in held
        if row.facilitator_id == to.pk and row.valid_from <= on and row.valid_to is None
    }
    return [pk for pk in households if pk not in settled]


def _begin(actor: User, households: list[UUID], to: User, on: date, reason: str) -> None:
    now = clock.now()
    CaseloadAssignment.objects.bulk_create(
        [
            CaseloadAssignment(
                household_id=pk,
                facilitator=to,
                valid_from=on,
                reason=reason,
                assigned_by=actor,
                assigned_at=now,
            )
            for pk in households
        ],
        batch_size=1000,
    )


def _end(held: list[CaseloadAssignment], moving: list[UUID], on: date) -> None:
    """What holds ends on the day; what was planned for later shrinks to nothing and stays told."""
    ending = [row for row in held if row.household_id in set(moving)]
    for row in ending:
        row.valid_to = max(row.valid_from, on)
    CaseloadAssignment.objects.bulk_update(ending, ["valid_to"], batch_size=1000)


def _origins(moving: list[UUID], held: list[CaseloadAssignment], on: date) -> dict[str, str]:
    """Household -> who accompanied it on the day ('': nobody): what undoing needs."""
    before = {row.household_id: row for row in held if row.valid_from <= on}
    return {str(pk): str(before[pk].facilitator_id) if pk in before else "" for pk in moving}
