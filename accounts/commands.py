"""What every command of contracts.md keeps: who acts, one JSON line, exit codes 0, 1 and 2.

What people read goes to stderr; the last line of stdout is one JSON object. Every run is audited:
a row before it acts (so a killed run is known too) and one with its numbers when it is done.
"""

import json
import sys
from argparse import ArgumentTypeError
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from accounts.audit import FORBIDDEN_DETAIL, record_audit
from accounts.models import User
from accounts.roles import Role

SYSTEM = "system"
DJANGOS_OWN = frozenset(
    {
        "settings", "pythonpath", "verbosity", "traceback", "no_color", "force_color",
        "skip_checks", "actor",
    }
)  # fmt: skip


class NothingDone(CommandError):
    """Nothing could be done; the message is the sentence a person reads. Exit code 1."""

    def __init__(self, message: str) -> None:
        super().__init__(message, returncode=1)


class WrongArguments(CommandError):
    """Arguments that do not go together, which argparse alone cannot see. Exit code 2."""

    def __init__(self, message: str) -> None:
        super().__init__(message, returncode=2)


def iso_date(text: str) -> date:
    """For `add_argument(type=…)`: a date YYYY-MM-DD, else exit code 2."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError(
            _("“%(text)s” bukan tanggal YYYY-MM-DD.") % {"text": text}
        ) from error


@contextmanager
def opened(path: Path) -> Iterator[BinaryIO]:
    """A file that the command line names; raises NothingDone when it cannot be read."""
    try:
        file = path.open("rb")
    except OSError as error:
        raise NothingDone(_("Berkas %(name)s tidak dapat dibuka.") % {"name": path.name}) from error
    with file:
        yield file


def acting_account(username: str) -> User:
    """The active account of that name; the machine's own is made where it is not there yet."""
    if username == SYSTEM:
        return User.objects.get_or_create(
            username=SYSTEM, defaults={"name": "Sistem", "role": Role.SYSTEM}
        )[0]
    user = User.objects.filter(username=username, is_active=True).first()
    if user is None:
        raise NothingDone(_("Tidak ada akun aktif bernama “%(name)s”.") % {"name": username})
    return user


class ContractCommand(BaseCommand):
    """Subclasses extend `add_arguments` (calling super) and implement `run`."""

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--actor", default=SYSTEM, metavar="USERNAME")

    def run(self, actor: User, **options: Any) -> Mapping[str, Any]:
        """Do the work; returns the JSON object. Raises NothingDone or WrongArguments."""
        raise NotImplementedError

    def say(self, sentence: str) -> None:
        """A line for the person at the terminal."""
        self.stderr.write(sentence, style_func=str)

    def handle(self, *args: Any, **options: Any) -> None:
        actor = acting_account(options["actor"])
        name = type(self).__module__.rpartition(".")[2]
        record_audit(actor=actor, action=f"command.{name}", **_arguments(options))
        given = {key: value for key, value in options.items() if key != "actor"}
        result = self.run(actor, **given)
        record_audit(actor=actor, action=f"command.{name}.done", **result)
        self.stdout.write(json.dumps(result))

    def execute(self, *args: Any, **options: Any) -> str | None:
        try:
            return super().execute(*args, **options)
        except (NothingDone, WrongArguments) as refusal:
            if not getattr(self, "_called_from_command_line", False):
                raise
            self.say(str(refusal))
            sys.exit(refusal.returncode)


def _arguments(options: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: _as_json(value)
        for name, value in options.items()
        if name not in DJANGOS_OWN | FORBIDDEN_DETAIL and value is not None
    }


def _as_json(value: Any) -> Any:
    if isinstance(value, Path):
        return value.name
    return value if isinstance(value, bool | int | str) else str(value)
