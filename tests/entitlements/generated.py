"""Households by the thousand, with every boundary date and every fact missing now and then."""

import random
from dataclasses import dataclass
from datetime import date, timedelta
from types import SimpleNamespace as Facts
from typing import Any

from accounts import clock
from accounts.models import Region
from households.identity import new_id
from households.models import Dwelling, EnrolmentState, Household, Member
from tests.entitlements import plain_reading as plain
from tests.factories import make_village, system_account

AGES = (0, 1, 3, 4, 5, 6, 7, 8, 16, 17, 18, 19, 20, 21, 22, 23, 40)
NEWBORN_DAYS = (0, 1, 27, 28, 29, 30, 58, 59, 60, 61, 62, 88, 89, 90, 91, 92, 93, 94)


@dataclass(frozen=True)
class Home:
    household: Household
    dwelling: Dwelling
    village: Region
    members: list[Member]
    states: list[EnrolmentState]


class Drawer:
    """Draws facts for a day `on`; the same seed draws the same."""

    def __init__(self, on: date, seed: int) -> None:
        self.on = on
        self.random = random.Random(f"{on} {seed}")
        self.by = system_account()
        self.serial = 0
        self.seed = seed
        self.villages = [
            make_village("52.01.07.2004", "Desa Satu", area_class="rural"),
            make_village("52.71.04.1003", "Desa Dua", area_class="urban"),
            make_village("52.08.04.2006", "Desa Tiga", area_class=None),
        ]

    def one(self, *values: Any, missing: float = 0.15) -> Any:
        return None if self.random.random() < missing else self.random.choice(values)

    def yes_no(self) -> bool | None:
        return self.random.choice((True, False, None))

    def near(self, day: date) -> date:
        return day + timedelta(days=self.random.choice((-2, -1, 0, 1, 2)))

    def birthday(self) -> date | None:
        kind = self.random.random()
        if kind < 0.06:
            return None
        if kind < 0.5:
            year = self.on.year - self.random.choice(AGES)
            try:
                return self.near(self.on.replace(year=year))
            except ValueError:
                return self.near(date(year, 3, 1))
        if kind < 0.7:
            return self.on - timedelta(days=self.random.choice(NEWBORN_DAYS))
        if kind < 0.8:
            return date(self.random.choice((2004, 2008, 2012, 2016, 2020, 2024)), 2, 29)
        return self.on - timedelta(days=self.random.randrange(0, 30 * 365))

    def member(self, household: Household) -> Member:
        self.serial += 1
        nik_state = self.random.choices(("well_formed", "malformed", "missing"), (8, 1, 2))[0]
        there = nik_state != "missing"
        return Member(
            id=new_id(),
            household=household,
            name=f"Contoh {self.serial}",
            name_key=f"CONTOH {self.serial}",
            nik_state=nik_state,
            nik_sealed=b"sealed" if there else None,
            nik_hash=f"{self.on} {self.seed} {self.serial}" if there else None,
            nik_matched=self.random.choice((True, True, None, False)),
            birth_date=self.birthday(),
            presence=self.random.choice((None, 1, 1, 1, 1, 5, 2, 3, 4, 6)),
            schooling=self.one(1, 2, 2, 2, 2, 3),
            level=self.one(*range(23), 0, 0, 3, 3, 3),
            grade=self.one(1, 1, 2, 6, missing=0.2),
            certificate=self.one(*range(1, 24), 23, 23, 23, 23, 23, 3, 3, 3, 3, 3, 3),
            nisn=self.one("0012345678", "0012345678", "12345", "001234567x", "00123456789"),
            mother_name=self.one("Ibu Contoh"),
            pip_status=self.one(
                "not_proposed", "proposed", "nominated", "nominated", "account_active",
                "disbursed", "cancelled",
            ),
            pip_year=self.one(
                self.on.year, self.on.year, self.on.year, self.on.year - 1, self.on.year + 1
            ),
            pip_deadline=self.one(*(self.on + timedelta(days=n) for n in (-1, 0, 29, 30, 31, 90))),
            jkn_status=self.one("unregistered", "active", "active", "inactive", "inactive"),
            jkn_segment=self.one("pbi_apbn", "pbi_apbn", "pbpu_pemda", "ppu", "pbpu_mandiri", "bp"),
            jkn_checked_on=self.one(*(self.on - timedelta(days=n) for n in (0, 29, 30, 31, 200))),
            needs_care=self.yes_no(),
            created_at=clock.now(),
        )  # fmt: skip

    def dwelling(self) -> Dwelling:
        return Dwelling(
            id=new_id(),
            toilet=self.one(1, 1, 1, 2, 3, 4, 5, 6),
            closet=self.one(1, 1, 1, 2, 3, 4),
            disposal=self.one(1, 1, 2, 3, 4, 4, 5, 6),
            emptied=self.one(1, 2, 3, 8),
            drinking_water=self.one(*range(1, 14), 1, 2),
            other_water=self.one(*range(1, 14)),
            water_place=self.one(1, 2, 3),
            water_minutes=self.one(0, 29, 30, 31, 90, missing=0.4),
            excreta_distance=self.one(1, 2, 3),
            runs_dry=self.random.choice((True, False, False, None)),
            water_passed_test=self.yes_no(),
        )

    def states(self, household: Household) -> list[EnrolmentState]:
        """Mostly enrolled on the day; sometimes from it, until it, or not."""
        on, day = self.on, timedelta(days=1)
        since, last = on - 400 * day, on - 30 * day
        periods = self.random.choices(
            (
                [("enrolled", since, None)],
                [("enrolled", since, last), ("extended", last, None)],
                [("enrolled", on, None)],
                [("enrolled", since, on + day)],
                [("enrolled", since, on)],
                [("enrolled", since, last), ("graduated", last, None)],
                [("candidate", since, None)],
                [("verified", since, on), ("enrolled", on, on)],
            ),
            (12, 2, 1, 1, 1, 1, 1, 1),
        )[0]
        return [
            EnrolmentState(
                household=household, state=state, valid_from=start, valid_to=end,
                recorded_at=clock.now(), recorded_by=self.by,
            )
            for state, start, end in periods
        ]  # fmt: skip

    def home(self, dwelling: Dwelling) -> Home:
        village = self.random.choice(self.villages)
        household = Household(
            id=new_id(),
            village=village,
            dwelling=dwelling,
            desil=self.one(*range(11)),
            open_defecation=self.random.choice((True, False, False, False, None, None)),
            created_at=clock.now(),
            created_by=self.by,
        )
        members = [self.member(household) for _ in range(self.random.randrange(0, 5))]
        return Home(household, dwelling, village, members, self.states(household))


