"""`invite_administrator USERNAME`: the first account of a place, or the way back into it.

Prints a one-time link for people (stderr); the link is in no log and no audit row.
"""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import CommandParser
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts import clock
from accounts.commands import ContractCommand, NothingDone
from accounts.forms.people import USER_NAME
from accounts.models import User
from accounts.roles import Role
from accounts.services.people import PersonInput, PersonRefused, invite_person, reset_password


class Command(ContractCommand):
    help = "Membuat (atau membuka lagi) akun administrator dan tautan sekali pakainya."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("username", metavar="USERNAME")
        parser.add_argument("--name", default="", help="nama lengkap; bila kosong: USERNAME")
        parser.add_argument("--address", default="", help="misalnya https://desaberdaya.example")

    def run(self, actor: User, **options: Any) -> Mapping[str, Any]:
        username = options["username"].lower()
        user = User.objects.filter(username=username).first()
        if user is None:
            token = _invited(actor, username, options["name"] or username)
        else:
            token = _reset(actor, user)
        self.say(_("Tautan sekali pakai untuk %(username)s:") % {"username": username})
        self.say(options["address"].rstrip("/") + reverse("person_activate", args=(token,)))
        return {"username": username, "created": user is None}


def _invited(actor: User, username: str, name: str) -> str:
    try:
        USER_NAME(username)
    except ValidationError as error:
        raise NothingDone(" ".join(error.messages)) from error
    person = PersonInput(username=username, name=name, role=Role.ADMINISTRATOR)
    return invite_person(actor=actor, person=person, since=clock.today())[1]


def _reset(actor: User, user: User) -> str:
    if not user.is_administrator:
        raise NothingDone(_("%(name)s bukan administrator.") % {"name": user.username})
    try:
        return reset_password(actor=actor, user=user)
    except PersonRefused as refusal:
        raise NothingDone(str(refusal)) from refusal
