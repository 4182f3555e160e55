"""`import_villages FILE`: area class and cohort of villages, as contracts.md says."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _

from accounts.commands import ContractCommand, NothingDone, opened
from accounts.models import User
from accounts.services.villages import import_villages
from accounts.tables import NotATable


class Command(ContractCommand):
    help = "Mengisi kelas wilayah dan angkatan desa dari CSV: kode_desa,area_class,cohort."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("file", type=Path, metavar="FILE")

    def run(self, actor: User, **options: Any) -> Mapping[str, Any]:
        try:
            with opened(options["file"]) as file:
                found = import_villages(actor=actor, file=file)
        except NotATable as refusal:
            raise NothingDone(str(refusal)) from refusal
        for line in found.refusals:
            self.say(str(line))
        self.say(_("%(count)d desa diperbarui.") % {"count": len(found.changes)})
        return {
            "rows": found.rows,
            "villages_updated": len(found.changes),
            "villages_unchanged": found.unchanged,
            "rejected_rows": len(found.refusals),
        }
