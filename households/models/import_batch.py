"""One list that was loaded: what it was, how far it got, what it did."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _


class Format(models.TextChoices):
    BNBA = "bnba", _("BNBA")
    OPENSID = "opensid", _("OpenSID")


class BatchState(models.TextChoices):
    UPLOADED = "uploaded", _("Menunggu dibaca")
    CHECKING = "checking", _("Sedang dibaca")
    CHECKED = "checked", _("Siap diterapkan")
    APPLYING = "applying", _("Sedang diterapkan")
    ENROLLING = "enrolling", _("Sedang didaftarkan")
    APPLIED = "applied", _("Sudah diterapkan")
    UNDOING = "undoing", _("Sedang dibatalkan")
    UNDONE = "undone", _("Dibatalkan")
    REFUSED = "refused", _("Ditolak")
    DISCARDED = "discarded", _("Tidak jadi diterapkan")


READING = (BatchState.UPLOADED, BatchState.CHECKING)
# The machine has something left to do; the other states wait for a person, or for nobody.
AT_WORK = (*READING, BatchState.APPLYING, BatchState.ENROLLING, BatchState.UNDOING)


class ImportBatch(models.Model):
    """How far it got is kept here, so that whoever goes on, goes on where the last one stopped."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    format = models.CharField(max_length=8, choices=Format.choices)
    village = models.ForeignKey(
        "accounts.Region", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    file_name = models.CharField(max_length=200)
    file_hash = models.CharField(max_length=64)
    stored_name = models.CharField(max_length=100, blank=True)  # sealed under MEDIA_ROOT
    observed_on = models.DateField()
    enrol_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=BatchState.choices, default=BatchState.UPLOADED)
    problem = models.CharField(max_length=300, blank=True)
    lines_read = models.PositiveIntegerField(default=0)  # the last spreadsheet row that is staged
    is_read = models.BooleanField(default=False)
    rows_done = models.PositiveIntegerField(default=0)
    rows_total = models.PositiveIntegerField(default=0)  # known once the whole file is read
    households_total = models.PositiveIntegerField(null=True, blank=True)  # known once checked
    households_done = models.PositiveIntegerField(default=0)
    counts = models.JSONField(default=dict)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    worked_at = models.DateTimeField(null=True, blank=True)  # when a part of it was last done
    applied_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-created_at",)

    def __str__(self) -> str:
        return self.file_name

    @property
    def is_at_work(self) -> bool:
        return self.state in AT_WORK
