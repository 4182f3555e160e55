"""Check the flags now, as the worker does; on another day only count (contracts.md)."""

import time
from datetime import date
from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _

from accounts import clock
from accounts.commands import ContractCommand
from accounts.models import User
from entitlements import services
from entitlements.commands import add_day_and_village, scope_of
from entitlements.evaluation import Counts, Scope, rules_on
from entitlements.queries.export import count_subjects


class Command(ContractCommand):
    help = "Evaluate the entitlements of every enrolled household and bring the flags up to date."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        add_day_and_village(parser)

    def run(self, actor: User, **options: Any) -> dict[str, Any]:
        started = time.perf_counter()
        today = clock.today()
        on: date = options["on"] or today
        of = scope_of(options["village"])
        counts = self._apply(of) if on == today else Counts()
        households, outcomes = count_subjects(rules_on(on), of)
        if on != today:
            self.say(_("Bukan hari ini: hanya dihitung, tidak ada yang ditulis."))
        return {
            "households": households,
            "outcomes": outcomes,
            "written": counts.written,
            "flags_opened": counts.opened,
            "flags_changed": counts.changed,
            "flags_closed": counts.closed,
            "seconds": round(time.perf_counter() - started, 3),
        }

    def _apply(self, of: Scope) -> Counts:
        village = of.values.get("village")
        return services.sweep() if village is None else services.evaluate_village(village)
