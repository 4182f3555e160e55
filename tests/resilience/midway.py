"""Hold evaluations: before they begin, or with all written but one flag and nothing committed."""

from collections.abc import Iterator
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
WAITING = """
SELECT pid, wait_event = 'advisory' FROM pg_stat_activity
WHERE datname = current_database() AND wait_event_type = 'Lock'
"""


@contextmanager
def no_evaluation(stack: OwnStack) -> Iterator[None]:
    """None begins until the end of the block: what the worker had in hand does not answer first."""
    with closing(psycopg2.connect(stack.postgres.url())) as connection:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext('flags'))")
        yield


@contextmanager
def evaluation_held_midway(stack: OwnStack) -> Iterator[None]:
    """Until the end of the block no evaluation gets past its last flag."""
    with closing(psycopg2.connect(stack.postgres.url())) as connection:
        with connection.cursor() as cursor:
            cursor.execute(IN_THE_WAY)
            assert cursor.rowcount == 1
        yield


def evaluations_held(stack: OwnStack) -> set[int]:
    """The database's processes that evaluate and are held midway."""
    return {pid for pid, is_before in stack.ask(WAITING) if not is_before}


def evaluations_waiting(stack: OwnStack) -> set[int]:
    """Those, and the ones that wait for their turn."""
    return {pid for pid, _is_before in stack.ask(WAITING)}
