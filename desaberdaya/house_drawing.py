"""Where each part of the house lies: a Sasak lumbung on its stone base, front view.

The rice barn keeps a family's savings behind the window of its gable; its posts carry the disc
that keeps mice away (jelepreng). Coordinates are those of the viewBox: 320 x 322 for the picture,
32 x 32 for the glyph, drawn apart because a shrunken picture turns to mud.
"""

from dataclasses import dataclass

from desaberdaya.house import PART_LABELS, HousePart, LevelPart, PartKey, PartState


@dataclass(frozen=True)
class Shape:
    """The outline of one part; `top` and `bottom` bound what can be filled to a level."""

    path: str
    top: float
    bottom: float
    label_x: float = 160
    label_y: float = 0
    icon: str = ""
    icon_x: float = 0
    icon_y: float = 0
    turned: bool = False

    @property
    def is_stacked(self) -> bool:
        """The icon lies above the label, so that a number can take its place."""
        return bool(self.icon) and not self.turned and self.icon_y < self.label_y - 30

    @property
    def card_icon(self) -> str:
        """Where the icon goes at 160 px, where nothing is written: larger, in the middle."""
        if self.turned:
            return f"translate({self.icon_x} {self.icon_y})"
        middle = (self.top + self.bottom) / 2
        centre = self.label_x if self.is_stacked else 160
        return f"translate({centre - 18} {middle - 18}) scale(1.5)"

    def fill_top(self, fraction: float) -> float:
        """The y above which nothing is filled when `fraction` (0-1) of the height is."""
        return round(self.bottom - (self.bottom - self.top) * fraction, 1)


ICON_CARD = "M3 6h18v12H3zM9 9a1.7 1.7 0 1 0 .01 0M6 15.5c.7-2 5.3-2 6 0M14.5 10H18M14.5 13.5H18"
ICON_HEART = "M12 20S4 15 4 9a4 4 0 0 1 8-1.5A4 4 0 0 1 20 9c0 6-8 11-8 11ZM12 9.7v5M9.5 12.2h5"
ICON_BOOK = "M12 7c-2-1.6-4.6-2-8-2v13c3.4 0 6 .4 8 2 2-1.6 4.6-2 8-2V5c-3.4 0-6 .4-8 2Zm0 0v13"
ICON_DROP = "M12 3c3.5 4.4 6 7.4 6 10.5a6 6 0 0 1-12 0C6 10.4 8.5 7.4 12 3ZM9 14a3 3 0 0 0 2.5 3"
ICON_TOILET = "M6 11V4h3v7M4 11h16c0 3.6-2 6-5 6.8V21H8v-3.5C5.5 16.5 4 14.2 4 11Z"
ICON_SPROUT = (
    "M12 20v-8M12 13c0-4.5-3-6.5-8-6.5 0 4.5 3 6.5 8 6.5ZM12 11c0-4 2.6-6 8-6 0 4-2.6 6-8 6Z"
)

ICON_COINS = "M4 7c0-4 16-4 16 0s-16 4-16 0ZM4 7v5c0 4 16 4 16 0V7M4 12v5c0 4 16 4 16 0v-5"

ROOF_OUTER = (
    "M160 3c14 0 27 4 39 12 17 11 30 27 39 45 12 25 24 47 46 61 11 7 21 10 30 12v13H6v-13"
    "c9-2 19-5 30-12 22-14 34-36 46-61 9-18 22-34 39-45 12-8 25-12 39-12Z"
)
GABLE = "M78 146c13-14 22-30 28-48 9-26 28-42 54-42s45 16 54 42c6 18 15 34 28 48Z"
# Courses of thatch, only seen on a roof that carries a fill.
THATCH = (
    "M102 38c36-28 80-28 116 0M88 64c14-24 38-40 72-40s58 16 72 40"
    "M72 96c8-12 14-26 20-40M248 96c-8-12-14-26-20-40M44 126c24-8 44-34 58-72"
    "M276 126c-24-8-44-34-58-72M72 140c12-12 22-28 30-48M248 140c-12-12-22-28-30-48"
)

