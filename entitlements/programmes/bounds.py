"""Ages and spans as bounds on the date itself: a column against a constant, cheap and NULL-safe.

A table is written once; what depends on the day and on the thresholds stands in it as a `Bound`,
and `resolve` puts the value in. SQL's own `age()` is not used: it goes through a time zone that
once skipped midnight, and adding years to a birth date puts 29 February on 28 February
(entitlement-rules.md, "For whoever writes it in SQL").
"""

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import cast

from django.db.models import Q

from entitlements.programmes.parameters import Parameters

Threshold = Callable[[Parameters], int]


@dataclass(frozen=True, slots=True)
class Bound:
    """A value that is known once there are thresholds and a day."""

    value: Callable[[Parameters, date], object]


def threshold(value: Callable[[Parameters], object]) -> Bound:
    """A value that only the thresholds decide."""
    return Bound(lambda p, _: value(p))


def resolve(condition: Q, p: Parameters, on: date) -> Q:
    """The condition as it reads on a day under a set of thresholds."""
    resolved = Q(_connector=condition.connector, _negated=condition.negated)
    for child in condition.children:
        if isinstance(child, Q):
            resolved.children.append(resolve(child, p, on))
            continue
        name, value = cast("tuple[str, object]", child)
        resolved.children.append((name, value.value(p, on) if isinstance(value, Bound) else value))
    return resolved


def years_before(on: date, years: int) -> date:
    """The last birth date of whoever is `years` old on `on`.

    On 28 February of a common year that is a 28 February: who was born on the 29th turns a year
    older on 1 March.
    """
    year = on.year - years
    return date(year, on.month, min(on.day, monthrange(year, on.month)[1]))


def months_after(start: date, months: int) -> date:
    """Calendar months later; the last day of a shorter month stands for a day it lacks."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def first_within_months(on: date, months: int) -> date:
    """The first date from which `on` is not more than so many calendar months away."""
    first = months_after(on, -months)
    return first if months_after(first, months) >= on else first + timedelta(days=1)


def at_least(years: Threshold) -> Q:
    """Completed years; like the others it does not hold where the birth date is missing."""
    return Q(birth_date__lte=Bound(lambda p, on: years_before(on, years(p))))


def younger_than(years: Threshold) -> Q:
    return Q(birth_date__gt=Bound(lambda p, on: years_before(on, years(p))))


def aged(youngest: Threshold, oldest: Threshold) -> Q:
    """Between two ages, both included."""
    return at_least(youngest) & younger_than(lambda p: oldest(p) + 1)


def days_ago(days: Threshold) -> Bound:
    return Bound(lambda p, on: on - timedelta(days=days(p)))


def days_ahead(days: Threshold) -> Bound:
    return Bound(lambda p, on: on + timedelta(days=days(p)))


def within_months(months: Threshold) -> Bound:
    """The first date of birth for which the day is still within so many calendar months."""
    return Bound(lambda p, on: first_within_months(on, months(p)))


YEAR = Bound(lambda _, on: on.year)
