"""A household's check through Celery, beside a task that does nothing."""

import statistics
import threading
import time
from typing import Any
from uuid import UUID

from celery import signals
from celery.contrib.testing.worker import start_worker

TASKS = 200


def times(household: UUID) -> dict[str, float]:
    """Seconds a task, from queue to done, on one worker thread."""
    from desaberdaya import celery

    app: Any = celery.app

    @app.task(name="bench.nothing")  # type: ignore[untyped-decorator]
    def nothing(_number: str) -> None:
        return None

    rounds: dict[str, list[float]] = {"no-op task": [], "check one household": []}
    app.control.purge()
    with start_worker(app, pool="solo", perform_ping_check=False, shutdown_timeout=10):
        for _round in range(5):
            rounds["no-op task"].append(_drain(app, "bench.nothing", str(household)))
            rounds["check one household"].append(
                _drain(app, "entitlements.check_household", str(household))
            )
    return {name: statistics.median(found) for name, found in rounds.items()}


def _drain(app: object, task: str, argument: str) -> float:
    done = threading.Semaphore(0)

    def count(**_details: object) -> None:
        done.release()

    signals.task_postrun.connect(count, weak=False)
    started = time.perf_counter()
    try:
        for _number in range(TASKS):
            app.send_task(task, args=(argument,))  # type: ignore[attr-defined]
        for _number in range(TASKS):
            done.acquire(timeout=60)
    finally:
        signals.task_postrun.disconnect(count)
    return (time.perf_counter() - started) / TASKS
