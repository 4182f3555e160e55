"""Enrol many households with a handful of statements: the same rule as households' change_state.

A move dated before an earlier candidate state was listed or verified shrinks that state to nothing
on that day; a household whose other states reach past the day is left alone.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice
from typing import Any
from uuid import UUID

from django.db import connection

from accounts import clock
from accounts.models import User
from interventions.courses import phases_of
from interventions.models import MentoringPlan, PlanTemplate, Visit
from interventions.schedule import Course, next_due
from interventions.services.plans import refresh_next_due

PART = 10_000

# Locked in one order, as change_state locks its one: two enrolments wait for each other.
LOCK = "SELECT 1 FROM households_household WHERE id = ANY(%(ids)s::uuid[]) ORDER BY id FOR UPDATE"

CHOOSE = """
CREATE TEMPORARY TABLE enrolling ON COMMIT DROP AS
SELECT s.household_id, s.state, s.alternative_track
  FROM households_enrolmentstate s
 WHERE s.household_id = ANY(%(ids)s::uuid[])
   AND s.valid_to IS NULL
   AND s.state IN ('candidate', 'verified')
   AND NOT EXISTS (
       SELECT 1 FROM households_enrolmentstate earlier
        WHERE earlier.household_id = s.household_id
          AND earlier.valid_to > %(on)s
          AND earlier.state NOT IN ('candidate', 'verified'))
"""

CLOSE = """
UPDATE households_enrolmentstate s
   SET valid_from = least(s.valid_from, %(on)s), valid_to = %(on)s
  FROM enrolling e
 WHERE s.household_id = e.household_id AND (s.valid_to IS NULL OR s.valid_to > %(on)s)
"""

OPEN = """
INSERT INTO households_enrolmentstate (id, household_id, state, valid_from, valid_to, reason,
                                       alternative_track, recorded_at, recorded_by_id)
SELECT gen_random_uuid(), e.household_id, 'verified', %(on)s, %(on)s, %(reason)s,
       e.alternative_track, %(now)s, %(actor)s
  FROM enrolling e WHERE e.state = 'candidate'
UNION ALL
SELECT gen_random_uuid(), e.household_id, 'enrolled', %(on)s, NULL, %(reason)s,
       e.alternative_track, %(now)s, %(actor)s
  FROM enrolling e
"""

PLAN = """
INSERT INTO interventions_mentoringplan (id, household_id, template_id, starts_on, months, ending,
                                         next_due, created_at, created_by_id)
SELECT gen_random_uuid(), e.household_id, %(template)s, %(on)s, %(months)s, '',
       %(next_due)s, %(now)s, %(actor)s
  FROM enrolling e
    ON CONFLICT (household_id) WHERE ended_on IS NULL DO NOTHING
"""


def parts(ids: Iterable[UUID], size: int = PART) -> Iterator[list[UUID]]:
    """The ids in lists of at most `size`."""
    remaining = iter(ids)
    while part := list(islice(remaining, size)):
        yield part


def enrol_part(
    *, actor: User, household_ids: list[UUID], on: date, template: PlanTemplate, reason: str
) -> int:
    """Enrol those of the households that may be; the caller holds the transaction."""
    values: dict[str, Any] = {
        "ids": household_ids,
        "on": on,
        "reason": reason,
        "now": clock.now(),
        "actor": actor.pk,
        "template": template.pk,
        "months": template.months,
        "next_due": next_due(Course(on, template.months, phases_of(template)), []),
    }
    with connection.cursor() as cursor:
        # Deferred checks would pile up in memory until the commit.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("DROP TABLE IF EXISTS pg_temp.enrolling")
        for statement in (LOCK, CHOOSE, CLOSE, OPEN):
            cursor.execute(statement, values)
        cursor.execute(PLAN, values)
        cursor.execute("SELECT count(*) FROM enrolling")
        enrolled: int = cursor.fetchone()[0]
    _count_visits_since(household_ids, on)
    return enrolled


def _count_visits_since(household_ids: list[UUID], on: date) -> None:
    """A day in the past may lie before visits that were already made: they count in the plan."""
    visited = Visit.objects.filter(household__in=household_ids, happened_on__gte=on)
    plans = MentoringPlan.objects.filter(
        household__in=visited.values("household_id"), ended_on=None, starts_on=on
    )
    for plan in plans:
        refresh_next_due(plan)
