"""Where a family lives and how it is reached, ready to be tapped on a phone."""

from dataclasses import dataclass

from households.models import Household
from households.queries.family import neighbours

INDONESIA = "62"


@dataclass(frozen=True, slots=True)
class Address:
    lines: list[str]
    phone: str
    tel_url: str
    whatsapp_url: str
    geo_url: str  # opens the phone's own map; '' without a point
    map_url: str
    language: str
    neighbours: list[str]


def address_of(household: Household) -> Address:
    """Two queries at most beyond a household with its dwelling and village."""
    house = household.dwelling
    lines = [
        house.address,
        house.dusun,
        f"RT {house.rt}" if house.rt else "",
        f"RW {house.rw}" if house.rw else "",
        household.village.name,
    ]
    point = f"{house.latitude},{house.longitude}" if house.latitude is not None else ""
    number = international(household.phone)
    return Address(
        lines=[line for line in lines if line],
        phone=household.phone,
        tel_url=f"tel:+{number}" if number else "",
        whatsapp_url=f"https://wa.me/{number}" if number else "",
        geo_url=f"geo:{point}?q={point}" if point else "",
        map_url=_map(point),
        language=household.language,
        neighbours=neighbours(house, household),
    )


def _map(point: str) -> str:
    if not point:
        return ""
    latitude, longitude = point.split(",")
    return f"https://www.openstreetmap.org/?mlat={latitude}&mlon={longitude}&zoom=17"


def international(phone: str) -> str:
    """Digits with the country's code, as tel: and wa.me take them; '' without a number."""
    digits = "".join(char for char in phone if char.isdigit())
    return INDONESIA + digits[1:] if digits.startswith("0") else digits
