"""The Celery application: the worker's muscle and beat's heartbeat. PostgreSQL is the record."""

from typing import Any

from celery import Celery, Task
from django.db import close_old_connections, connection

from desaberdaya.environment import load_local_stack

load_local_stack()


class KeptConnectionTask(Task):  # type: ignore[type-arg]  # no generic at run time
    """Treats the database connection as around a request: drops it when it is dead or too old.

    Celery itself would open a new one for every task, which costs ten times the work of a check.
    """

    abstract = True

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        if connection.in_atomic_block:  # called within a transaction: its connection is in use
            return super().__call__(*args, **kwargs)
        close_old_connections()
        try:
            return super().__call__(*args, **kwargs)
        finally:
            close_old_connections()


app: "Celery[Task[Any, Any]]" = Celery("desaberdaya", task_cls=KeptConnectionTask)
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
