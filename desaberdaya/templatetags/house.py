"""`{% house family_house size="full" %}`: the house picture, the product's face."""

from typing import Any

from django import template

from desaberdaya.house import House, HousePart, LevelHouse, PartKey, PartState
from desaberdaya.house_drawing import GABLE, GLYPH, PICTURE, THATCH, draw

register = template.Library()

SIZES = ("glyph", "card", "picture", "full")


@register.inclusion_tag("components/house.html", name="house")
def house_picture(house: House | LevelHouse, size: str = "full", title: str = "") -> dict[str, Any]:
    """Draw a house.

    `size`: "glyph" (32 px, for lines of a list), "card" (160 px), "picture" (labels inside, parts
    are links) or "full" (the picture and beside it the parts in words). `title` goes before the
    summary that a screen reader hears.
    """
    if size not in SIZES:
        raise ValueError(f"A house has one of the sizes {', '.join(SIZES)}, not {size!r}.")
    parts = draw(house.in_order, GLYPH if size == "glyph" else PICTURE)
    summary = house.summary
    return {
        "parts": parts,
        "size": size,
        "summary": f"{title}: {summary}" if title else summary,
        "headline": house.headline,
        "remainder": house.remainder,
        "labelled": size in {"picture", "full"},
        "listed": size == "full",
        "gable": GABLE,
        "thatch": THATCH,
    }


@register.inclusion_tag("components/house_emblem.html")
def house_emblem() -> dict[str, Any]:
    """The whole house as an ornament, without a family: for the sign-in page."""
    whole = House(tuple(HousePart(key, PartState.MET) for key in PartKey))
    return {"parts": draw(whole.in_order, PICTURE), "gable": GABLE, "thatch": THATCH}
