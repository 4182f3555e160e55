"""`seed_demo [--reset] [--accounts]`: fill an empty database with the demo province."""

import json
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from desaberdaya.demo import emptying, marker, province
from desaberdaya.demo.accounts import account_lines


class Command(BaseCommand):
    help = "Mengisi data contoh: semua orang di dalamnya rekaan."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--reset", action="store_true", help="kosongkan dulu, lalu isi lagi")
        parser.add_argument("--accounts", action="store_true", help="tampilkan saja akun contoh")

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.IS_PRODUCTION:
            raise CommandError(_("Data contoh ditolak di tempat kerja sungguhan."))
        if options["accounts"]:
            self.stdout.write("\n".join(account_lines()))
            return
        if options["reset"]:
            emptying.empty()
        elif marker.is_loaded() or emptying.has_households():
            self.stdout.write(json.dumps({"households": 0, "members": 0, "already_there": True}))
            return
        self.stdout.write(json.dumps(province.build()))