PICTURE: dict[PartKey, Shape] = {
    PartKey.FOUNDATION: Shape(
        "M14 276H306V293H318V318H2V293H14Z", 276, 318, 172, 302, ICON_CARD, 94, 285
    ),
    PartKey.HEALTH: Shape("M60 162H157V214H60Z", 162, 214, 108.5, 206, ICON_HEART, 96.5, 165),
    PartKey.SCHOOL: Shape("M163 162H260V214H163Z", 162, 214, 211.5, 206, ICON_BOOK, 199.5, 165),
    PartKey.WATER: Shape("M60 220H157V272H60Z", 220, 272, 108.5, 264, ICON_DROP, 96.5, 223),
    PartKey.SANITATION: Shape(
        "M163 220H260V272H163Z", 220, 272, 211.5, 264, ICON_TOILET, 199.5, 223
    ),
    PartKey.LIVELIHOOD_1: Shape(
        "M14 154H56L50 162V272H20V162Z", 154, 272, 41, 226, ICON_SPROUT, 23, 166, turned=True
    ),
    PartKey.LIVELIHOOD_2: Shape(
        "M264 154H306L300 162V272H270V162Z", 154, 272, 291, 226, ICON_SPROUT, 273, 166, turned=True
    ),
    PartKey.SAVINGS: Shape(
        "M116 142V103q0-20 44-20t44 20V142Z", 83, 142, 160, 133, ICON_COINS, 148, 91
    ),
    PartKey.ROOF: Shape(ROOF_OUTER + GABLE, 3, 146, 160, 38),
}

GLYPH: dict[PartKey, Shape] = {
    PartKey.FOUNDATION: Shape("M2.5 27.5H29.5V29H31V31.5H1V29H2.5Z", 27, 31.5),
    PartKey.HEALTH: Shape("M8.5 16H15.5V20.5H8.5Z", 16, 20.5),
    PartKey.SCHOOL: Shape("M16.5 16H23.5V20.5H16.5Z", 16, 20.5),
    PartKey.WATER: Shape("M8.5 21.5H15.5V26H8.5Z", 21.5, 26),
    PartKey.SANITATION: Shape("M16.5 21.5H23.5V26H16.5Z", 21.5, 26),
    PartKey.LIVELIHOOD_1: Shape("M3.5 16H7V26H3.5Z", 16, 26),
    PartKey.LIVELIHOOD_2: Shape("M25 16H28.5V26H25Z", 16, 26),
    PartKey.SAVINGS: Shape("M13 13.5V10.5q0-2 3-2t3 2V13.5Z", 8.5, 13.5),
    PartKey.ROOF: Shape(
        "M16 .7c5 0 7 3 8.3 6.3 1.5 4 3.7 6.2 7.2 7V14.8H.5V14c3.5-.8 5.7-3 7.2-7"
        "C9 3.7 11 .7 16 .7ZM9.5 14.8H22.5c-1.7-2-2.2-8.3-6.5-8.3s-4.8 6.3-6.5 8.3Z",
        0.7,
        14.8,
    ),
}


@dataclass(frozen=True)
class DrawnPart:
    """What the template needs of one part, computed."""

    part: HousePart | LevelPart
    shape: Shape
    look: str
    fill_top: float | None  # None: the whole outline carries the fill

    @property
    def short(self) -> str:
        """The label that fits into the picture."""
        return str(PART_LABELS[self.part.key])

    @property
    def is_level(self) -> bool:
        return isinstance(self.part, LevelPart)

    @property
    def label_y(self) -> float:
        """A pillar that carries its share besides its name has its words in its middle."""
        if self.is_level and self.shape.turned:
            return (self.shape.top + self.shape.bottom) / 2
        return self.shape.label_y

    @property
    def fill_height(self) -> float:
        return round(self.shape.bottom - self.fill_top, 1) if self.fill_top is not None else 0


def draw(parts: tuple[HousePart | LevelPart, ...], shapes: dict[PartKey, Shape]) -> list[DrawnPart]:
    """The parts with their outlines, from foundation to roof."""
    return [_drawn(part, shapes[part.key]) for part in parts]


def _drawn(part: HousePart | LevelPart, shape: Shape) -> DrawnPart:
    if isinstance(part, LevelPart):
        return DrawnPart(part, shape, "level", shape.fill_top(part.percent / 100))
    half = part.state == PartState.IN_PROGRESS
    look = part.state.value.replace("_", "-")
    return DrawnPart(part, shape, look, shape.fill_top(0.5) if half else None)
