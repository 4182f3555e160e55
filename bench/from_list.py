"""From a list of names to flags: a BNBA file loaded and enrolled, its households evaluated."""

import tempfile
from pathlib import Path

from accounts import clock
from bench import floor, imports, measure
from bench.population import empty
from bench.report import duration, table
from bench.sweeps import same_session_settings
from entitlements.models import Flag
from entitlements.services import sweep
from households.models import Household


def figures(rows: int, on: str) -> str:
    """Load so many rows by the command, in a process of its own; returns a table."""
    empty()
    imports.make_village()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "list.csv"
        imports.write_csv(path, rows)
        loaded = imports.measure(path, rows, "CSV", "--enrol", on)
    full = measure.seconds(sweep)
    same_session_settings()
    day = clock.today()
    assert floor.differences(day) == 0
    times = measure.interleaved({"ours": sweep, "floor": lambda: floor.differences(day)})
    ratio = times["ours"] / times["floor"]
    households, flags = Household.objects.count(), Flag.objects.count()
    return table(
        [f"a BNBA file of {rows:,} rows", "time", ""],
        [
            ["import and enrol", duration(float(str(loaded["seconds"]))),
             f"peak memory {loaded['peak_mib']} MiB"],
            ["first evaluation", duration(full), f"{households:,} households, {flags:,} flags"],
            ["unchanged evaluation", duration(times["ours"]), f"{ratio:.2f} × floor"],
            ["hand-written floor", duration(times["floor"]), ""],
        ],
    )  # fmt: skip
