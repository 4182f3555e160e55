"""A village's list of fictional families, and the facilitator who visits them.

In each family the head's JKN is not active (a flag) and the partner's is (no flag); the house has
no toilet of its own. A visit turns the first two round: one flag closes, another one opens.
"""

import csv
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from accounts import clock
from tests.resilience.stack import OwnStack

VILLAGE = "52.01.07.2004"
FACILITATOR = "sari"
FOUND = f"""
from accounts.roles import Role
from tests.factories import make_user, make_village
make_user("{FACILITATOR}", Role.FACILITATOR, make_village("{VILLAGE}", "Desa Anggrek"))
"""
COLUMNS = (
    "kode_desa", "no_kk", "nik", "nama", "hubungan", "jenis_kelamin", "tanggal_lahir",
    "keberadaan", "sekolah", "jenjang", "kelas", "desil", "jkn_status", "jkn_segmen", "jkn_cek",
    "bab_fasilitas", "kloset", "tinja", "air_minum", "air_lokasi",
)  # fmt: skip
FAMILIES = """
SELECT household.id::text, max(member.id::text) FILTER (WHERE relation = 1),
       max(member.id::text) FILTER (WHERE relation = 2)
FROM households_household AS household
JOIN households_member AS member ON member.household_id = household.id
GROUP BY household.id ORDER BY household.id
"""


@dataclass(frozen=True, slots=True)
class Family:
    household: str
    head: str
    partner: str


def found_village(stack: OwnStack, families: int) -> list[Family]:
    """Make the tables and the village; load its list and enrol it as an administrator would."""
    stack.manage("migrate", "--verbosity", "0")
    stack.manage("shell", "--verbosity", "0", "--command", FOUND)
    path = stack.home / "daftar.csv"
    _write(path, families)
    enrol = (clock.today() - timedelta(days=40)).isoformat()
    stack.manage("import_households", path, "--enrol", enrol)
    found = [Family(*row) for row in stack.ask(FAMILIES)]
    assert len(found) == families
    return found


def _write(path: Path, families: int) -> None:
    checked = (clock.today() - timedelta(days=5)).isoformat()
    with path.open("w", newline="") as file:
        lines = csv.writer(file)
        lines.writerow(COLUMNS)
        for number in range(1, families + 1):
            kk = f"52010702062{number:05d}"
            house = ("3", "1", "1") if number % 2 else ("1", "1", "2")
            water = ("7", "1") if number % 3 else ("4", "1")
            for relation, sex, born, schooling, jkn in (
                ("1", "L", "1980-05-01", ("3", "", ""), ("inactive", "pbi_apbn", checked)),
                ("2", "P", "1984-07-02", ("3", "", ""), ("active", "pbi_apbn", checked)),
                ("3", "L", "2014-03-03", ("2", "3", "5"), ("", "", "")),
            ):
                nik = f"520107{born[8:]}{born[5:7]}{born[2:4]}{number:04d}"
                name = f"Contoh {number} {relation}"
                lines.writerow(
                    [VILLAGE, kk, nik, name, relation, sex, born, "1", *schooling, "2", *jkn,
                     *house, *water]
                )  # fmt: skip
