"""The cast at work: Village A's family in Sari's care, Village B's in Budi's, and bystanders."""

from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import User
from tests.access.matrix import World, make_world

SignIn = Callable[[User], Client]


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
