"""Pages that read across the apps: each role's start, a family, the caseload table, the desk."""

from typing import Any

from entitlements.services import evaluate_household
from tests.access.matrix import SIGN_IN, Row, World, expect

ELSEWHERE = {"budi": 404, "joko": 404, "tamu": 404}
OFFICERS = {"ratna": 200, "joko": 200, "admin": 200}


def household(world: World) -> dict[str, Any]:
    return {"pk": world.household.pk}


def flagged_household(world: World) -> dict[str, Any]:
    """Its member's JKN status was never asked: row H4, which the health desk sees."""
    evaluate_household(world.household.pk)
    return {"pk": world.household.pk}


def flagged_member(world: World) -> dict[str, Any]:
    evaluate_household(world.household.pk)
    return {"pk": world.member.pk}


ROWS = [
    Row("home", get=expect(SIGN_IN)),
    Row("today", get=expect(sari=200, budi=200, tamu=200)),
    Row(
        "household_detail",
        get=expect(sari=200, ratna=200, admin=200, **ELSEWHERE),
        arguments=household,
    ),
    Row("caseload_list", get=expect(**OFFICERS)),
    Row("caseload_rows", get=expect(**OFFICERS), arguments=lambda world: {"measure": "families"}),
    Row("desk_queue", get=expect(dewi=200, guntur=200)),
    Row("desk_household", get=expect(dewi=200, guntur=404), arguments=flagged_household),
    Row(
        "desk_reveal_nik",
        get=expect(dewi=200, guntur=404),
        post=expect(dewi=200, guntur=404),
        arguments=flagged_member,
        data=lambda world: {"reason": "Mengecek kepesertaan di SIKS-NG"},
    ),
    Row("health", get=expect(200, anonymous=200)),
]
