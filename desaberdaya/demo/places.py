"""Where the demo happens: real villages of the programme (programme.md, section 1), no real people.

The names of the hamlets are invented, as is everything that lies in them.
"""

from dataclasses import dataclass
from typing import Literal

Tongue = Literal["sasak", "samawa", "mbojo"]


@dataclass(frozen=True, slots=True)
class DemoVillage:
    code: str
    tongue: Tongue
    area_class: str | None  # None: not known yet, which row S6 asks about
    caseloads: tuple[int, ...]  # the families of each of its facilitators
    unassigned: int  # candidates that nobody accompanies yet
    latitude: float
    longitude: float
    hamlets: tuple[str, ...]


VILLAGES = (
    DemoVillage("52.01.07.2004", "sasak", "rural", (42, 24), 5, -8.86, 115.98,
                ("Kayu Contoh", "Batu Contoh", "Pantai Contoh")),
    DemoVillage("52.02.11.2002", "sasak", "rural", (26, 22), 4, -8.73, 116.23,
                ("Sawah Contoh", "Lumbung Contoh", "Bale Contoh")),
    DemoVillage("52.08.04.2006", "sasak", "rural", (25, 21), 4, -8.31, 116.40,
                ("Hutan Contoh", "Air Contoh")),
    DemoVillage("52.71.01.1013", "sasak", "urban", (24, 20), 4, -8.56, 116.07,
                ("Lingkungan Contoh Utara", "Lingkungan Contoh Selatan")),
    DemoVillage("52.04.12.2003", "samawa", None, (22, 20), 4, -8.60, 117.65,
                ("Orong Contoh", "Labuh Contoh")),
    DemoVillage("52.06.08.2008", "mbojo", "rural", (22, 20), 4, -8.55, 118.62,
                ("Doro Contoh", "Uma Contoh")),
)  # fmt: skip

# The families that are loaded here by hand (the OpenSID sample file) find a facilitator at once.
SENGGIGI = "52.01.14.2006"

COHORT = 2026
