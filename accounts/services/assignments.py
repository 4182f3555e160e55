"""Give a person a region to work in, from when to when, and take it back."""

from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.audit import record_audit
from accounts.models import Region, RegionAssignment, User
from accounts.models.region import Level
from accounts.roles import Role

# A facilitator works in villages; the programme's officers and the agencies' desks in regencies.
LEVEL_OF_ROLE: dict[str, Level] = {
    Role.FACILITATOR: Level.VILLAGE,
    Role.OFFICER: Level.REGENCY,
    Role.AGENCY: Level.REGENCY,
}


def works_in_regions(user: User) -> bool:
    """Whether the role is bound to regions: an administrator sees the whole province."""
    return user.role in LEVEL_OF_ROLE


class AssignmentRefused(Exception):
    """Why not, in a sentence for a person."""


@transaction.atomic
def assign_region(
    *, actor: User, user: User, region_code: str, valid_from: date, last_day: date | None = None
) -> RegionAssignment:
    """Let the person work in the region from `valid_from` up to and with `last_day`.

    The same again is the one there is. Raises AssignmentRefused: a region of another level than
    the role works in, days in the wrong order, or days on which the person holds it already.
    """
    region = _region_for(user, region_code)
    if last_day is not None and last_day < valid_from:
        raise AssignmentRefused(_("Hari terakhir tidak boleh sebelum hari mulai."))
    valid_to = last_day + timedelta(days=1) if last_day else None
    held = _overlapping(user, region, valid_from, valid_to)
    if held is not None and (held.valid_from, held.valid_to) == (valid_from, valid_to):
        return held
    if held is not None:
        raise AssignmentRefused(_held_already(held))
    try:
        with transaction.atomic():
            assignment = RegionAssignment.objects.create(
                user=user, region=region, valid_from=valid_from, valid_to=valid_to
            )
    except IntegrityError as error:  # another administrator was quicker
        raise AssignmentRefused(_("Wilayah ini baru saja diberikan kepada orang ini.")) from error
    record_audit(
        actor=actor,
        action="person.region_assigned",
        subject=user,
        region=region.code,
        valid_from=valid_from.isoformat(),
        valid_to=valid_to.isoformat() if valid_to else None,
    )
    return assignment


def _region_for(user: User, code: str) -> Region:
    level = LEVEL_OF_ROLE.get(user.role)
    if level is None:
        raise AssignmentRefused(_("Administrator melihat seluruh provinsi; tidak perlu wilayah."))
    region = Region.objects.filter(code=code).first()
    if region is None:
        raise AssignmentRefused(_("Wilayah itu tidak ada di sistem."))
    if region.level != level:
        raise AssignmentRefused(
            _("Pendamping bertugas di desa atau kelurahan.")
            if level == Level.VILLAGE
            else _("Petugas dan meja dinas bertugas di kabupaten atau kota.")
        )
    return region


def _overlapping(
    user: User, region: Region, valid_from: date, valid_to: date | None
) -> RegionAssignment | None:
    before_its_end = Q(valid_to=None) | Q(valid_to__gt=valid_from)
    held = user.region_assignments.filter(before_its_end, region=region)
    if valid_to is not None:
        held = held.filter(valid_from__lt=valid_to)
    return held.select_related("region").first()


def _held_already(held: RegionAssignment) -> str:
    words = {"region": held.region.name, "since": _day(held.valid_from)}
    if held.last_day is None:
        return _("Orang ini sudah bertugas di %(region)s sejak %(since)s.") % words
    words["until"] = _day(held.last_day)
    return _("Orang ini sudah bertugas di %(region)s dari %(since)s sampai %(until)s.") % words


def _day(value: date) -> str:
    return date_format(value, "j M Y", use_l10n=False)


@transaction.atomic
def end_assignment(*, actor: User, assignment: RegionAssignment, last_day: date) -> None:
    """Let `last_day` be the last day there; the day before the first one undoes the whole."""
    locked = RegionAssignment.objects.select_for_update().get(pk=assignment.pk)
    valid_to = last_day + timedelta(days=1)
    if locked.valid_to == valid_to:
        return
    if valid_to < locked.valid_from:
        raise AssignmentRefused(_("Hari terakhir tidak boleh sebelum hari mulai."))
    if locked.valid_to is not None and valid_to > locked.valid_to:
        raise AssignmentRefused(
            _("Penugasan ini sudah berakhir lebih awal. Beri wilayahnya lagi bila bertugas lagi.")
        )
    locked.valid_to = valid_to
    locked.save(update_fields=("valid_to",))
    record_audit(
        actor=actor,
        action="person.region_ended",
        subject=locked.user,
        region=locked.region_id,
        valid_to=valid_to.isoformat(),
    )
