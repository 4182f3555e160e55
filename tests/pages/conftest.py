"""The cast at work on one fixed day, and rows for pages that read across the apps."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from accounts import clock
from accounts.models import User
from households.identity import new_id
from households.models import Household
from interventions.models import MentoringPlan, PlanTemplate, Visit
from tests.access.matrix import World, make_world

TODAY = date(2026, 11, 24)
SignIn = Callable[[User], Client]


@pytest.fixture(autouse=True)
def today(settings) -> date:
    settings.TODAY_OVERRIDE = TODAY
    return TODAY


@pytest.fixture
def world(db: None) -> World:
    return make_world()


@pytest.fixture
def as_() -> SignIn:
    def client_of(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return client_of


def plan_due(household: Household, due: date | None, by: User) -> MentoringPlan:
    """A plan whose next visit is due on a day."""
    template = PlanTemplate.objects.order_by("-version")[0]
    return MentoringPlan.objects.create(
        household=household,
        template=template,
        starts_on=date(2026, 1, 5),
        months=template.months,
        next_due=due,
        created_at=clock.now(),
        created_by=by,
    )


def visit_on(household: Household, day: date, by: User) -> Visit:
    """A visit that was made on a day."""
    at = clock.start_of(day)
    return Visit.objects.create(
        id=new_id(),
        household=household,
        made_by=by,
        happened_at=at,
        happened_on=day,
        received_at=at,
        check_asked_at=at,
        mode="face_to_face",
        content_hash="0" * 64,
    )
