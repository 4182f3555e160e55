"""`load_regions [FILE]`: the province's tree of regions; the same file again changes nothing."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _

import accounts
from accounts.commands import ContractCommand, NothingDone, opened
from accounts.models import User
from accounts.services.regions import load_regions, read_regions
from accounts.tables import NotATable

NTB = Path(accounts.__file__).parent / "data" / "regions.csv"


class Command(ContractCommand):
    help = "Memuat pohon wilayah: provinsi, kabupaten/kota, kecamatan, desa/kelurahan."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("file", nargs="?", type=Path, default=NTB, metavar="FILE")

    def run(self, actor: User, **options: Any) -> Mapping[str, Any]:
        try:
            with opened(options["file"]) as file:
                counts = load_regions(read_regions(file))
        except NotATable as refusal:
            raise NothingDone(str(refusal)) from refusal
        self.say(
            _("%(rows)d wilayah dibaca: %(created)d baru, %(updated)d berubah.")
            % {"rows": counts.rows, "created": counts.created, "updated": counts.updated}
        )
        return {
            "rows": counts.rows,
            "regions_created": counts.created,
            "regions_updated": counts.updated,
            "regions_unchanged": counts.unchanged,
        }
