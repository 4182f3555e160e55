"""Enrolment as states in time, and the consents that were asked."""

import uuid

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models.assignment import date_range


class State(models.TextChoices):
    CANDIDATE = "candidate", _("Calon")
    VERIFIED = "verified", _("Terverifikasi")
    NOT_ELIGIBLE = "not_eligible", _("Tidak memenuhi syarat")
    MOVED = "moved", _("Pindah")
    NOT_FOUND = "not_found", _("Tidak ditemukan")
    DUPLICATE = "duplicate", _("Ganda")
    ENROLLED = "enrolled", _("Didampingi")
    EXTENDED = "extended", _("Diperpanjang")
    GRADUATED = "graduated", _("Lulus")
    EXITED = "exited", _("Keluar")


ACTIVE = (State.ENROLLED, State.EXTENDED)

TRANSITIONS: dict[str, frozenset[str]] = {
    State.CANDIDATE: frozenset(
        {State.VERIFIED, State.NOT_ELIGIBLE, State.MOVED, State.NOT_FOUND, State.DUPLICATE}
    ),
    State.VERIFIED: frozenset(
        {State.ENROLLED, State.NOT_ELIGIBLE, State.MOVED, State.NOT_FOUND, State.DUPLICATE}
    ),
    State.NOT_ELIGIBLE: frozenset({State.CANDIDATE}),
    State.MOVED: frozenset({State.CANDIDATE}),
    State.NOT_FOUND: frozenset({State.CANDIDATE}),
    State.DUPLICATE: frozenset({State.CANDIDATE}),
    State.ENROLLED: frozenset({State.EXTENDED, State.GRADUATED, State.EXITED}),
    State.EXTENDED: frozenset({State.GRADUATED, State.EXITED}),
    State.GRADUATED: frozenset(),
    State.EXITED: frozenset({State.CANDIDATE}),
}


class EnrolmentState(models.Model):
    """One state a household is in, from a day until (not on) another; the open one is current."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    household = models.ForeignKey(
        "households.Household", on_delete=models.CASCADE, related_name="states"
    )
    state = models.CharField(max_length=12, choices=State.choices)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    alternative_track = models.BooleanField(default=False)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("household_id", "valid_from", "recorded_at")
        indexes = (
            models.Index(
                fields=("household", "valid_from"),
                condition=Q(state__in=ACTIVE),
                include=("valid_to",),
                name="enrolled_when",
            ),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("household",),
                condition=Q(valid_to=None),
                name="a_household_is_in_one_state_now",
            ),
            models.CheckConstraint(
                name="a_state_ends_after_it_begins",
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
            ),
            ExclusionConstraint(
                name="a_household_is_in_one_state_at_a_time",
                expressions=(
                    ("household", RangeOperators.EQUAL),
                    (date_range("valid_from", "valid_to"), RangeOperators.OVERLAPS),
                ),
            ),
        )

    def __str__(self) -> str:
        return f"{self.state} {self.valid_from}"


class ConsentPurpose(models.TextChoices):
    PHOTO = "photo", _("Foto")
    GPS = "gps", _("Lokasi GPS")
    SHARING = "sharing", _("Berbagi data dengan mitra")
    STORY = "story", _("Kisah keluarga")


class ConsentHow(models.TextChoices):
    WRITTEN = "written", _("Tertulis")
    SPOKEN = "spoken", _("Lisan, disaksikan")
    RECORDED = "recorded", _("Direkam")


class Consent(models.Model):
    """An answer to one purpose; the latest one counts. The programme itself needs none: its basis
    is the public task (programme.md, section 8)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    household = models.ForeignKey(
        "households.Household", on_delete=models.CASCADE, related_name="consents"
    )
    purpose = models.CharField(max_length=10, choices=ConsentPurpose.choices)
    text_version = models.CharField(max_length=20)
    given = models.BooleanField()
    given_by = models.ForeignKey(
        "households.Member", on_delete=models.PROTECT, related_name="consents_given"
    )
    as_guardian = models.BooleanField(default=False)  # speaks for the children of the household
    how = models.CharField(max_length=10, choices=ConsentHow.choices)
    given_on = models.DateField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("-given_on", "-recorded_at")

    def __str__(self) -> str:
        return f"{self.purpose} {self.given}"
