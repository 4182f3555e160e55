"""A flag is seen with its household or over its agency's desk; the rules by everybody at work."""

from typing import Any

from entitlements.services import evaluate_household
from tests.access.matrix import Row, World, expect


def a_flag_of_village_a(world: World) -> dict[str, Any]:
    """The health flag of the matrix household's member."""
    evaluate_household(world.household.pk)
    return {"pk": world.household.flags.get(entitlement="KIS").pk}


ROWS = [
    Row(
        "flag_detail",
        get=expect(404, sari=200, ratna=200, dewi=200, admin=200),
        arguments=a_flag_of_village_a,
    ),
    Row("rule_list", get=expect(200)),
]
