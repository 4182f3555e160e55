"""Invented names: people called after flowers, trees, stars and winds of the islands.

They sound like Lombok, Sumbawa and Bima, and belong to nobody: a family is known by its demo
number (NIK and No. KK begin with 99, which is no province) and its address says "contoh".
"""

import random
from dataclasses import dataclass, field

from desaberdaya.demo.places import Tongue

WOMEN = (
    "Anggrek", "Cempaka", "Dahlia", "Delima", "Embun", "Gelombang", "Intan", "Jingga", "Kantil",
    "Kasturi", "Kecubung", "Kemuning", "Kenanga", "Kirana", "Lembayung", "Mawar", "Mega", "Melati",
    "Mutiara", "Nirmala", "Padma", "Pelangi", "Permata", "Purnama", "Puspa", "Rembulan", "Senja",
    "Seroja", "Suasa", "Tanjung", "Teratai", "Wangi",
)  # fmt: skip
MEN = (
    "Angin", "Bahari", "Bayu", "Bintang", "Cakrawala", "Elang", "Fajar", "Gading", "Gunung",
    "Guntur", "Jati", "Karang", "Kelana", "Langit", "Laut", "Lintang", "Mentari", "Merapi",
    "Nuri", "Pandan", "Pasir", "Rajawali", "Rimba", "Sagara", "Samudra", "Satria", "Sungai",
    "Surya", "Tambora", "Teduh", "Wana", "Waringin",
)  # fmt: skip
SECOND = (
    "Pagi", "Sore", "Timur", "Barat", "Utara", "Selatan", "Rinjani", "Segara", "Moyo", "Sangeang",
    "Sembalun", "Narmada", "Lumbung", "Ladang", "Kebun", "Telaga", "Bukit", "Lembah", "Muara",
    "Tanjung", "Gili", "Subuh", "Biru", "Putih", "Hijau", "Emas", "Perak", "Tenang", "Jernih",
)  # fmt: skip

# How an older person is called, man and woman; the young carry their name alone.
ELDER_TITLES: dict[Tongue, tuple[str, str]] = {
    "sasak": ("Papuq", "Papuq"),
    "samawa": ("Papin", "Papin"),
    "mbojo": ("Ompu", "Wa'i"),
}
PARENT_TITLES: dict[Tongue, tuple[str, str]] = {
    "sasak": ("Amaq", "Inaq"),
    "samawa": ("Bapak", "Ina"),
    "mbojo": ("Ama", "Ina"),
}


@dataclass(slots=True)
class Names:
    """Names of one tongue; the same seed gives the same people."""

    tongue: Tongue
    rng: random.Random
    _used: set[str] = field(default_factory=set)

    def adult(self, *, woman: bool, old: bool) -> str:
        titles = (ELDER_TITLES if old else PARENT_TITLES)[self.tongue]
        return f"{titles[woman]} {self.plain(woman=woman)}"

    def plain(self, *, woman: bool) -> str:
        """A name that nobody in this village carries yet, as far as there are such."""
        name = ""
        for _ in range(20):
            name = f"{self.rng.choice(WOMEN if woman else MEN)} {self.rng.choice(SECOND)}"
            if name not in self._used:
                break
        self._used.add(name)
        return name
