"""Completed years on a day: what screens show instead of a birth date."""

from datetime import date


def age_on(birth_date: date | None, day: date) -> int | None:
    """None where the birth date was never recorded. Born on 29 February: a year older on 1 March
    of a common year (entitlement-rules.md)."""
    if birth_date is None:
        return None
    not_yet = (day.month, day.day) < (birth_date.month, birth_date.day)
    return day.year - birth_date.year - not_yet
