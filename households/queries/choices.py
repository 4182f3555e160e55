"""What the lists and forms of a person offer to choose from: only what lies in their sight."""

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from accounts.models import User
from households.access import facilitators_for, own_caseload, unassigned_for, villages_for
from households.models import Household
from households.models.enrolment import TRANSITIONS, State
from households.queries.listing import FREE, NOBODY

Choices = list[tuple[str, str]]


def village_choices(user: User) -> Choices:
    """The person's villages, by code."""
    return [(row.code, row.name) for row in villages_for(user).only("code", "name")]


def facilitator_choices(user: User) -> Choices:
    return [(str(pk), name) for pk, name in facilitators_for(user).values_list("pk", "name")]


def filter_choices(user: User, village: str, part: str) -> dict[str, Choices]:
    """The choices of each filter of the list; [] where a filter makes no sense to the person."""
    listed = Household.objects.filter(village=OuterRef("pk"))
    villages = villages_for(user).filter(Exists(listed)).values_list("code", "name", "cohort")
    cohorts = sorted({cohort for _pk, _name, cohort in villages if cohort})
    several = len(villages) > 1
    return {
        "village": [(code, name) for code, name, _cohort in villages] if several else [],
        "dusun": _dusuns(user, village, part),
        "state": [(state.value, str(state.label)) for state in State],
        "facilitator": [] if user.is_facilitator else _carers(user),
        "cohort": [(str(year), str(year)) for year in cohorts] if len(cohorts) > 1 else [],
    }


def _carers(user: User) -> Choices:
    return [(NOBODY, _("Belum ada pendamping")), *facilitator_choices(user)]


def _dusuns(user: User, village: str, part: str) -> Choices:
    """Of the chosen village; a facilitator's, of the whole list, for it is short."""
    if user.is_facilitator:
        rows = unassigned_for(user) if part == FREE else own_caseload(user)
    elif village:
        rows = Household.objects.filter(village__in=villages_for(user).filter(code=village))
    else:
        return []
    names = rows.exclude(dwelling__dusun="").values_list("dwelling__dusun", flat=True)
    return [(name, name) for name in names.order_by("dwelling__dusun").distinct()]


# What begins, lengthens or ends a plan is done where plans are known.
ELSEWHERE = frozenset({State.ENROLLED, State.EXTENDED, State.GRADUATED, State.EXITED})


def next_states(state: str) -> Choices:
    """The states that a facilitator may move a household to from this one."""
    following = TRANSITIONS[state] - ELSEWHERE
    return [(then.value, str(then.label)) for then in State if then in following]
