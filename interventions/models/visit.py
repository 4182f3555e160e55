"""A visit as it was sent, what was amended later, and what was sent twice with other content."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Mode(models.TextChoices):
    FACE_TO_FACE = "face_to_face", _("Bertemu di rumah")
    PHONE = "phone", _("Lewat telepon")
    GROUP = "group", _("Pertemuan kelompok")


class Topic(models.TextChoices):
    """Life skills (programme.md, section 7)."""

    NUTRITION = "nutrition", _("Gizi keluarga")
    HYGIENE = "hygiene", _("Cuci tangan dan jamban")
    MOTHER_CHILD = "mother_child", _("Imunisasi dan ibu hamil")
    SCHOOL = "school", _("Sekolah dan KIP")
    SAVING = "saving", _("Menabung")
    BOOKKEEPING = "bookkeeping", _("Catatan usaha")
    DEBT = "debt", _("Utang, rentenir, judi online")
    CHILD_MARRIAGE = "child_marriage", _("Pernikahan anak")
    DISASTER = "disaster", _("Siaga bencana")
    CIVIL_DOCUMENTS = "civil_documents", _("Hak adminduk")


class Visit(models.Model):
    """`id` is made by the device; `content_hash` is of what was first received and stays, so that a
    resend is known for what it is even after an amendment. `happened_at` is not `received_at`."""

    id = models.UUIDField(primary_key=True, editable=False)
    household = models.ForeignKey(
        "households.Household", on_delete=models.PROTECT, related_name="visits"
    )
    made_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="visits")
    happened_at = models.DateTimeField()
    happened_on = models.DateField()  # the local date of happened_at
    received_at = models.DateTimeField()
    mode = models.CharField(max_length=12, choices=Mode.choices)
    met = ArrayField(models.UUIDField(), default=list)  # members
    met_others = models.CharField(max_length=200, blank=True)
    topics = ArrayField(models.CharField(max_length=20, choices=Topic.choices), default=list)
    progress = models.JSONField(default=dict)  # milestone id: goal state
    answers = models.JSONField(default=list)  # the facts that were said, as they were sent
    notes = models.TextField(max_length=4000, blank=True)
    agreement = models.TextField(max_length=2000, blank=True)
    next_visit_on = models.DateField(null=True, blank=True)
    latitude = models.DecimalField(max_digits=9, decimal_places=6, null=True, blank=True)
    longitude = models.DecimalField(max_digits=9, decimal_places=6, null=True, blank=True)
    accuracy_m = models.PositiveIntegerField(null=True, blank=True)
    content_hash = models.CharField(max_length=64)
    check_asked_at = models.DateTimeField()  # when the worker was last asked: received or amended
    flags_checked_at = models.DateTimeField(null=True, blank=True)
    check_delayed = models.BooleanField(default=False)  # the broker did not take the nudge

    class Meta:
        ordering = ("-happened_at", "-received_at")
        indexes = (
            models.Index(fields=("household", "-happened_on"), name="visits_of_a_household"),
            models.Index(fields=("happened_on",), name="visits_by_day"),
        )
        constraints = (
            models.CheckConstraint(
                name="a_visit_point_has_both_coordinates_on_earth",
                condition=Q(latitude=None, longitude=None)
                | Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
            ),
            models.CheckConstraint(
                name="a_visit_arrives_after_it_happened",
                condition=Q(happened_at__lte=models.F("received_at")),
            ),
        )

    def __str__(self) -> str:
        return f"{self.happened_on} {self.household_id}"


class VisitAmendment(models.Model):
    """What a correction changed, why, by whom: the former content stays readable."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="amendments")
    reason = models.CharField(max_length=300)
    before = models.JSONField()
    after = models.JSONField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("recorded_at",)

    def __str__(self) -> str:
        return f"{self.visit_id} {self.recorded_at:%Y-%m-%d}"


class VisitConflict(models.Model):
    """The same id came again with other content: refused, and kept beside the first for review."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="conflicts")
    household = models.ForeignKey(
        "households.Household", on_delete=models.PROTECT, related_name="visit_conflicts"
    )
    content = models.JSONField()
    content_hash = models.CharField(max_length=64)
    sent_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    received_at = models.DateTimeField()
    reviewed_at = models.DateTimeField(null=True, blank=True)
    reviewed_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    review_note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("received_at",)
        constraints = (
            models.UniqueConstraint(
                fields=("visit", "content_hash"), name="other_content_is_kept_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.visit_id} {self.received_at:%Y-%m-%d}"
