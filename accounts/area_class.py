"""Urban or rural: a code that rules read, so it stands outside the tables."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class AreaClass(models.TextChoices):
    """The statistics office's class of a village, whatever its kind; NULL is not known."""

    URBAN = "urban", _("Perkotaan")
    RURAL = "rural", _("Perdesaan")
