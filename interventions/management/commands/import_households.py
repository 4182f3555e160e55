"""`import_households FILE`: load a village's list, as contracts.md says.

It stands in this app because `--enrol` makes plans; everything else is households.imports.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser
from django.db import transaction
from django.utils.translation import gettext as _

from accounts import clock
from accounts.commands import ContractCommand, NothingDone, WrongArguments, iso_date
from accounts.models import Region, User
from accounts.models.region import Level
from households.imports.batches import (
    ListInput,
    begin_batch,
    confirm_batch,
    file_hash,
    refuse_batch,
    unfinished_batch,
)
from households.imports.problems import FileRefused
from households.imports.report import write_report
from households.imports.steps import COUNTS, advance, stager_for
from households.models import ImportBatch
from households.models.import_batch import READING, BatchState, Format
from interventions.services.batches import enrol_batch


class Command(ContractCommand):
    help = "Memuat daftar keluarga (BNBA atau OpenSID)."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--format", choices=Format.values, default=Format.BNBA.value)
        parser.add_argument("--village", metavar="CODE", default="")
        parser.add_argument("--dry-run", action="store_true")
        parser.add_argument("--enrol", type=iso_date, metavar="YYYY-MM-DD")
        parser.add_argument("--observed", type=iso_date, metavar="YYYY-MM-DD")
        parser.add_argument("--report", type=Path, metavar="FILE")

    def run(self, actor: User, **options: Any) -> Mapping[str, Any]:
        path: Path = options["file"]
        wanted = self._wanted(path, options)
        try:
            digest = file_hash(path)
        except OSError as error:
            raise NothingDone(
                _("Berkas ini tidak bisa dibuka: %(name)s") % {"name": path.name}
            ) from error
        if options["dry_run"]:
            return self._try_out(actor, wanted, digest, path, options["report"])
        return self._load(actor, wanted, digest, path, options["report"])

    def _wanted(self, path: Path, options: Mapping[str, Any]) -> ListInput:
        for name in ("enrol", "observed"):
            if options[name] is not None and options[name] > clock.today():
                raise WrongArguments(_("--%(name)s tidak boleh di masa depan.") % {"name": name})
        if options["format"] == Format.OPENSID and not options["village"]:
            raise WrongArguments(
                _("Berkas OpenSID tidak memuat kode desa: sebutkan desanya dengan --village.")
            )
        return ListInput(
            format=options["format"],
            file_name=path.name,
            village=_village(options["village"]),
            observed_on=options["observed"],
            enrol_on=options["enrol"],
        )

    def _try_out(
        self, actor: User, wanted: ListInput, digest: str, path: Path, report: Path | None
    ) -> dict[str, int]:
        with transaction.atomic():
            batch = begin_batch(actor=actor, wanted=wanted, file_hash=digest)
            try:
                batch = self._read(batch, path)
            except FileRefused as refused:
                raise NothingDone(str(refused)) from refused
            _write(batch, report, path)
            transaction.set_rollback(True)
        return _numbers(batch)

    def _load(
        self, actor: User, wanted: ListInput, digest: str, path: Path, report: Path | None
    ) -> dict[str, int]:
        batch = unfinished_batch(wanted, digest)
        if batch is not None:
            self.say(_("Melanjutkan pemuatan yang terhenti."))
        else:
            batch = begin_batch(actor=actor, wanted=wanted, file_hash=digest)
        try:
            batch = self._read(batch, path)
        except FileRefused as refused:
            refuse_batch(batch.pk, refused)
            raise NothingDone(str(refused)) from refused
        confirm_batch(actor=actor, batch=batch)
        batch = self._until(batch, {BatchState.ENROLLING, BatchState.APPLIED})
        if batch.state == BatchState.ENROLLING:
            enrol_batch(batch.pk)
            batch.refresh_from_db()
        _write(batch, report, path)
        return _numbers(batch)

    def _read(self, batch: ImportBatch, path: Path) -> ImportBatch:
        with stager_for(batch, path) as stager:
            while batch.state in READING:
                batch = advance(batch.pk, stager)
                self.say(_("%(rows)d baris dibaca.") % {"rows": batch.rows_done})
        return batch

    def _until(self, batch: ImportBatch, states: set[BatchState]) -> ImportBatch:
        batch = advance(batch.pk, None)
        while batch.state not in states:
            batch = advance(batch.pk, None)
        self.say(_("%(count)d keluarga dimuat.") % {"count": batch.households_done})
        return batch


def _village(code: str) -> str:
    """The village of that code, with or without dots."""
    if not code:
        return ""
    digits = code.strip().replace(".", "")
    dotted = ".".join((digits[:2], digits[2:4], digits[4:6], digits[6:]))
    if not Region.objects.filter(code=dotted, level=Level.VILLAGE).exists():
        raise NothingDone(_("Desa dengan kode %(code)s tidak dikenal.") % {"code": code[:20]})
    return dotted


def _numbers(batch: ImportBatch) -> dict[str, int]:
    """In the order of contracts.md, which a JSON column does not keep."""
    return {name: batch.counts[name] for name in COUNTS}


def _write(batch: ImportBatch, report: Path | None, path: Path) -> None:
    if report is not None:
        with report.open("w", encoding="utf-8", newline="") as target:
            write_report(batch, target, path)
