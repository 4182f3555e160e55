"""Everybody who signs in, and the account under which the machine acts."""

import uuid
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from accounts.roles import Ability, Agency, Role, abilities_of


class Users(BaseUserManager["User"]):
    def create_user(self, username: str, password: str | None = None, **fields: object) -> "User":
        """A saved account; without a password nobody can sign in with it until one is set."""
        user = self.model(username=self.model.normalize_username(username), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    username = models.CharField(_("nama pengguna"), max_length=60, unique=True)
    name = models.CharField(_("nama lengkap"), max_length=120)
    role = models.CharField(_("peran"), max_length=15, choices=Role.choices)
    agency = models.CharField(_("dinas"), max_length=15, choices=Agency.choices, blank=True)
    phone = models.CharField(_("nomor telepon"), max_length=20, blank=True)
    language = models.CharField(max_length=5, default="id")
    is_active = models.BooleanField(default=True)
    must_set_password = models.BooleanField(default=False)
    date_joined = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[Users] = Users()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["name", "role"]

    class Meta:
        ordering = ("name", "username")
        constraints = (
            models.CheckConstraint(
                name="an_agency_desk_and_nobody_else_has_an_agency",
                condition=(Q(role=Role.AGENCY) & ~Q(agency=""))
                | (~Q(role=Role.AGENCY) & Q(agency="")),
            ),
            models.CheckConstraint(
                name="user_role_is_in_the_role_table", condition=Q(role__in=Role.values)
            ),
            # Sign-in and its throttle look a name up in lower case: one spelling, one account.
            models.CheckConstraint(
                name="a_user_name_is_in_lower_case", condition=Q(username=Lower(F("username")))
            ),
            # "!" begins what Django stores for "no password can match".
            models.CheckConstraint(
                name="nobody_can_sign_in_as_the_machine",
                condition=~Q(role=Role.SYSTEM) | Q(password="") | Q(password__startswith="!"),  # noqa: S106
            ),
        )

    def __str__(self) -> str:
        return self.name or self.username

    def can(self, ability: Ability) -> bool:
        return self.is_active and ability in abilities_of(self.role)

    @property
    def is_facilitator(self) -> bool:
        return self.role == Role.FACILITATOR

    @property
    def is_officer(self) -> bool:
        return self.role == Role.OFFICER

    @property
    def is_agency_desk(self) -> bool:
        return self.role == Role.AGENCY

    @property
    def is_administrator(self) -> bool:
        return self.role == Role.ADMINISTRATOR
