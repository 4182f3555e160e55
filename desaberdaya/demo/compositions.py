"""Which people make one household: the mean is about 2.6, and many old people live alone."""

import random
from collections.abc import Callable
from datetime import date, timedelta

from desaberdaya.demo.names import Names
from desaberdaya.demo.people import Person
from households.codes import Relation, Sex

BIRTHDAY_SPREAD = 365
OLD = 60


class Maker:
    """Makes people of given ages with names of one tongue."""

    def __init__(self, names: Names, rng: random.Random, today: date) -> None:
        self.names, self.rng, self.today = names, rng, today

    def born(self, age: int) -> date:
        year = self.today.year - age
        turned = date(year, self.today.month, min(self.today.day, 28))
        return turned - timedelta(days=self.rng.randrange(1, BIRTHDAY_SPREAD))

    def grown(self, relation: Relation, sex: Sex, age: int) -> Person:
        name = self.names.adult(woman=sex == Sex.FEMALE, old=age >= OLD)
        return Person(name, relation, sex, self.born(age))

    def child(self, age: int, relation: Relation = Relation.CHILD) -> Person:
        sex = self.rng.choice((Sex.MALE, Sex.FEMALE))
        return Person(self.names.plain(woman=sex == Sex.FEMALE), relation, sex, self.born(age))

    def children(self, least: int, most: int) -> list[Person]:
        ages = sorted(self.rng.randrange(1, 20) for _ in range(self.rng.randint(least, most)))
        return [self.child(age) for age in reversed(ages)]


def old_and_alone(make: Maker) -> list[Person]:
    sex = Sex.FEMALE if make.rng.random() < 0.75 else Sex.MALE
    return [make.grown(Relation.HEAD, sex, make.rng.randint(61, 84))]


def old_couple(make: Maker) -> list[Person]:
    age = make.rng.randint(60, 78)
    return [
        make.grown(Relation.HEAD, Sex.MALE, age),
        make.grown(Relation.SPOUSE, Sex.FEMALE, age - make.rng.randint(0, 8)),
    ]


def widow_with_children(make: Maker) -> list[Person]:
    head = make.grown(Relation.HEAD, Sex.FEMALE, make.rng.randint(30, 52))
    return [head, *make.children(1, 3)]


def grandmother_with_grandchild(make: Maker) -> list[Person]:
    head = make.grown(Relation.HEAD, Sex.FEMALE, make.rng.randint(58, 74))
    ages = [make.rng.randint(5, 17) for _ in range(make.rng.randint(1, 2))]
    return [head, *(make.child(age, Relation.GRANDCHILD) for age in ages)]


def couple_with_children(make: Maker) -> list[Person]:
    age = make.rng.randint(29, 50)
    return [
        make.grown(Relation.HEAD, Sex.MALE, age),
        make.grown(Relation.SPOUSE, Sex.FEMALE, age - make.rng.randint(1, 6)),
        *make.children(1, 3),
    ]


def couple_with_newborn(make: Maker) -> list[Person]:
    age = make.rng.randint(21, 33)
    born = make.today - timedelta(days=make.rng.choice((9, 16, 21, 60, 140)))
    baby = make.child(0)
    baby.birth_date = born
    baby.joined_on = min(born + timedelta(days=5), make.today)
    return [
        make.grown(Relation.HEAD, Sex.MALE, age),
        make.grown(Relation.SPOUSE, Sex.FEMALE, age - 2),
        baby,
    ]


KINDS: tuple[tuple[Callable[[Maker], list[Person]], int], ...] = (
    (old_and_alone, 25),
    (old_couple, 13),
    (widow_with_children, 20),
    (grandmother_with_grandchild, 11),
    (couple_with_children, 26),
    (couple_with_newborn, 5),
)
