"""How a family is reached and spoken to, and the facts of the household as a whole."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from accounts.audit import record_audit
from accounts.models import User
from households.models import Household
from households.nudges import nudge_household
from households.services.facts import Recorded, record_facts

CONTACT = ("phone", "language")


@transaction.atomic
def edit_household(
    *,
    actor: User,
    household: Household,
    contact: Mapping[str, str],
    values: Mapping[str, Any],
    observed_on: date,
    seen_version: int | None,
    was_wrong: bool = False,
) -> Recorded:
    """Record the household's own facts, its phone and its language. Raises FactsHaveMoved."""
    recorded = record_facts(
        actor=actor,
        subject=household,
        values=values,
        observed_on=observed_on,
        wrong=frozenset(values) if was_wrong else frozenset(),
        seen_version=seen_version,
    )
    changed = [name for name in CONTACT if contact.get(name, "") != getattr(household, name)]
    if changed:
        for name in changed:
            setattr(household, name, contact.get(name, ""))
        household.save(update_fields=changed)
        record_audit(actor=actor, action="household.changed", subject=household, fields=changed)
    nudge_household(household.pk)
    return recorded
