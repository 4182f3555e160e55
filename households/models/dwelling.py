"""The house: several families can share one, with its toilet and its water."""

import uuid

from django.db import models
from django.db.models import Q

from households.codes import (
    Closet,
    Disposal,
    Emptied,
    ExcretaDistance,
    Toilet,
    WaterPlace,
    WaterSource,
)


class Dwelling(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    dusun = models.CharField(max_length=60, blank=True)
    rw = models.CharField(max_length=6, blank=True)
    rt = models.CharField(max_length=6, blank=True)
    address = models.CharField(max_length=200, blank=True)
    latitude = models.DecimalField(max_digits=9, decimal_places=6, null=True, blank=True)
    longitude = models.DecimalField(max_digits=9, decimal_places=6, null=True, blank=True)

    toilet = models.PositiveSmallIntegerField(choices=Toilet.choices, null=True, blank=True)
    closet = models.PositiveSmallIntegerField(choices=Closet.choices, null=True, blank=True)
    disposal = models.PositiveSmallIntegerField(choices=Disposal.choices, null=True, blank=True)
    emptied = models.PositiveSmallIntegerField(choices=Emptied.choices, null=True, blank=True)
    drinking_water = models.PositiveSmallIntegerField(
        choices=WaterSource.choices, null=True, blank=True
    )
    other_water = models.PositiveSmallIntegerField(
        choices=WaterSource.choices, null=True, blank=True
    )
    water_place = models.PositiveSmallIntegerField(
        choices=WaterPlace.choices, null=True, blank=True
    )
    water_minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    excreta_distance = models.PositiveSmallIntegerField(
        choices=ExcretaDistance.choices, null=True, blank=True
    )
    runs_dry = models.BooleanField(null=True, blank=True)
    water_passed_test = models.BooleanField(null=True, blank=True)

    version = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="a_point_has_both_coordinates_on_earth",
                condition=Q(latitude=None, longitude=None)
                | Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
            ),
        )

    def __str__(self) -> str:
        return " ".join(filter(None, (self.dusun, self.address)))
