"""Write every subject's outcome on a day to a CSV file (contracts.md). It holds NIK and No. KK."""

import csv
import os
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _

from accounts import clock
from accounts.commands import ContractCommand, NothingDone
from accounts.models import User
from entitlements.commands import add_day_and_village, scope_of
from entitlements.evaluation import Scope, rules_on
from entitlements.queries.export import all_outcomes

HEADER = ("no_kk", "nik", "nama", "entitlement", "row", "outcome", "severity", "on")


class Command(ContractCommand):
    help = "Export the outcome of every subject of every household enrolled on a day as CSV."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        add_day_and_village(parser)
        parser.add_argument("--output", type=Path, required=True, metavar="FILE")

    def run(self, actor: User, **options: Any) -> dict[str, Any]:
        on: date = options["on"] or clock.today()
        of = scope_of(options["village"])
        output: Path = options["output"]
        if output.exists() and not output.is_file():
            raise NothingDone(_("“%(name)s” bukan berkas biasa.") % {"name": output})
        unfinished = output.with_name(f".{output.name}.unfinished")
        try:
            counts = _write(unfinished, on, of)
            unfinished.replace(output)
        except OSError as error:
            raise NothingDone(
                _("Berkas “%(name)s” tidak bisa ditulis.") % {"name": output}
            ) from error
        finally:
            unfinished.unlink(missing_ok=True)
        self.say(_("%(rows)d baris ditulis ke %(name)s.") % {**counts, "name": output})
        return counts


def _write(path: Path, on: date, of: Scope) -> dict[str, Any]:
    households, rows, last = 0, 0, None
    with _only_for_me(path) as file:
        lines = csv.writer(file, lineterminator="\n")
        lines.writerow(HEADER)
        for row in all_outcomes(rules_on(on), of):
            lines.writerow(
                (
                    row.no_kk, row.nik, row.name, row.entitlement, row.row, row.outcome,
                    "" if row.severity is None else row.severity, on.isoformat(),
                )
            )  # fmt: skip
            rows += 1
            households += row.household_id != last
            last = row.household_id
    return {"households": households, "rows": rows}


def _only_for_me(path: Path) -> Any:
    """The file holds identifiers: nobody else on the machine may read it."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    return os.fdopen(descriptor, "w", encoding="utf-8", newline="")
