"""Move a household from one enrolment state to the next, dated, reasoned, by whom."""

from datetime import date

from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Least
from django.utils.translation import gettext as _

from accounts import clock
from accounts.audit import record_audit
from accounts.models import User
from households.models import EnrolmentState, Household
from households.models.enrolment import TRANSITIONS, State

BEFORE_ENROLMENT = frozenset({State.CANDIDATE, State.VERIFIED})


class StateRefused(Exception):
    """The move is not allowed; the message says why, for a person to read."""


def state_of(household: Household) -> EnrolmentState:
    """The state the household is in now."""
    return EnrolmentState.objects.get(household=household, valid_to=None)


@transaction.atomic
def begin_as_candidate(
    *, actor: User, household: Household, on: date, reason: str
) -> EnrolmentState:
    """The first state of a new household."""
    return EnrolmentState.objects.create(
        household=household,
        state=State.CANDIDATE,
        valid_from=on,
        reason=reason,
        recorded_at=clock.now(),
        recorded_by=actor,
    )


@transaction.atomic
def change_state(
    *,
    actor: User,
    household: Household,
    state: State,
    on: date,
    reason: str = "",
    alternative_track: bool | None = None,
) -> EnrolmentState:
    """Close the current state on `on` and open the next; a repeat of the same move is no move.

    A move may be dated before the day a candidate was listed or verified (the list came in late):
    those states then end on that day, or shrink to nothing on it, and still say when they were
    recorded.
    Raises StateRefused.
    """
    Household.objects.select_for_update().get(pk=household.pk)
    current = state_of(household)
    if current.state == state:
        return current
    _check(current, state, on)
    if on < current.valid_from:
        _pull_back(household, on)
        current.valid_from = on
    current.valid_to = on
    current.save(update_fields=["valid_from", "valid_to"])
    track = current.alternative_track if alternative_track is None else alternative_track
    opened = EnrolmentState.objects.create(
        household=household,
        state=state,
        valid_from=on,
        reason=reason,
        alternative_track=track,
        recorded_at=clock.now(),
        recorded_by=actor,
    )
    said = {"on": on.isoformat(), "reason": reason}
    record_audit(actor=actor, action=f"enrolment.{state}", subject=household, **said)
    return opened


def _check(current: EnrolmentState, state: State, on: date) -> None:
    if state not in TRANSITIONS[current.state]:
        raise StateRefused(
            _("Keluarga ini berstatus “%(now)s”; belum bisa menjadi “%(then)s”.")
            % {"now": State(current.state).label, "then": state.label}
        )
    if on > clock.today():
        raise StateRefused(_("Tanggal berlaku tidak boleh di masa depan."))
    if on < current.valid_from and current.state not in BEFORE_ENROLMENT:
        raise StateRefused(
            _("Tanggal berlaku tidak boleh sebelum %(date)s, saat status sekarang dimulai.")
            % {"date": current.valid_from.isoformat()}
        )


def _pull_back(household: Household, on: date) -> None:
    reaching = EnrolmentState.objects.filter(household=household, valid_to__gt=on)
    if reaching.exclude(state__in=BEFORE_ENROLMENT).exists():
        raise StateRefused(_("Tanggal berlaku bertumpuk dengan pendampingan sebelumnya."))
    reaching.update(valid_from=Least("valid_from", Value(on)), valid_to=on)