def draw(on: date, households: int, seed: int = 1) -> list[Home]:
    """So many households in the database; now and then two share one dwelling."""
    drawer = Drawer(on, seed)
    homes: list[Home] = []
    for number in range(households):
        shared = number % 10 == 9
        homes.append(drawer.home(homes[-1].dwelling if shared else drawer.dwelling()))
    Dwelling.objects.bulk_create({home.dwelling.id: home.dwelling for home in homes}.values())
    Household.objects.bulk_create(home.household for home in homes)
    EnrolmentState.objects.bulk_create(state for home in homes for state in home.states)
    Member.objects.bulk_create(member for home in homes for member in home.members)
    return homes


Expected = dict[tuple[str, Any], plain.Reading]


def read(homes: list[Home], on: date) -> Expected:
    """What the plain reading says of everybody who is enrolled on the day."""
    expected: Expected = {}
    for home in homes:
        if not any(_enrolls(state, on) for state in home.states):
            continue
        h, d = _facts(home.household), _facts(home.dwelling)
        key = home.household.id
        expected["SANITATION", key] = plain.read_sanitation(h, d, home.village.area_class)
        expected["WATER", key] = plain.read_water(d)
        for member in home.members:
            if member.presence not in (None, 1, 5):
                continue
            if member.birth_date is not None and member.birth_date > on:
                continue
            expected["KIP", member.id] = plain.read_kip(_facts(member), on)
            expected["KIS", member.id] = plain.read_kis(_facts(member), h, on)
    return expected


def _enrolls(state: EnrolmentState, on: date) -> bool:
    begun = state.valid_from <= on
    over = state.valid_to is not None and state.valid_to <= on
    return state.state in ("enrolled", "extended") and begun and not over


def _facts(row: Household | Dwelling | Member) -> Facts:
    return Facts(**vars(row))
