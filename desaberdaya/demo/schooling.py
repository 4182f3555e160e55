"""Schooling and PIP of demo children: each kind lands on one of the rows K0-K14."""

import random
from collections.abc import Callable
from datetime import date, timedelta

from desaberdaya.demo.people import Facts
from households.codes import Certificate, Level, PipStatus, Schooling

Kind = Callable[[Facts, date], None]


def _in_school(age: int, rng: random.Random) -> Facts:
    if age <= 5:
        return {"schooling": Schooling.ATTENDING, "level": Level.TK}
    if age <= 12:
        level, grade = rng.choice((Level.SD, Level.SD, Level.MI)), max(age - 6, 1)
    elif age <= 15:
        level, grade = rng.choice((Level.SMP, Level.SMP, Level.MTS)), age - 12
    else:
        level, grade = rng.choice((Level.SMA, Level.SMK, Level.MA)), min(age - 15, 3)
    return {"schooling": Schooling.ATTENDING, "level": level, "grade": grade}


def _pip(status: PipStatus, deadline_in: int | None = None) -> Kind:
    def apply(facts: Facts, today: date) -> None:
        facts.update(pip_status=status, pip_year=today.year)
        if deadline_in is not None:
            facts["pip_deadline"] = today + timedelta(days=deadline_in)

    return apply


def _without(fact: str) -> Kind:
    def apply(facts: Facts, today: date) -> None:
        _pip(PipStatus.NOT_PROPOSED)(facts, today)
        facts.pop(fact, None)

    return apply


def _last_year(facts: Facts, today: date) -> None:
    facts.update(pip_status=PipStatus.DISBURSED, pip_year=today.year - 1)


def _dropped_out(facts: Facts, today: date) -> None:
    for name in ("level", "grade", "nisn"):
        facts.pop(name, None)
    facts.update(schooling=Schooling.NO_LONGER, certificate=Certificate.SD)


def _not_asked(facts: Facts, today: date) -> None:
    for name in ("schooling", "level", "grade", "nisn"):
        facts.pop(name, None)


PUPILS: tuple[tuple[Kind, int], ...] = (
    (_without("nisn"), 8),
    (_without("mother_name"), 4),
    (_last_year, 12),
    (_pip(PipStatus.NOT_PROPOSED), 15),
    (_pip(PipStatus.CANCELLED), 1),
    (_pip(PipStatus.PROPOSED), 12),
    (_pip(PipStatus.NOMINATED, 12), 3),
    (_pip(PipStatus.NOMINATED, 24), 2),
    (_pip(PipStatus.NOMINATED, 75), 3),
    (_pip(PipStatus.ACCOUNT_ACTIVE), 6),
    (_pip(PipStatus.DISBURSED), 20),
    (_dropped_out, 6),
    (_not_asked, 6),
)


def pupil(kind: Kind, *, age: int, mother: str, rng: random.Random, today: date) -> Facts:
    """The schooling facts of a child of 6 to 18."""
    facts = _in_school(age, rng) | {
        "nisn": f"00{rng.randrange(10**8):08d}",
        "mother_name": mother,
        "certificate": Certificate.NONE if age <= 12 else Certificate.SD,
    }
    kind(facts, today)
    return facts


def toddler(age: int, rng: random.Random, today: date) -> Facts:
    """A child of 4 or 5: at home, at PAUD, or (early) at primary school."""
    chance = rng.random()
    if chance < 0.4:
        return {"schooling": Schooling.NEVER}
    if chance < 0.5:
        return {"schooling": Schooling.ATTENDING, "level": Level.SD, "grade": 1}
    facts = {"schooling": Schooling.ATTENDING, "level": Level.TK}
    _pip(rng.choice((PipStatus.NOT_PROPOSED, PipStatus.DISBURSED)))(facts, today)
    return facts


def school_leaver(rng: random.Random) -> Facts:
    """Somebody of 19 to 21."""
    certificate = rng.choice((Certificate.SMP, Certificate.SMA, Certificate.SMK, Certificate.SD))
    return {"schooling": Schooling.NO_LONGER, "certificate": certificate}


def grown_up(age: int, rng: random.Random) -> Facts:
    taught = (Certificate.NONE, Certificate.NONE, Certificate.SD, Certificate.SD, Certificate.SMP)
    certificate = Certificate.NONE if age > 60 else rng.choice(taught)
    never = certificate == Certificate.NONE and rng.random() < 0.4
    return {
        "schooling": Schooling.NEVER if never else Schooling.NO_LONGER,
        "certificate": certificate,
    }
