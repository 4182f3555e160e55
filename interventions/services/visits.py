"""Record a visit: once, however often it is sent, whenever it arrives."""

from datetime import date
from functools import partial
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import clock, nudges
from accounts.audit import record_audit
from accounts.models import User
from households.access import households_for
from households.models import EnrolmentState, Household
from households.models.enrolment import ConsentPurpose, State
from interventions.consents import is_given
from interventions.models import Visit, VisitConflict
from interventions.services.consents import record_consents
from interventions.services.goals import record_progress
from interventions.services.photos import keep_photo
from interventions.services.plans import refresh_plans
from interventions.services.visit_facts import record_answers
from interventions.visit_content import Content, VisitInput, content_of, hash_of

CHECK_AFTER_VISIT = "interventions.check_after_visit"

# Verification comes before enrolment, the watch after graduation.
VISITABLE = frozenset(
    {State.CANDIDATE, State.VERIFIED, State.ENROLLED, State.EXTENDED, State.GRADUATED}
)


class VisitRefused(Exception):
    """The visit cannot be taken; the message says why, for a person to read."""


class SentWithOtherContent(Exception):
    """The id is known with other content: refused, and kept beside the first for review."""


def record_visit(*, actor: User, visit: VisitInput) -> Visit:
    """Keep a visit and what it says; the worker is asked to check the household's flags.

    The same id with the same content is the same visit: the answer is success, also when the
    household has left the sender's sight meanwhile. The broker being down loses nothing.
    Raises SentWithOtherContent, VisitRefused, ConsentRefused, PhotoRefused, AnswerRefused.
    """
    content = content_of(actor, visit)
    kept = _record_or_recognise(actor, visit, content)
    # Raised outside the transaction: what was sent second must stay for review.
    if isinstance(kept, VisitConflict):
        raise SentWithOtherContent
    return kept


@transaction.atomic
def _record_or_recognise(actor: User, visit: VisitInput, content: Content) -> Visit | VisitConflict:
    # One at a time per household: a resend that overtakes its first sending waits here.
    locked = Household.objects.select_for_update(of=("self",)).filter(pk=visit.household_id)
    household = locked.select_related("dwelling").first()
    known = Visit.objects.filter(pk=visit.id).first()
    if known is not None:
        return _recognise(actor, known, visit, content)
    if household is None or not households_for(actor).filter(pk=household.pk).exists():
        raise VisitRefused(_("Keluarga ini tidak ada dalam dampingan Anda."))
    check_time(visit, household)
    return _keep(actor, visit, household, content)


def _recognise(
    actor: User, known: Visit, visit: VisitInput, content: Content
) -> Visit | VisitConflict:
    digest = hash_of(content)
    if digest == known.content_hash:
        _keep_photos(known, visit)
        return known
    claimed = households_for(actor).filter(pk=visit.household_id).first()
    if claimed is None and known.made_by_id != actor.pk:
        raise VisitRefused(_("Keluarga ini tidak ada dalam dampingan Anda."))
    return VisitConflict.objects.get_or_create(
        visit=known,
        content_hash=digest,
        defaults={
            "household": claimed or known.household,
            "content": content,
            "sent_by": actor,
            "received_at": clock.now(),
        },
    )[0]


def check_time(visit: VisitInput, household: Household) -> None:
    """Not in the future, and on a day on which the household was visited. Raises VisitRefused."""
    if visit.happened_at > clock.now():
        raise VisitRefused(_("Waktu kunjungan tidak boleh di masa depan."))
    day = clock.local_date(visit.happened_at)
    states = list(EnrolmentState.objects.filter(household=household).order_by("valid_from"))
    # A list may have come in after the visit: then its first state counts.
    on_day = [row for row in states if row.valid_from <= day and (row.valid_to or date.max) > day]
    state = (on_day or states)[0].state
    if state not in VISITABLE:
        raise VisitRefused(
            _("Pada tanggal itu keluarga ini berstatus “%(state)s”; tidak ada kunjungan dicatat.")
            % {"state": State(state).label}
        )


def _keep(actor: User, visit: VisitInput, household: Household, content: Content) -> Visit:
    now = clock.now()
    record_consents(actor=actor, household=household, consents=visit.consents)
    _check_consents(visit, household)
    kept = Visit.objects.create(
        id=visit.id,
        household=household,
        made_by=actor,
        received_at=now,
        check_asked_at=now,
        content_hash=hash_of(content),
        **fields_of(visit, content),
    )
    record_answers(actor=actor, visit=kept, household=household, answers=visit.answers)
    record_progress(visit=kept)
    _keep_photos(kept, visit)
    refresh_plans(household.pk)
    record_audit(actor=actor, action="visit.recorded", subject=kept, household=str(household.pk))
    transaction.on_commit(partial(ask_for_check, kept.pk))
    return kept


def fields_of(visit: VisitInput, content: Content) -> dict[str, object]:
    """The columns of what a visit says; lists as the canonical content orders them."""
    return {
        "happened_at": visit.happened_at,
        "happened_on": clock.local_date(visit.happened_at),
        "mode": visit.mode,
        "met": [UUID(pk) for pk in content["met"]],
        "met_others": content["met_others"],
        "topics": content["topics"],
        "progress": content["progress"],
        "answers": content["answers"],
        "notes": content["notes"],
        "agreement": content["agreement"],
        "next_visit_on": visit.next_visit_on,
        "latitude": visit.point.latitude if visit.point else None,
        "longitude": visit.point.longitude if visit.point else None,
        "accuracy_m": visit.point.accuracy_m if visit.point else None,
    }


def ask_for_check(visit_id: UUID) -> None:
    """Ask the worker; where the broker does not take it, the visit says that the sweep will do."""
    asked = Visit.objects.filter(pk=visit_id)
    # Counted from the commit: a sweep that began while the visit was being kept has not seen it.
    asked.update(check_asked_at=clock.now())
    if not nudges.send(CHECK_AFTER_VISIT, str(visit_id)):
        asked.update(check_delayed=True)


def _check_consents(visit: VisitInput, household: Household) -> None:
    if visit.point is not None and not is_given(household, ConsentPurpose.GPS):
        raise VisitRefused(_("Lokasi hanya dicatat bila keluarga mengizinkan."))
    if visit.photos and not is_given(household, ConsentPurpose.PHOTO):
        raise VisitRefused(_("Foto hanya disimpan bila keluarga mengizinkan."))


def _keep_photos(kept: Visit, visit: VisitInput) -> None:
    for data in visit.photos:
        keep_photo(kept, data)
