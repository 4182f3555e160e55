"""NIK and No. KK: record one, look one up, show one. No number leaves in a message or a log."""

from enum import StrEnum

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts import clock
from accounts.audit import record_audit
from accounts.models import User
from households import sealed
from households.access import households_for
from households.codes import NikMissingReason, NikState
from households.identifiers import is_sixteen_digits, nik_state
from households.models import Household, Member, Observation
from households.models.observation import ObservationKind, SubjectKind
from households.nudges import nudge_household
from households.services.facts import record_facts, source_of


class Number(StrEnum):
    NIK = "nik"
    KK = "kk"


class IdentifierRefused(Exception):
    """The number cannot be recorded; the message says why and holds no digit of it."""


@transaction.atomic
def set_nik(
    *,
    actor: User,
    member: Member,
    nik: str,
    missing_reason: NikMissingReason | None = None,
    was_wrong: bool = False,
) -> Member:
    """Record the member's NIK, or with '' that there is none and why; the same again is no change.

    A number that is well-formed or ends in 0000 is taken (the rules flag the latter). Dukcapil's
    answer to a former number does not hold for another. Raises IdentifierRefused.
    """
    row = Member.objects.select_for_update().get(pk=member.pk)
    if not nik:
        return _set_no_nik(actor, row, missing_reason)
    check_nik_is_free(actor, nik, besides=row)
    if row.nik_hash in sealed.keyed_hashes(nik):
        return row
    before = NikState(row.nik_state)
    row.nik_sealed = sealed.seal(nik, column=sealed.NIK, row=row.pk)
    row.nik_hash = sealed.keyed_hash(nik)
    row.nik_state = nik_state(nik)
    row.nik_missing_reason = ""
    _save(row, "nik_sealed", "nik_hash", "nik_state", "nik_missing_reason")
    kind = ObservationKind.FIRST if before == NikState.MISSING else ObservationKind.CHANGED
    _observe(actor, row, ObservationKind.WRONG if was_wrong else kind)
    if row.nik_matched is not None:
        record_facts(
            actor=actor, subject=row, values={"nik_matched": None}, observed_on=clock.today()
        )
    record_audit(actor=actor, action="identifier.nik_set", subject=row, state=row.nik_state)
    nudge_household(row.household_id)
    return row


def _set_no_nik(actor: User, row: Member, reason: NikMissingReason | None) -> Member:
    if row.nik_state != NikState.MISSING:
        raise IdentifierRefused(_("NIK yang sudah tercatat hanya bisa diganti, tidak dihapus."))
    if reason is None:
        raise IdentifierRefused(_("Isi NIK, atau pilih mengapa belum ada."))
    if row.nik_missing_reason != reason:
        row.nik_missing_reason = reason
        row.save(update_fields=["nik_missing_reason"])
        record_audit(actor=actor, action="identifier.nik_missing", subject=row, reason=reason)
    return row


def _observe(actor: User, row: Member, kind: ObservationKind) -> None:
    """The state of the NIK is what the rules read; the number itself stays out of the history."""
    row.version += 1
    row.save(update_fields=["version"])
    Observation.objects.create(
        subject_kind=SubjectKind.MEMBER,
        subject_id=row.pk,
        version=row.version,
        kind=kind,
        source=source_of(actor),
        observed_on=clock.today(),
        recorded_at=clock.now(),
        recorded_by=actor,
        values={"nik_state": row.nik_state},
    )


@transaction.atomic
def set_kk(*, actor: User, household: Household, no_kk: str) -> Household:
    """Record the household's No. KK: it changes with the family. Raises IdentifierRefused."""
    row = Household.objects.select_for_update().get(pk=household.pk)
    check_kk_is_free(actor, no_kk, besides=row)
    if row.kk_hash in sealed.keyed_hashes(no_kk):
        return row
    row.kk_sealed = sealed.seal(no_kk, column=sealed.KK, row=row.pk)
    row.kk_hash = sealed.keyed_hash(no_kk)
    _save(row, "kk_sealed", "kk_hash")
    record_audit(actor=actor, action="identifier.kk_set", subject=row)
    return row


def _save(row: Member | Household, *fields: str) -> None:
    try:
        with transaction.atomic():
            row.save(update_fields=fields)
    except IntegrityError as error:  # another request recorded the number a moment ago
        raise IdentifierRefused(_taken_elsewhere()) from error


def check_nik_is_free(actor: User, nik: str, besides: Member | None = None) -> None:
    """Refuse a NIK of another shape or of another member; of whom is said only within sight."""
    if not is_sixteen_digits(nik):
        raise IdentifierRefused(_("NIK harus 16 angka."))
    holders = Member.objects.filter(nik_hash__in=sealed.keyed_hashes(nik))
    holder = holders.exclude(pk__in=[besides.pk] if besides else []).first()
    if holder is not None:
        in_sight = households_for(actor).filter(pk=holder.household_id).exists()
        raise IdentifierRefused(_taken_by(holder.name) if in_sight else _taken_elsewhere())


def check_kk_is_free(actor: User, no_kk: str, besides: Household | None = None) -> None:
    """Refuse a No. KK of another shape or of another household, as above."""
    if not is_sixteen_digits(no_kk):
        raise IdentifierRefused(_("No. KK harus 16 angka."))
    holders = Household.objects.filter(kk_hash__in=sealed.keyed_hashes(no_kk))
    holder = holders.exclude(pk__in=[besides.pk] if besides else []).first()
    if holder is None:
        return
    if households_for(actor).filter(pk=holder.pk).exists():
        head = holder.head()
        raise IdentifierRefused(_taken_by(head.name if head else _("tanpa nama")))
    raise IdentifierRefused(_taken_elsewhere())


def _taken_by(name: str) -> str:
    return _("Nomor ini sudah tercatat pada keluarga %(name)s.") % {"name": name}


def _taken_elsewhere() -> str:
    return _(
        "Nomor ini sudah tercatat pada keluarga lain di luar dampingan Anda. "
        "Tanyakan kepada petugas kabupaten."
    )


def find_by_number(*, actor: User, kind: Number, number: str) -> Household | None:
    """The household in sight with that No. KK, or with the member of that NIK.

    The search is audited, found or not, without the number.
    """
    hashes = sealed.keyed_hashes(number)
    seen = households_for(actor)
    if kind is Number.NIK:
        holders = Member.objects.filter(nik_hash__in=hashes).values("household_id")
        found = seen.filter(pk__in=holders).first()
    else:
        found = seen.filter(kk_hash__in=hashes).first()
    record_audit(
        actor=actor,
        action="identifier.searched",
        subject=found,
        kind=str(kind),
        found=found is not None,
    )
    return found


def reveal_nik(*, actor: User, member: Member, reason: str) -> str:
    """The member's NIK in clear, for one screen; the audit row is committed before it is opened."""
    if member.nik_sealed is None:
        raise IdentifierRefused(_("Anggota ini belum punya NIK."))
    with transaction.atomic(durable=True):
        record_audit(actor=actor, action="identifier.nik_revealed", subject=member, reason=reason)
    return sealed.unseal(member.nik_sealed, column=sealed.NIK, row=member.pk)


def reveal_kk(*, actor: User, household: Household, reason: str) -> str:
    """The household's No. KK in clear, as above."""
    if household.kk_sealed is None:
        raise IdentifierRefused(_("Keluarga ini belum punya No. KK."))
    with transaction.atomic(durable=True):
        record_audit(actor=actor, action="identifier.kk_revealed", subject=household, reason=reason)
    return sealed.unseal(household.kk_sealed, column=sealed.KK, row=household.pk)
