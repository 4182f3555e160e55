"""When everybody's flags were last checked: a heartbeat, not a log."""

from django.db import models
from django.db.models import Q


class EvaluationRun(models.Model):
    """The last sweep that came to its end. One row, so that a sweep a minute leaves no heap."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    on = models.DateField()
    finished_at = models.DateTimeField()
    seconds = models.FloatField()
    opened = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    closed = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = (models.CheckConstraint(name="there_is_one_last_run", condition=Q(id=1)),)

    def __str__(self) -> str:
        return self.finished_at.isoformat()
