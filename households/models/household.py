"""The family that is accompanied. Its UUID is its identity; its No. KK changes."""

import uuid
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.scope import ScopedQuerySet


class Origin(models.TextChoices):
    LIST = "list", _("Dari daftar")
    PROPOSED = "proposed", _("Diusulkan pendamping")


class Household(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    village = models.ForeignKey(
        "accounts.Region", on_delete=models.PROTECT, related_name="households"
    )
    dwelling = models.ForeignKey(
        "households.Dwelling", on_delete=models.PROTECT, related_name="households"
    )
    kk_sealed = models.BinaryField(null=True, blank=True)
    kk_hash = models.CharField(max_length=60, null=True, blank=True)  # noqa: DJ001  unique or absent
    origin = models.CharField(max_length=10, choices=Origin.choices, default=Origin.LIST)
    phone = models.CharField(max_length=20, blank=True)
    language = models.CharField(max_length=20, blank=True)
    desil = models.PositiveSmallIntegerField(null=True, blank=True)
    open_defecation = models.BooleanField(null=True, blank=True)
    version = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    batch = models.ForeignKey(
        "households.ImportBatch",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="households",
    )

    objects = ScopedQuerySet["Household"].as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("kk_hash",), name="a_no_kk_belongs_to_one_household"),
            models.CheckConstraint(
                name="a_no_kk_is_sealed_and_hashed_together",
                condition=Q(kk_sealed=None, kk_hash=None)
                | Q(kk_sealed__isnull=False, kk_hash__isnull=False),
            ),
            models.CheckConstraint(
                name="desil_is_0_to_10", condition=Q(desil=None) | Q(desil__range=(0, 10))
            ),
        )

    def __str__(self) -> str:
        return str(self.pk)

    def head(self) -> Any:
        """The head among the members already fetched who live here, else the next in line, else
        None."""
        members = sorted(
            self.members.all(),
            key=lambda member: (not member.is_resident, member.relation or 99, member.name),
        )
        return members[0] if members else None
