"""Flags that cannot wait: until which day something has to be done."""

from datetime import date, timedelta
from typing import Any

from accounts import clock
from entitlements.evaluation.rules import parameters_of
from entitlements.facts import facts_of
from entitlements.models import Flag

CARE_DAYS = 1  # entitlement-rules.md, row H6: "due in 1 day"


def deadline_of(flag: Flag) -> date | None:
    """The last day on which acting on the flag still helps; None where no day is set."""
    if flag.row == "K12":
        return _date(facts_of(flag).get("pip_deadline"))
    if flag.row == "H1":
        born = _date(facts_of(flag).get("birth_date"))
        days = parameters_of(flag.rule_version_id).kis_newborn_days
        return born + timedelta(days=days) if born else None
    if flag.row == "H6":
        # A flag keeps its first day when another row fires: the need for care began with this one.
        since = clock.local_date(flag.changed_at) if flag.changed_at else flag.first_seen_on
        return since + timedelta(days=CARE_DAYS)
    return None


def _date(value: Any) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else value
