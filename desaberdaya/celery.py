"""The Celery application: the worker's muscle and beat's heartbeat. PostgreSQL is the record."""

from celery import Celery

from desaberdaya.environment import load_local_stack

load_local_stack()

app = Celery("desaberdaya")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
