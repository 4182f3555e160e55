"""Tell the worker by task name: the code of most tasks lies above the app that nudges.

A nudge is only a nudge. When the broker is down it is dropped with a line in the log, the request
goes on, and the sweep finds the change within its interval.
"""

import logging
from contextlib import AbstractContextManager

from celery import current_app
from django.db import transaction
from kombu import Producer, pools
from kombu.exceptions import OperationalError

SWEEP = "entitlements.sweep"

# A broker that is well answers in milliseconds; nobody waits longer for one that is down (retries
# would sleep for seconds) or that hangs. The worker's own connections stay as patient as they are.
IMPATIENCE = {"max_retries": 0, "socket_connect_timeout": 1, "socket_timeout": 1}  # seconds

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
        with _impatient_producer() as producer:
            current_app.send_task(task, args=arguments, retry=False, producer=producer)
    except (OperationalError, OSError) as error:
        log.warning("The broker is out of reach; %s waits for the sweep (%s).", task, error)
        return False
    return True


def _impatient_producer() -> AbstractContextManager[Producer]:
    """From a pool beside Celery's own: a connection is made once and kept."""
    connection = current_app.connection_for_write(transport_options=IMPATIENCE)
    return pools.producers[connection].acquire(block=True)  # type: ignore[no-any-return]
