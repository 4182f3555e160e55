"""How demo families live with their toilet and water: one kind for each row S1-S11, W1-W12."""

from typing import Any

from households.codes import (
    Closet,
    Disposal,
    Emptied,
    ExcretaDistance,
    Toilet,
    WaterPlace,
    WaterSource,
)

Facts = dict[str, Any]

OWN_TOILET: Facts = {
    "toilet": Toilet.OWN,
    "closet": Closet.GOOSENECK,
    "disposal": Disposal.SEPTIC_TANK,
    "emptied": Emptied.NEVER,
}

# The household's own fact `open_defecation` travels with the toilet and is taken out when written.
SANITATION: tuple[tuple[Facts, int], ...] = (
    ({"toilet": Toilet.NONE, "open_defecation": True}, 9),
    ({"toilet": Toilet.UNUSED, "open_defecation": True}, 2),
    ({**OWN_TOILET, "open_defecation": True}, 1),
    ({}, 6),
    ({"toilet": Toilet.PUBLIC, "open_defecation": False}, 4),
    ({**OWN_TOILET, "disposal": Disposal.WATER_BODY}, 7),
    ({**OWN_TOILET, "closet": Closet.PIT, "disposal": Disposal.PIT}, 7),
    ({**OWN_TOILET, "closet": Closet.OPEN_SLAB}, 4),
    ({"toilet": Toilet.OWN, "closet": Closet.GOOSENECK}, 7),
    ({**OWN_TOILET, "disposal": Disposal.PIT}, 12),
    ({**OWN_TOILET, "toilet": Toilet.SHARED, "open_defecation": False}, 14),
    ({**OWN_TOILET, "emptied": Emptied.TREATED}, 2),
    ({**OWN_TOILET, "open_defecation": False}, 25),
)

WELL: Facts = {
    "drinking_water": WaterSource.PROTECTED_WELL,
    "water_place": WaterPlace.IN_YARD,
    "excreta_distance": ExcretaDistance.FAR,
    "runs_dry": False,
}

WATER: tuple[tuple[Facts, int], ...] = (
    ({}, 6),
    ({"drinking_water": WaterSource.SURFACE, "water_place": WaterPlace.ELSEWHERE}, 3),
    ({**WELL, "drinking_water": WaterSource.UNPROTECTED_WELL}, 9),
    ({**WELL, "drinking_water": WaterSource.UNPROTECTED_SPRING}, 6),
    ({"drinking_water": WaterSource.TANKER, "water_place": WaterPlace.IN_YARD}, 5),
    ({"drinking_water": WaterSource.REFILL}, 4),
    ({"drinking_water": WaterSource.REFILL, "other_water": WaterSource.SURFACE}, 4),
    ({"drinking_water": WaterSource.PROTECTED_SPRING, "water_place": WaterPlace.ELSEWHERE}, 4),
    (
        {
            "drinking_water": WaterSource.PROTECTED_SPRING,
            "water_place": WaterPlace.ELSEWHERE,
            "water_minutes": 50,
        },
        7,
    ),
    ({**WELL, "runs_dry": True}, 8),
    ({**WELL, "excreta_distance": ExcretaDistance.NEAR}, 6),
    ({**WELL, "drinking_water": WaterSource.PDAM, "water_passed_test": True}, 3),
    ({**WELL, "drinking_water": WaterSource.PAMDES}, 18),
    (WELL, 17),
)

TOILET_NAMES = ("toilet", "closet", "disposal", "emptied")


def before_the_toilet_was_built() -> Facts:
    """What stood there before the programme: the facts a visit then changes."""
    return {"toilet": Toilet.NONE, "closet": None, "disposal": None, "emptied": None}


def before_the_pipe_came() -> Facts:
    return {"drinking_water": WaterSource.UNPROTECTED_WELL}


def is_whole(facts: Facts) -> bool:
    """A toilet of one's own or shared that the tables call decent."""
    return (
        facts.get("closet") == Closet.GOOSENECK
        and facts.get("disposal") == Disposal.SEPTIC_TANK
        and facts.get("toilet") in {Toilet.OWN, Toilet.SHARED}
        and not facts.get("open_defecation")
    )
