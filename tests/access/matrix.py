"""The shape of a row of the access matrix, and the world its URLs point into."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from households.models import Household, Member
from households.models.enrolment import State
from tests.cast import Cast, make_cast
from tests.factories import make_household, make_member

PEOPLE = ("anonymous", "sari", "budi", "ratna", "joko", "dewi", "guntur", "admin", "tamu")
SIGN_IN = 302  # the signed-out are sent to the sign-in page


@dataclass
class World:
    """Village A's enrolled household, assigned to Sari; Village B's, assigned to Budi."""

    cast: Cast
    household: Household
    member: Member
    other: Household


def make_world() -> World:
    cast = make_cast()
    household = make_household(cast.village_a, facilitator=cast.sari, state=State.ENROLLED)
    member = make_member(household, "Contoh Kepala", relation=1, nik="5201010101010001")
    other = make_household(cast.village_b, facilitator=cast.budi, state=State.ENROLLED)
    make_member(other, "Contoh Lain", relation=1)
    return World(cast, household, member, other)


Expect = Mapping[str, int]


def expect(default: int = 403, /, **statuses: int) -> Expect:
    """The status for each person: `default` for whom no other is named, 302 for the signed-out."""
    unknown = statuses.keys() - set(PEOPLE)
    assert not unknown, unknown
    return {person: statuses.get(person, default) for person in PEOPLE} | {
        "anonymous": statuses.get("anonymous", SIGN_IN)
    }


@dataclass(frozen=True)
class Row:
    """One URL. A method without expectation must answer 405 to whoever may reach the URL.

    `arguments` makes the URL's kwargs from the world (and any row it needs there); `data` makes the
    body of a POST, which is valid: what it must not do is pass for whoever may not.
    """

    name: str
    get: Expect | None = None
    post: Expect | None = None
    arguments: Callable[[World], dict[str, Any]] = field(default=lambda world: {})
    data: Callable[[World], dict[str, Any]] = field(default=lambda world: {})
    query: str = ""
