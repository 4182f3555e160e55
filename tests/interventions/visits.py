"""Visits as tests send them."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from accounts import clock
from households.models import Household
from interventions.visit_content import VisitInput


def yesterday() -> datetime:
    return (clock.now() - timedelta(days=1)).replace(second=0, microsecond=0)


def a_visit(household: Household, **fields: Any) -> VisitInput:
    """A visit of yesterday, face to face; `fields` say the rest."""
    fields.setdefault("id", uuid4())
    fields.setdefault("happened_at", yesterday())
    fields.setdefault("mode", "face_to_face")
    return VisitInput(household_id=household.pk, **fields)
