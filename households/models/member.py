"""A person, who belongs to one household at a time and keeps their identity through moves."""

import uuid

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from households.codes import (
    RESIDENT,
    Certificate,
    JknSegment,
    JknStatus,
    Level,
    NikMissingReason,
    NikState,
    PipStatus,
    Presence,
    Relation,
    Schooling,
    Sex,
)


class Member(models.Model):
    """Facts are typed columns (what a rule reads now); where each came from is in Observation.

    NULL is a fact that was never recorded; text facts are NULL, never ''.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    household = models.ForeignKey(
        "households.Household", on_delete=models.PROTECT, related_name="members"
    )
    name = models.CharField(max_length=120)
    name_key = models.CharField(max_length=120)  # names.normalised(name)
    # The name under which a list last gave this person: the same list is recognised again after
    # somebody mended the name, and does not put the misspelt one back.
    listed_name_key = models.CharField(max_length=120, blank=True)

    nik_sealed = models.BinaryField(null=True, blank=True)
    nik_hash = models.CharField(max_length=60, null=True, blank=True)  # noqa: DJ001  unique or absent
    nik_state = models.CharField(max_length=11, choices=NikState.choices, default=NikState.MISSING)
    nik_missing_reason = models.CharField(
        max_length=12, choices=NikMissingReason.choices, blank=True
    )
    nik_matched = models.BooleanField(null=True, blank=True)  # Dukcapil's answer; NULL: not asked

    relation = models.PositiveSmallIntegerField(choices=Relation.choices, null=True, blank=True)
    sex = models.PositiveSmallIntegerField(choices=Sex.choices, null=True, blank=True)
    birth_date = models.DateField(null=True, blank=True)
    presence = models.PositiveSmallIntegerField(choices=Presence.choices, null=True, blank=True)
    schooling = models.PositiveSmallIntegerField(choices=Schooling.choices, null=True, blank=True)
    level = models.PositiveSmallIntegerField(choices=Level.choices, null=True, blank=True)
    grade = models.PositiveSmallIntegerField(null=True, blank=True)
    certificate = models.PositiveSmallIntegerField(
        choices=Certificate.choices, null=True, blank=True
    )
    nisn = models.CharField(max_length=20, null=True, blank=True)  # noqa: DJ001
    mother_name = models.CharField(max_length=120, null=True, blank=True)  # noqa: DJ001
    pip_status = models.CharField(  # noqa: DJ001
        max_length=15, choices=PipStatus.choices, null=True, blank=True
    )
    pip_year = models.PositiveSmallIntegerField(null=True, blank=True)
    pip_deadline = models.DateField(null=True, blank=True)
    jkn_status = models.CharField(  # noqa: DJ001
        max_length=12, choices=JknStatus.choices, null=True, blank=True
    )
    jkn_segment = models.CharField(  # noqa: DJ001
        max_length=12, choices=JknSegment.choices, null=True, blank=True
    )
    jkn_checked_on = models.DateField(null=True, blank=True)
    needs_care = models.BooleanField(null=True, blank=True)

    version = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField()
    batch = models.ForeignKey(
        "households.ImportBatch",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="members",
    )

    class Meta:
        indexes = (
            GinIndex(fields=("name_key",), name="member_name_trigram", opclasses=("gin_trgm_ops",)),
        )
        constraints = (
            models.UniqueConstraint(fields=("nik_hash",), name="a_nik_belongs_to_one_member"),
            models.CheckConstraint(
                name="nik_state_says_whether_there_is_a_nik",
                condition=Q(nik_state=NikState.MISSING, nik_sealed=None, nik_hash=None)
                | (
                    ~Q(nik_state=NikState.MISSING)
                    & Q(nik_sealed__isnull=False, nik_hash__isnull=False)
                ),
            ),
            models.CheckConstraint(
                name="grade_is_1_to_8", condition=Q(grade=None) | Q(grade__range=(1, 8))
            ),
            models.CheckConstraint(
                name="an_unrecorded_text_fact_is_null",
                condition=~Q(nisn="") & ~Q(mother_name="") & ~Q(name=""),
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def is_resident(self) -> bool:
        """Lives in the household: presence 1, 5 or never recorded."""
        return self.presence is None or self.presence in RESIDENT
