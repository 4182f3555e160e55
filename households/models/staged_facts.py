"""The facts of a list before they are anybody's: the same names and types as where they will go."""

from django.db import models


class StagedHouseFacts(models.Model):
    """What a row says of the household and its dwelling; NULL is an empty cell."""

    desil = models.PositiveSmallIntegerField(null=True)
    open_defecation = models.BooleanField(null=True)
    toilet = models.PositiveSmallIntegerField(null=True)
    closet = models.PositiveSmallIntegerField(null=True)
    disposal = models.PositiveSmallIntegerField(null=True)
    emptied = models.PositiveSmallIntegerField(null=True)
    drinking_water = models.PositiveSmallIntegerField(null=True)
    other_water = models.PositiveSmallIntegerField(null=True)
    water_place = models.PositiveSmallIntegerField(null=True)
    water_minutes = models.PositiveSmallIntegerField(null=True)
    excreta_distance = models.PositiveSmallIntegerField(null=True)
    runs_dry = models.BooleanField(null=True)
    water_passed_test = models.BooleanField(null=True)
    dusun = models.CharField(max_length=60, null=True)  # noqa: DJ001
    rw = models.CharField(max_length=6, null=True)  # noqa: DJ001
    rt = models.CharField(max_length=6, null=True)  # noqa: DJ001
    address = models.CharField(max_length=200, null=True)  # noqa: DJ001
    latitude = models.DecimalField(max_digits=9, decimal_places=6, null=True)
    longitude = models.DecimalField(max_digits=9, decimal_places=6, null=True)

    class Meta:
        abstract = True


class StagedMemberFacts(models.Model):
    """What a row says of the member; NULL is an empty cell."""

    relation = models.PositiveSmallIntegerField(null=True)
    sex = models.PositiveSmallIntegerField(null=True)
    birth_date = models.DateField(null=True)
    presence = models.PositiveSmallIntegerField(null=True)
    schooling = models.PositiveSmallIntegerField(null=True)
    level = models.PositiveSmallIntegerField(null=True)
    grade = models.PositiveSmallIntegerField(null=True)
    certificate = models.PositiveSmallIntegerField(null=True)
    nisn = models.CharField(max_length=20, null=True)  # noqa: DJ001
    mother_name = models.CharField(max_length=120, null=True)  # noqa: DJ001
    pip_status = models.CharField(max_length=15, null=True)  # noqa: DJ001
    pip_year = models.PositiveSmallIntegerField(null=True)
    pip_deadline = models.DateField(null=True)
    jkn_status = models.CharField(max_length=12, null=True)  # noqa: DJ001
    jkn_segment = models.CharField(max_length=12, null=True)  # noqa: DJ001
    jkn_checked_on = models.DateField(null=True)
    nik_matched = models.BooleanField(null=True)
    needs_care = models.BooleanField(null=True)

    class Meta:
        abstract = True
