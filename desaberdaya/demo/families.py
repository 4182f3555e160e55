"""Invent the families of a village: who they are, how they live, what became of them.

The same seed and day give the same province, so that screenshots and tests can be made again.
"""

import random
from collections.abc import Iterator
from datetime import date, timedelta

from desaberdaya.demo import compositions, dwellings, health, schooling
from desaberdaya.demo.deck import Deck
from desaberdaya.demo.names import Names
from desaberdaya.demo.people import Change, Facts, Family, Person
from desaberdaya.demo.places import DemoVillage
from households.ages import age_on
from households.codes import NikMissingReason, Presence, Relation, Sex
from households.models.enrolment import State

SEED = 2026
MONTHS_BACK = 18

LANGUAGES = {"sasak": "Sasak", "samawa": "Samawa", "mbojo": "Mbojo"}

STATES: tuple[tuple[State, int], ...] = (
    (State.ENROLLED, 84),
    (State.VERIFIED, 5),
    (State.CANDIDATE, 7),
    (State.EXITED, 2),
    (State.MOVED, 1),
    (State.NOT_FOUND, 1),
    (State.NOT_ELIGIBLE, 1),
)
REASONS: dict[State, str] = {
    State.EXITED: "Keluarga pindah ikut anak ke luar provinsi (contoh).",
    State.MOVED: "Rumah sudah kosong; tetangga menyebut pindah (contoh).",
    State.NOT_FOUND: "Alamat tidak ditemukan bersama kepala dusun (contoh).",
    State.NOT_ELIGIBLE: "Musyawarah desa menilai sudah mampu (contoh).",
}


class Inventor:
    """Invents families one after the other; numbers them through the province."""

    def __init__(self, today: date, seed: int = SEED) -> None:
        self.today = today
        self.rng = random.Random(seed)
        self.families = self.persons = 0
        self.sanitation = Deck(dwellings.SANITATION, self.rng)
        self.water = Deck(dwellings.WATER, self.rng)
        self.health = Deck(health.KINDS, self.rng)
        self.pupils = Deck(schooling.PUPILS, self.rng)
        self.compositions = Deck(compositions.KINDS, self.rng)
        self.states = Deck(STATES, self.rng)

    def village(self, village: DemoVillage) -> Iterator[Family]:
        """The families of each facilitator in turn, then those whom nobody accompanies."""
        names = Names(village.tongue, self.rng)
        for facilitator, size in enumerate(village.caseloads):
            for _ in range(size):
                yield self._family(village, names, facilitator, self.states.draw())
        for _ in range(village.unassigned):
            yield self._family(village, names, None, State.CANDIDATE)

    def _family(
        self, village: DemoVillage, names: Names, facilitator: int | None, state: State
    ) -> Family:
        self.families += 1
        rng, number = self.rng, self.families
        enrolled, since = self._dates(state)
        sanitation, water = dict(self.sanitation.draw()), self.water.draw()
        family = Family(
            no_kk=f"99{rng.randrange(10**9):09d}{number:05d}",
            hamlet=rng.choice(village.hamlets),
            rt=f"{rng.randint(1, 6):03d}",
            address=f"Rumah contoh no. {number}",
            point=self._near(village) if rng.random() < 0.7 else None,
            phone=f"0800 0000 {number:04d}" if rng.random() < 0.6 else "",
            language=LANGUAGES[village.tongue] if rng.random() < 0.8 else "Indonesia",
            desil=rng.choices((1, 2, 3, 6, None), (55, 30, 6, 5, 4))[0],
            listed_on=(enrolled or since) - timedelta(days=rng.randint(25, 60)),
            state=state,
            enrolled_on=enrolled,
            state_since=since,
            state_reason=REASONS.get(state, ""),
            facilitator=facilitator,
            diligence=rng.choices((1.0, 0.85, 0.5), (80, 13, 7))[0],
            open_defecation=sanitation.pop("open_defecation", None),
            house={**sanitation, **water},
            people=self.compositions.draw()(compositions.Maker(names, rng, self.today)),
        )
        self._give_each_their_facts(family)
        self._remember_worse_days(family)
        family.alternative_track = all(
            (age_on(person.birth_date, self.today) or 0) >= 65 for person in family.people
        )
        return family

    def _dates(self, state: State) -> tuple[date | None, date]:
        """(enrolled on, in the present state since)."""
        days = self.rng.randint(20, MONTHS_BACK * 30)
        enrolled = self.today - timedelta(days=days)
        if state == State.ENROLLED:
            return enrolled, enrolled
        if state == State.EXITED:
            enrolled -= timedelta(days=60)
            return enrolled, self.today - timedelta(days=self.rng.randint(5, 50))
        return None, self.today - timedelta(days=self.rng.randint(3, 45))

    def _near(self, village: DemoVillage) -> tuple[float, float]:
        return (
            round(village.latitude + self.rng.uniform(-0.02, 0.02), 6),
            round(village.longitude + self.rng.uniform(-0.02, 0.02), 6),
        )

    def _give_each_their_facts(self, family: Family) -> None:
        mother = next((p.name for p in family.people if p.sex == Sex.FEMALE), "Ina Contoh")
        for person in family.people:
            self.persons += 1
            person.nik = self._nik(person)
            person.facts["presence"] = Presence.LIVES_HERE
            if person.joined_on:
                self._newborn(person)
                continue
            person.facts |= self._schooling(person, mother)
            health.give_health(person, self.health.draw(), self.rng, self.today)
            if person.relation != Relation.HEAD and self.rng.random() < 0.02:
                person.birth_date = None

    def _nik(self, person: Person) -> str:
        """A NIK of no province (99), its date and sex digits as in a real one."""
        born = person.birth_date or self.today
        day = born.day + (40 if person.sex == Sex.FEMALE else 0)
        return f"990000{day:02d}{born.month:02d}{born.year % 100:02d}{self.persons:04d}"

    def _newborn(self, person: Person) -> None:
        person.nik, person.nik_reason = None, NikMissingReason.NEWBORN
        person.facts |= {"presence": Presence.NEW_MEMBER, "jkn_status": "unregistered"}

    def _schooling(self, person: Person, mother: str) -> Facts:
        age = age_on(person.birth_date, self.today) or 0
        if age < 4:
            return {}
        if age < 6:
            return schooling.toddler(age, self.rng, self.today)
        if age <= 18:
            kind = self.pupils.draw()
            return schooling.pupil(kind, age=age, mother=mother, rng=self.rng, today=self.today)
        if age <= 21:
            return schooling.school_leaver(self.rng)
        return schooling.grown_up(age, self.rng)

    def _remember_worse_days(self, family: Family) -> None:
        """Some of what is whole today was not when the family was enrolled; some people left."""
        if family.enrolled_on is None:
            return
        span = max((self.today - family.enrolled_on).days, 2)
        day = family.enrolled_on + timedelta(days=self.rng.randrange(1, span))
        if dwellings.is_whole(family.house) and self.rng.random() < 0.4:
            now = {name: family.house.get(name) for name in dwellings.TOILET_NAMES}
            family.house |= dwellings.before_the_toilet_was_built()
            family.house_changes.append(Change(day, now))
        elif (drinking := family.house.get("drinking_water")) and self.rng.random() < 0.15:
            family.house |= dwellings.before_the_pipe_came()
            family.house_changes.append(Change(day, {"drinking_water": drinking}))
        last = family.people[-1]
        if len(family.people) > 2 and not last.joined_on and self.rng.random() < 0.05:
            gone = self.rng.choice((Presence.DIED, Presence.MOVED_WITHIN))
            last.changes.append(Change(day, {"presence": gone}))
