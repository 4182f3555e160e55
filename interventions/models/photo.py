"""A photo of a visit: re-encoded, without EXIF, named by its own id."""

import uuid

from django.db import models


class VisitPhoto(models.Model):
    """`received_hash` is of the bytes that came in, so that a resend adds no second photo."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    visit = models.ForeignKey(
        "interventions.Visit", on_delete=models.PROTECT, related_name="photos"
    )
    received_hash = models.CharField(max_length=64)
    width = models.PositiveSmallIntegerField()
    height = models.PositiveSmallIntegerField()
    received_at = models.DateTimeField()

    class Meta:
        ordering = ("received_at",)
        constraints = (
            models.UniqueConstraint(
                fields=("visit", "received_hash"), name="a_visit_has_a_photo_once"
            ),
        )

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def stored_name(self) -> str:
        """The file under MEDIA_ROOT."""
        return f"visit_photos/{self.pk}.jpg"
