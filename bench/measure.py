"""Times as medians of interleaved rounds; what a run wrote, in tuples and in bytes of WAL."""

import statistics
import time
from collections.abc import Callable, Mapping

from django.db import connection

ROUNDS = 5


def interleaved(
    contestants: Mapping[str, Callable[[], object]], rounds: int = ROUNDS
) -> dict[str, float]:
    """Each in turn, round by round, so that other load falls on all alike; seconds, the median."""
    times: dict[str, list[float]] = {name: [] for name in contestants}
    for _round in range(rounds):
        for name, run in contestants.items():
            times[name].append(seconds(run))
    return {name: statistics.median(found) for name, found in times.items()}


def seconds(run: Callable[[], object]) -> float:
    started = time.perf_counter()
    run()
    return time.perf_counter() - started


def tuples_written() -> int:
    """Rows ever inserted, changed or deleted in this database, the sweep's heartbeat aside."""
    connection.close()  # a session's counts are passed on when it ends
    return _number(
        "SELECT coalesce(sum(n_tup_ins + n_tup_upd + n_tup_del), 0)::bigint "
        "FROM pg_stat_user_tables WHERE relname <> 'entitlements_evaluationrun'"
    )


def wal_position() -> int:
    return _number("SELECT (pg_current_wal_insert_lsn() - '0/0')::bigint")


def memory_of_backend() -> int:
    """Peak resident memory of this connection's backend, kB; 0 where it cannot be read."""
    pid = _number("SELECT pg_backend_pid()")
    try:
        with open(f"/proc/{pid}/status") as status:  # noqa: PTH123
            return next(int(line.split()[1]) for line in status if line.startswith("VmHWM"))
    except OSError:
        return 0


def _number(query: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(query)
        row = cursor.fetchone()
    assert row is not None
    return int(row[0])
