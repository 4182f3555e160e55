"""`python -m bench`: measure against the floors, on a scratch database that goes again.

`--write` puts the figures into docs/bench.md.
"""

import argparse
import os
import sys

from bench.servers import scratch_database

ON = "2026-11-24"


def main() -> int:
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("--households", type=int, nargs="+", default=[10_000, 50_000])
    parser.add_argument("--list", type=int, default=200_000, help="rows of the BNBA file; 0: none")
    parser.add_argument("--write", action="store_true", help="put the figures into docs/bench.md")
    options = parser.parse_args()
    os.environ["DESABERDAYA_TODAY"] = ON
    with scratch_database() as server:
        figures = measured(options.households, options.list, server)
    if options.write:
        from bench.report import write

        write(figures)
    return 0


def measured(sizes: list[int], rows: int, server: str) -> str:
    """Migrate, fill and time; prints as it goes and returns all of it."""
    import django

    django.setup()
    from django.core.management import call_command

    from bench import from_list, sweeps, worker
    from bench.population import populate
    from households.models import Household

    call_command("migrate", verbosity=0)
    said = [_machine(server)]
    print(said[0], flush=True)
    for size in sizes:
        populate(size, ON)
        said.append(sweeps.figures(size))
        print(f"\n{said[-1]}", flush=True)
    said.append(sweeps.one_household())
    print(f"\n{said[-1]}", flush=True)
    if "nowhere" not in os.environ["REDIS_URL"]:
        pk = Household.objects.values_list("pk", flat=True)[0]
        times = worker.times(pk)
        ratio = times["check one household"] / times["no-op task"]
        said.append(
            f"Through Celery: {times['check one household'] * 1000:.1f} ms a household, "
            f"{ratio:.2f} × a task that does nothing ({times['no-op task'] * 1000:.1f} ms)."
        )
        print(f"\n{said[-1]}", flush=True)
    if rows:
        said.append(from_list.figures(rows, ON))
        print(f"\n{said[-1]}", flush=True)
    return "\n\n".join(said)


def _machine(server: str) -> str:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        row = cursor.fetchone()
    assert row is not None
    return (
        f"PostgreSQL {row[0].split()[0]} ({server}), Python {sys.version.split()[0]}, "
        f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}."
    )


if __name__ == "__main__":
    raise SystemExit(main())
