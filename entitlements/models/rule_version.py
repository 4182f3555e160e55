"""The thresholds of the decision tables and the day from which they hold."""

from django.db import models


class RuleVersion(models.Model):
    """One set of thresholds (programmes.parameters); the latest one not after a day counts."""

    valid_from = models.DateField(unique=True)
    parameters = models.JSONField(default=dict)
    basis = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("-valid_from",)

    def __str__(self) -> str:
        return self.valid_from.isoformat()
