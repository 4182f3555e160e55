"""Where every fact came from: appended at each change, listable as history."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _


class SubjectKind(models.TextChoices):
    MEMBER = "M", _("Anggota")
    HOUSEHOLD = "H", _("Keluarga")
    DWELLING = "D", _("Rumah")


class Source(models.TextChoices):
    LIST = "list", _("Daftar")
    OFFICER = "officer", _("Petugas")
    FACILITATOR = "facilitator", _("Pendamping")
    AGENCY = "agency", _("Dinas")
    SYSTEM = "system", _("Sistem")


class ObservationKind(models.TextChoices):
    FIRST = "first", _("Pertama dicatat")
    CHANGED = "changed", _("Keadaan berubah")
    WRONG = "wrong", _("Catatan sebelumnya keliru")
    CONFIRMED = "confirmed", _("Dicek, tetap")


class Observation(models.Model):
    """What one source said about one subject at one time: `values` maps fact names to values.

    `version` counts the subject's observations; a fact's version is that of the latest observation
    that holds it, and is what a device names when it changes the fact.
    """

    subject_kind = models.CharField(max_length=1, choices=SubjectKind.choices)
    subject_id = models.UUIDField()
    version = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=ObservationKind.choices)
    source = models.CharField(max_length=12, choices=Source.choices)
    observed_on = models.DateField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    values = models.JSONField()
    batch = models.ForeignKey(
        "households.ImportBatch",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="observations",
    )
    # The visit it was made at, if at one: visits lie in an app above this one.
    visit_id = models.UUIDField(null=True, blank=True)

    class Meta:
        ordering = ("subject_id", "-version")
        constraints = (
            models.UniqueConstraint(
                fields=("subject_id", "version"), name="a_subject_has_one_observation_a_version"
            ),
        )

    def __str__(self) -> str:
        return f"{self.subject_kind} {self.subject_id} v{self.version}"


class DifferenceState(models.TextChoices):
    OPEN = "open", _("Menunggu keputusan")
    KEPT = "kept", _("Yang tercatat dipertahankan")
    ACCEPTED = "accepted", _("Nilai baru dipakai")


class FactDifference(models.Model):
    """A list disagrees with what was seen in the field: both are kept until a person decides."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    household = models.ForeignKey(
        "households.Household", on_delete=models.CASCADE, related_name="differences"
    )
    subject_kind = models.CharField(max_length=1, choices=SubjectKind.choices)
    subject_id = models.UUIDField()
    fact = models.CharField(max_length=30)
    current_value = models.JSONField(null=True)
    proposed_value = models.JSONField(null=True)
    proposed_source = models.CharField(max_length=12, choices=Source.choices)
    proposed_observed_on = models.DateField()
    batch = models.ForeignKey(
        "households.ImportBatch",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="differences",
    )
    state = models.CharField(
        max_length=10, choices=DifferenceState.choices, default=DifferenceState.OPEN
    )
    created_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ("created_at",)
        constraints = (
            models.UniqueConstraint(
                fields=("subject_id", "fact", "proposed_value", "proposed_observed_on"),
                condition=models.Q(state=DifferenceState.OPEN),
                name="a_difference_is_open_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.fact} {self.state}"
