"""Check the flags: of one household right after its facts changed, of everybody every minute."""

import time
from collections.abc import Iterator
from uuid import UUID

from django.db import connection

from accounts import clock
from entitlements.evaluation import Counts, evaluate, rules_on, scope
from entitlements.models import EvaluationRun, Flag

# Beyond this many households a sweep goes by ranges of ids, each a transaction of its own: a run
# that is killed leaves finished ranges, and one household's check never waits long for its turn.
RANGE = 20_000
LAST_ID = UUID(int=2**128 - 1)

BOUNDARIES = """
SELECT id FROM (SELECT id, row_number() OVER (ORDER BY id) AS number FROM households_household)
    AS numbered
WHERE number %% %s = 0 ORDER BY id
"""


def evaluate_household(household_id: UUID) -> Counts:
    """Bring one household's flags to what its facts say today; safe to repeat."""
    return evaluate(rules_on(clock.today()), scope.household(household_id))


def evaluate_village(code: str) -> Counts:
    """The same for every household of a village."""
    return evaluate(rules_on(clock.today()), scope.village(code))


def sweep(range_size: int = RANGE) -> Counts:
    """The same for everybody; says afterwards that the flags were checked."""
    started = time.perf_counter()
    today = clock.today()
    rules = rules_on(today)
    counts = Counts()
    for part in _parts(range_size):
        counts += evaluate(rules, part)
    if counts.written > range_size:
        _tell_the_planner()
    EvaluationRun.objects.update_or_create(
        defaults={
            "on": today,
            "finished_at": clock.now(),
            "seconds": time.perf_counter() - started,
            "opened": counts.opened,
            "changed": counts.changed,
            "closed": counts.closed,
        }
    )
    return counts


def _tell_the_planner() -> None:
    """The first sweep after a large list fills the table: the next one should not wait for the
    database's own housekeeping to be planned well."""
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {connection.ops.quote_name(Flag._meta.db_table)}")


def _parts(range_size: int) -> Iterator[scope.Scope]:
    with connection.cursor() as cursor:
        cursor.execute(BOUNDARIES, [range_size])
        boundaries = [row[0] for row in cursor.fetchall()]
    if not boundaries:
        yield scope.EVERYBODY
        return
    low = UUID(int=0)
    for high in (*boundaries, LAST_ID):
        yield scope.id_range(low, high)
        low = high
