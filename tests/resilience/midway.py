"""Hold evaluations: before they begin, or where all is written but one flag and nothing committed."""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager

import psycopg2

from tests.resilience.stack import OwnStack

# The flag that an evaluation opens last (they go by household), put there by somebody who has not
# committed: the unique index makes the evaluation wait for what becomes of it.
IN_THE_WAY = """
INSERT INTO entitlements_flag
    (id, entitlement, household_id, member_id, subject_id, "row", outcome, severity, facts,
     rule_version_id, first_seen_on, opened_at, cause, closing_row, closing_facts)
SELECT gen_random_uuid(), 'KIS', household_id, id, id, 'H10', 'MISSING', 2, '{}',
       (SELECT max(id) FROM entitlements_ruleversion), current_date, now(), '', '', '{}'
FROM households_member AS member
WHERE jkn_status = 'inactive' AND NOT EXISTS (
    SELECT FROM entitlements_flag
    WHERE subject_id = member.id AND entitlement = 'KIS' AND closed_at IS NULL)
ORDER BY household_id DESC LIMIT 1
"""
IS_HELD = """
SELECT count(*) > 0 FROM pg_stat_activity
WHERE datname = current_database() AND wait_event_type = 'Lock' AND wait_event <> 'advisory'
  AND query LIKE '%%entitlements_flag%%'
"""


@contextmanager
def no_evaluation(stack: OwnStack) -> Iterator[None]:
    """None begins until the end of the block: what the worker had in hand does not answer first."""
    with closing(psycopg2.connect(stack.postgres.url())) as connection:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext('flags'))")
        yield


@contextmanager
def evaluation_held_midway(stack: OwnStack) -> Iterator[Callable[[], bool]]:
    """Until the end of the block no evaluation gets past its last flag; yields whether one waits
    there."""
    with closing(psycopg2.connect(stack.postgres.url())) as connection:
        with connection.cursor() as cursor:
            cursor.execute(IN_THE_WAY)
            assert cursor.rowcount == 1
        yield lambda: bool(stack.ask(IS_HELD)[0][0])
