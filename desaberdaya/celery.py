"""The Celery application: the worker's muscle and beat's heartbeat. PostgreSQL is the record."""

from celery import Celery
from celery.signals import task_postrun, task_prerun
from django.db import close_old_connections

from desaberdaya.environment import load_local_stack

load_local_stack()

app = Celery("desaberdaya")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@task_prerun.connect
@task_postrun.connect
def look_at_connections(**_task: object) -> None:
    """Treat the database connection as around a request: drop it when it is dead or too old.

    Celery itself would open a new one for every task, which costs ten times the work of a check.
    """
    close_old_connections()
