"""A list between its file and the households: staged, compared, and forgotten when it is loaded.

No NIK and no No. KK lies here in clear either. A row is staged under the id that its member will
have, and the head's row names the ids of the household and dwelling to come, so that the numbers
can be sealed for the place where they will stay.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from households.codes import NikState
from households.models.import_batch import ImportBatch
from households.models.staged_facts import StagedHouseFacts, StagedMemberFacts


class StagedRow(StagedHouseFacts, StagedMemberFacts):
    """One row of the file. Its batch is deleted with it by hand: a check a row would cost much."""

    id = models.UUIDField(primary_key=True, editable=False)
    batch = models.ForeignKey(
        ImportBatch, on_delete=models.DO_NOTHING, db_constraint=False, db_index=False,
        related_name="+",
    )  # fmt: skip
    line = models.PositiveIntegerField()  # as the spreadsheet counts: the header is row 1
    kk_key = models.UUIDField(null=True)  # a keyed digest of the No. KK, whatever its shape
    new_household_id = models.UUIDField(null=True)
    new_dwelling_id = models.UUIDField(null=True)
    kk_sealed = models.BinaryField(null=True)
    kk_hashes = ArrayField(models.CharField(max_length=60), null=True)
    village_code = models.CharField(max_length=13, null=True)  # noqa: DJ001
    name = models.CharField(max_length=120, null=True)  # noqa: DJ001
    name_key = models.CharField(max_length=120)
    nik_sealed = models.BinaryField(null=True)
    nik_hashes = ArrayField(models.CharField(max_length=60), null=True)
    nik_state = models.CharField(max_length=11, default=NikState.MISSING)
    nik_missing_reason = models.CharField(max_length=12, blank=True)

    class Meta:
        indexes = (models.Index(fields=("batch", "kk_key"), name="staged_rows_of_a_household"),)

    def __str__(self) -> str:
        return f"{self.batch_id} {self.line}"


class Action(models.TextChoices):
    CREATED = "created", _("Baru")
    UPDATED = "updated", _("Diperbarui")
    UNCHANGED = "unchanged", _("Tidak berubah")
    WAITING = "waiting", _("Menunggu keputusan")
    REFUSED = "refused", _("Ditolak")


class StagedHousehold(StagedHouseFacts):
    """The rows of one No. KK, merged; `known_id` is the household that it turned out to be."""

    id = models.UUIDField(primary_key=True, editable=False)
    batch = models.ForeignKey(
        ImportBatch, on_delete=models.DO_NOTHING, db_constraint=False, db_index=False,
        related_name="+",
    )  # fmt: skip
    position = models.PositiveIntegerField()  # 1, 2, … in the order of the file
    kk_key = models.UUIDField()
    kk_sealed = models.BinaryField(null=True)
    kk_hashes = ArrayField(models.CharField(max_length=60), null=True)
    dwelling_id = models.UUIDField(null=True)
    village_code = models.CharField(max_length=13, null=True)  # noqa: DJ001
    first_line = models.PositiveIntegerField()
    rows = models.PositiveIntegerField()
    conflicts = ArrayField(models.CharField(max_length=30), default=list)
    action = models.CharField(max_length=10, choices=Action.choices, blank=True)
    known_id = models.UUIDField(null=True)
    members_created = models.PositiveIntegerField(default=0)
    members_updated = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("batch", "position"), name="a_staged_household_has_its_position"
            ),
            models.UniqueConstraint(
                fields=("batch", "kk_key"), name="a_no_kk_is_staged_once_a_batch"
            ),
        )

    def __str__(self) -> str:
        return f"{self.batch_id} {self.position}"


class IssueKind(models.TextChoices):
    REFUSED = "refused", _("Ditolak")
    WAITING = "waiting", _("Menunggu keputusan")
    NOTICE = "notice", _("Catatan")


class ImportIssue(models.Model):
    """What is wrong with one cell, or what waits for a decision. `code` is a key of
    households.imports.problems; `params` fill its sentence and never hold what the cell held."""

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="issues")
    kind = models.CharField(max_length=10, choices=IssueKind.choices, default=IssueKind.REFUSED)
    line = models.PositiveIntegerField()
    kk_key = models.UUIDField(null=True)
    column = models.CharField(max_length=30)
    code = models.CharField(max_length=30)
    params = models.JSONField(default=dict)

    class Meta:
        indexes = (
            models.Index(fields=("batch", "line"), name="import_issues_by_line"),
            models.Index(fields=("batch", "kk_key"), name="import_issues_of_a_household"),
        )

    def __str__(self) -> str:
        return f"{self.line} {self.column} {self.code}"


class ImportChange(models.Model):
    """What a subject was before the batch changed it: all that an undo needs."""

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="changes")
    household_id = models.UUIDField()
    subject_kind = models.CharField(max_length=1)
    subject_id = models.UUIDField()
    before = models.JSONField()
    number_sealed = models.BinaryField(null=True)  # the NIK or No. KK that was replaced, if any
    number_hash = models.CharField(max_length=60, null=True)  # noqa: DJ001
    version_before = models.PositiveIntegerField()
    version_after = models.PositiveIntegerField()

    class Meta:
        indexes = (models.Index(fields=("batch", "subject_id"), name="import_changes_by_subject"),)

    def __str__(self) -> str:
        return f"{self.subject_kind} {self.subject_id}"
