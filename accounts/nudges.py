"""Tell the worker by task name: the code of most tasks lies above the app that nudges.

A nudge is only a nudge. When the broker is down it is dropped with a line in the log, the request
goes on, and the sweep finds the change within its interval.
"""

import logging

from celery import current_app
from django.db import transaction
from kombu.exceptions import OperationalError

SWEEP = "entitlements.sweep"

log = logging.getLogger(__name__)


def nudge_everybody() -> None:
    """After this transaction commits, ask the worker for a sweep: for changes to many at once."""
    send_on_commit(SWEEP)


def send_on_commit(task: str, *arguments: str) -> None:
    """Send a task by name after commit; ids only, never an identifier of a person."""
    transaction.on_commit(lambda: send(task, *arguments))


def send(task: str, *arguments: str) -> bool:
    """Send now; says whether the broker took it."""
    try:
        current_app.send_task(task, args=arguments, retry=False)
    except (OperationalError, OSError) as error:
        log.warning("The broker is out of reach; %s waits for the sweep (%s).", task, error)
        return False
    return True
