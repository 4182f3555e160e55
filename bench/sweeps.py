"""The sweep beside its floor and beside what one would write first, at one size."""

import random
import statistics
from datetime import date

from django.db import connection

from accounts import clock
from bench import floor, measure, orm
from bench.report import duration, table
from entitlements.evaluation import evaluate, rules_on, scope
from entitlements.services import sweep
from households.models import Household

SAMPLE_CHUNKED, SAMPLE_NAIVE = 5_000, 300
TOGGLE = """
UPDATE households_member SET jkn_status = CASE jkn_status WHEN 'active' THEN 'inactive'
    ELSE 'active' END
WHERE hashtext(id::text || %s) %% 100 = 0 AND nik_state = 'well_formed'
"""


def figures(households: int) -> str:
    """Fill the flags, then time unchanged and changed sweeps; returns a table."""
    on = clock.today()
    full = measure.seconds(sweep)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    written, wal = measure.tuples_written(), measure.wal_position()
    sweep()
    wal = measure.wal_position() - wal
    written = measure.tuples_written() - written
    same_session_settings()
    assert floor.differences(on) == 0
    unchanged = measure.interleaved({"ours": sweep, "floor": lambda: floor.differences(on)})
    changed, again = _one_percent()
    rows = [
        ["hand-written floor, unchanged", duration(unchanged["floor"]), "1"],
        ["our sweep, unchanged", duration(unchanged["ours"]), _times(unchanged)],
        ["our sweep, 1% of members changed", duration(changed),
         f"{changed / again:.2f} × unchanged"],
        ["our sweep, first (every flag opened)", duration(full), ""],
        *_orm_rows(on, households, unchanged["floor"]),
    ]  # fmt: skip
    head = [f"{households:,} households", "time", "× floor"]
    facts = (
        f"Unchanged run: {written} tuples written, {wal / 1024:.1f} kB of WAL. "
        f"Backend's peak memory (shared buffers it touched included): "
        f"{measure.memory_of_backend() / 1024:.0f} MB."
    )
    return f"{table(head, rows)}\n\n{facts}"


def one_household() -> str:
    """One household's unchanged check beside the shortest query there is."""
    pk = Household.objects.order_by("?").values_list("pk", flat=True)[0]
    rules = rules_on(clock.today())
    times = measure.interleaved(
        {"select 1": _select_one, "check": lambda: evaluate(rules, scope.household(pk))}, rounds=301
    )
    ratio = times["check"] / times["select 1"]
    return (
        f"One household, unchanged: {duration(times['check'])}, {ratio:.1f} × `select 1` "
        f"({duration(times['select 1'])}); a transaction, its turn and the statement."
    )


def _times(unchanged: dict[str, float]) -> str:
    return f"{unchanged['ours'] / unchanged['floor']:.2f}"


def _one_percent() -> tuple[float, float]:
    """A sweep after one member in a hundred changed, and as much as the next one, unchanged."""
    changed, again = [], []
    for _round in range(measure.ROUNDS):
        with connection.cursor() as cursor:
            cursor.execute(TOGGLE, [str(random.random())])
        changed.append(measure.seconds(sweep))
        again.append(measure.seconds(sweep))
    return statistics.median(changed), statistics.median(again)


def _orm_rows(on: date, households: int, best: float) -> list[list[str]]:
    chunk, naive = min(SAMPLE_CHUNKED, households), min(SAMPLE_NAIVE, households)
    chunked = measure.seconds(lambda: orm.chunked(on, chunk)) * households / chunk
    one_by_one = measure.seconds(lambda: orm.one_by_one(on, naive)) * households / naive
    return [
        [f"ORM in chunks of {orm.CHUNK}, Python rules (extrapolated from {chunk:,})",
         duration(chunked), f"{chunked / best:.0f}"],
        [f"ORM household by household (extrapolated from {naive:,})",
         duration(one_by_one), f"{one_by_one / best:.0f}"],
    ]  # fmt: skip


def _select_one() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        cursor.fetchone()


def same_session_settings() -> None:
    """The floor gets what the sweep sets for itself."""
    with connection.cursor() as cursor:
        cursor.execute("SET jit = off")
        cursor.execute("SET work_mem = '32MB'")
