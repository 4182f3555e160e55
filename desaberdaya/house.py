"""The house picture's data: what a family, a village or a regency has of the nine parts.

Pages in this package build a `House` from what the apps answer and hand it to the template tag
`{% house %}` (templatetags/house.py), which draws it. Parts may come in any order; one that is
not given is drawn as unknown, so that a picture never claims what nobody has looked at.
"""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

Words = str | Promise


class PartKey(StrEnum):
    """The nine parts, in the order in which a house is built and read out."""

    FOUNDATION = "foundation"
    HEALTH = "health"
    SCHOOL = "school"
    WATER = "water"
    SANITATION = "sanitation"
    LIVELIHOOD_1 = "livelihood_1"
    LIVELIHOOD_2 = "livelihood_2"
    SAVINGS = "savings"
    ROOF = "roof"


class PartState(StrEnum):
    MET = "met"
    IN_PROGRESS = "in_progress"
    MISSING = "missing"
    UNKNOWN = "unknown"
    STALE = "stale"
    NOT_APPLICABLE = "not_applicable"


STATE_WORDS: dict[PartState, Words] = {
    PartState.MET: gettext_lazy("utuh"),
    PartState.IN_PROGRESS: gettext_lazy("sedang berjalan"),
    PartState.MISSING: gettext_lazy("belum"),
    PartState.UNKNOWN: gettext_lazy("belum dicek"),
    PartState.STALE: gettext_lazy("perlu dicek ulang"),
    PartState.NOT_APPLICABLE: gettext_lazy("tidak berlaku"),
}

PART_LABELS: dict[PartKey, Words] = {
    PartKey.FOUNDATION: gettext_lazy("Surat & data"),
    PartKey.HEALTH: gettext_lazy("Kesehatan"),
    PartKey.SCHOOL: gettext_lazy("Sekolah"),
    PartKey.WATER: gettext_lazy("Air"),
    PartKey.SANITATION: gettext_lazy("Jamban"),
    PartKey.LIVELIHOOD_1: gettext_lazy("Usaha 1"),
    PartKey.LIVELIHOOD_2: gettext_lazy("Usaha 2"),
    PartKey.SAVINGS: gettext_lazy("Tabungan"),
    PartKey.ROOF: gettext_lazy("Atap"),
}

# What still asks for something, in the order in which the summary says it.
OPEN_STATES = (
    PartState.MISSING,
    PartState.IN_PROGRESS,
    PartState.UNKNOWN,
    PartState.STALE,
)


@dataclass(frozen=True)
class HousePart:
    """One part of a family's house.

    `text` says why in a few words ("2 anggota"); it follows the label in brackets when the
    house is read out. `url` is what is behind the part; without one the part is no link.
    """

    key: PartKey
    state: PartState
    label: Words = ""
    text: Words = ""
    url: str = ""

    @property
    def name(self) -> str:
        return str(self.label or PART_LABELS[self.key])

    @property
    def word(self) -> str:
        return str(STATE_WORDS[self.state])


@dataclass(frozen=True)
class House:
    """A family's house: `parts` as far as they are known."""

    parts: tuple[HousePart, ...]

    @property
    def in_order(self) -> tuple[HousePart, ...]:
        """All nine parts from foundation to roof."""
        given = {part.key: part for part in self.parts}
        return tuple(given.get(key, HousePart(key, PartState.UNKNOWN)) for key in PartKey)

    @property
    def headline(self) -> str:
        """ "7 dari 9 bagian utuh": of the parts that apply to this family."""
        parts = self.parts_that_apply
        whole = sum(part.state == PartState.MET for part in parts)
        return ngettext(
            "%(whole)d dari %(total)d bagian utuh",
            "%(whole)d dari %(total)d bagian utuh",
            len(parts),
        ) % {"whole": whole, "total": len(parts)}

    @property
    def remainder(self) -> str:
        """What is not whole: "belum: kesehatan (2 anggota), atap; belum dicek: air"."""
        said = []
        for state in OPEN_STATES:
            names = [_spoken(part) for part in self.in_order if part.state == state]
            if names:
                said.append(f"{STATE_WORDS[state]}: {', '.join(names)}")
        return "; ".join(said)

    @property
    def summary(self) -> str:
        """What a screen reader hears: "7 dari 9 bagian utuh; belum: kesehatan (2 anggota)"."""
        return "; ".join(said for said in (self.headline, self.remainder) if said)

    @property
    def parts_that_apply(self) -> tuple[HousePart, ...]:
        return tuple(p for p in self.in_order if p.state != PartState.NOT_APPLICABLE)


@dataclass(frozen=True)
class LevelPart:
    """One part of a village's or regency's house, whole in `percent` (0-100) of its families."""

    key: PartKey
    percent: int
    label: Words = ""
    text: Words = ""
    url: str = ""

    @property
    def name(self) -> str:
        return str(self.label or PART_LABELS[self.key])

    @property
    def word(self) -> str:
        return f"{self.percent}%"


@dataclass(frozen=True)
class LevelHouse:
    """The house of many families; a part that is not given is drawn empty, at 0%."""

    parts: tuple[LevelPart, ...]

    @property
    def in_order(self) -> tuple[LevelPart, ...]:
        given = {part.key: part for part in self.parts}
        return tuple(given.get(key, LevelPart(key, 0)) for key in PartKey)

    @property
    def headline(self) -> str:
        """The share of the whole house, the mean of its nine parts."""
        parts = self.in_order
        percent = round(sum(part.percent for part in parts) / len(parts))
        return _("Rumah ini berdiri %(percent)d%%") % {"percent": percent}

    @property
    def remainder(self) -> str:
        """All nine parts with their share: "surat & data 80%, kesehatan 64%, ..."."""
        return ", ".join(f"{_lower_first(part.name)} {part.word}" for part in self.in_order)

    @property
    def summary(self) -> str:
        return f"{self.headline}: {self.remainder}"


def _spoken(part: HousePart) -> str:
    name = _lower_first(part.name)
    return f"{name} ({part.text})" if part.text else name


def _lower_first(words: str) -> str:
    return words[:1].lower() + words[1:]
