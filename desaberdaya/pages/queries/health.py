"""Signs of life. A worker that is up may still run nothing: only a task that ran proves it."""

from celery import current_app
from django.db import DatabaseError, connection
from kombu.exceptions import OperationalError

from accounts import clock
from entitlements.queries import last_checked


def vital_signs() -> dict[str, bool | int | None]:
    """`database` and `broker` answer; `sweep_age_seconds` since the worker last swept (or None)."""
    database = _database_answers()
    return {
        "database": database,
        "broker": _broker_answers(),
        "sweep_age_seconds": _sweep_age() if database else None,
    }


def _database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True


def _broker_answers() -> bool:
    try:
        with current_app.connection_for_read() as broker:
            broker.ensure_connection(max_retries=1, interval_start=0, timeout=1)
    except (OperationalError, OSError):
        return False
    return True


def _sweep_age() -> int | None:
    at = last_checked()
    return None if at is None else max(int((clock.now() - at).total_seconds()), 0)
