"""Territory: province > regency > district > village, under its Kemendagri code."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.area_class import AreaClass


class Level(models.TextChoices):
    PROVINCE = "province", _("Provinsi")
    REGENCY = "regency", _("Kabupaten/Kota")
    DISTRICT = "district", _("Kecamatan")
    VILLAGE = "village", _("Desa/Kelurahan")


class Kind(models.TextChoices):
    PROVINSI = "provinsi", _("Provinsi")
    KABUPATEN = "kabupaten", _("Kabupaten")
    KOTA = "kota", _("Kota")
    KECAMATAN = "kecamatan", _("Kecamatan")
    DESA = "desa", _("Desa")
    KELURAHAN = "kelurahan", _("Kelurahan")


class Region(models.Model):
    """A place in the tree. A child's code begins with its parent's: `52`, `52.01`, `52.01.14`, …"""

    code = models.CharField(primary_key=True, max_length=13)
    name = models.CharField(max_length=100)
    level = models.CharField(max_length=10, choices=Level.choices)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children"
    )
    area_class = models.CharField(  # noqa: DJ001  unknown is a fact of its own (S6)
        max_length=5, choices=AreaClass.choices, null=True, blank=True
    )
    cohort = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        ordering = ("code",)
        constraints = (
            models.CheckConstraint(
                name="region_code_fits_its_level",
                condition=Q(level=Level.PROVINCE, code__regex=r"^\d\d$")
                | Q(level=Level.REGENCY, code__regex=r"^\d\d\.\d\d$")
                | Q(level=Level.DISTRICT, code__regex=r"^\d\d\.\d\d\.\d\d$")
                | Q(level=Level.VILLAGE, code__regex=r"^\d\d\.\d\d\.\d\d\.\d{4}$"),
            ),
            models.CheckConstraint(
                name="only_a_village_has_area_class_and_cohort",
                condition=Q(level=Level.VILLAGE) | Q(area_class=None, cohort=None),
            ),
            models.CheckConstraint(
                name="only_a_province_has_no_parent",
                condition=Q(level=Level.PROVINCE, parent=None)
                | (~Q(level=Level.PROVINCE) & Q(parent__isnull=False)),
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def regency_code(self) -> str:
        return self.code[:5]

    @property
    def district_code(self) -> str:
        return self.code[:8]

    @property
    def title(self) -> str:
        """With its kind in front, "Desa Senggigi"; a regency's own name carries it already."""
        if self.level in {Level.PROVINCE, Level.REGENCY}:
            return self.name
        return f"{self.get_kind_display()} {self.name}"
