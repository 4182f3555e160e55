"""What is owed to a member or a household and not there yet, from when until when, and why."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from entitlements.programmes.table import FLAGGED, Entitlement, Outcome


class Cause(models.TextChoices):
    """Why a flag was closed, in the order in which they are looked for."""

    DIED = "died", _("meninggal")
    MOVED = "moved", _("pindah")
    EXITED = "exited", _("pendampingan berakhir")
    CORRECTED = "corrected", _("data dibetulkan")
    NO_LONGER_APPLIES = "no_longer_applies", _("tidak berlaku lagi")
    FIXED = "fixed", _("sudah terpenuhi")


class Flag(models.Model):
    """One episode. A flag that comes back is another row; nothing here depends on the date alone.

    `subject_id` is the member (KIP, KIS) or the household (SANITATION, WATER). `row`, `outcome`,
    `severity` and `facts` are of the last change; FlagEvent keeps what they were before.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    entitlement = models.CharField(max_length=10, choices=Entitlement.choices)
    household = models.ForeignKey(
        "households.Household", on_delete=models.CASCADE, related_name="flags", db_index=False
    )
    member = models.ForeignKey(
        "households.Member", on_delete=models.CASCADE, null=True, blank=True, related_name="flags"
    )
    subject_id = models.UUIDField()
    row = models.CharField(max_length=3)
    outcome = models.CharField(max_length=14, choices=Outcome.choices)
    severity = models.PositiveSmallIntegerField()
    facts = models.JSONField(default=dict)
    rule_version = models.ForeignKey(
        "entitlements.RuleVersion", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    first_seen_on = models.DateField()
    opened_at = models.DateTimeField()
    changed_at = models.DateTimeField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    cause = models.CharField(max_length=17, choices=Cause.choices, blank=True)
    closing_row = models.CharField(max_length=3, blank=True)
    closing_facts = models.JSONField(default=dict)

    class Meta:
        indexes = (
            models.Index(fields=("household", "closed_at"), name="flags_of_a_household"),
            models.Index(
                fields=("entitlement", "severity"),
                condition=Q(closed_at=None),
                name="open_flags_by_entitlement",
            ),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("subject_id", "entitlement"),
                condition=Q(closed_at=None),
                name="a_subject_has_one_open_flag_an_entitlement",
            ),
            models.CheckConstraint(
                name="a_flag_is_closed_on_a_day_for_a_cause",
                condition=Q(closed_at=None, closed_on=None, cause="")
                | (Q(closed_at__isnull=False, closed_on__isnull=False) & ~Q(cause="")),
            ),
            models.CheckConstraint(
                name="a_flag_has_severity_1_to_3_and_an_outcome_that_asks",
                condition=Q(severity__range=(1, 3), outcome__in=sorted(FLAGGED)),
            ),
            models.CheckConstraint(
                name="a_flag_is_of_a_member_or_of_a_household",
                condition=Q(
                    entitlement__in=(Entitlement.KIP, Entitlement.KIS), subject_id=F("member_id")
                )
                | Q(
                    entitlement__in=(Entitlement.SANITATION, Entitlement.WATER),
                    member=None,
                    subject_id=F("household_id"),
                ),
            ),
        )

    def __str__(self) -> str:
        return f"{self.row} {self.subject_id}"

    @property
    def is_open(self) -> bool:
        return self.closed_at is None


class FlagEvent(models.Model):
    """What a flag said until it changed: its present words are on the flag itself."""

    flag = models.ForeignKey(Flag, on_delete=models.CASCADE, related_name="events")
    until = models.DateTimeField()
    household = models.ForeignKey(
        "households.Household", on_delete=models.CASCADE, related_name="+"
    )
    row = models.CharField(max_length=3)
    outcome = models.CharField(max_length=14, choices=Outcome.choices)
    severity = models.PositiveSmallIntegerField()
    facts = models.JSONField(default=dict)
    rule_version = models.ForeignKey(
        "entitlements.RuleVersion", on_delete=models.PROTECT, related_name="+", db_index=False
    )

    class Meta:
        ordering = ("until", "id")

    def __str__(self) -> str:
        return f"{self.row} until {self.until:%Y-%m-%d %H:%M}"
