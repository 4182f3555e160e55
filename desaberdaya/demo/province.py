"""Build the demo province: accounts, families, and the months until today."""

from datetime import date
from io import StringIO

from django.core.management import call_command
from django.db import transaction

from accounts import clock
from accounts.audit import record_audit
from accounts.models import Region, User
from accounts.models.region import Level
from desaberdaya.demo import marker
from desaberdaya.demo.accounts import facilitator_username, write_accounts
from desaberdaya.demo.families import Inventor
from desaberdaya.demo.history import let_months_pass
from desaberdaya.demo.places import COHORT, VILLAGES
from desaberdaya.demo.rows import Batch, Written


def build() -> dict[str, int]:
    """Write the whole demo; returns how many families and people it has."""
    today = clock.today()
    if not Region.objects.filter(level=Level.VILLAGE).exists():
        call_command("load_regions", stdout=StringIO(), stderr=StringIO())
    with transaction.atomic():
        users = write_accounts(today)
        written = _families(today, users)
        let_months_pass(written, users["admin"], today)
        record_audit(actor=users["admin"], action="demo.seeded", families=len(written))
    marker.forget()
    people = sum(len(one.family.people) for one in written)
    return {"households": len(written), "members": people}


def _families(today: date, users: dict[str, User]) -> list[Written]:
    inventor, batch = Inventor(today), Batch(users["admin"])
    written, number = [], 0
    for village in VILLAGES:
        region = Region.objects.get(code=village.code)
        region.area_class, region.cohort = village.area_class, COHORT
        region.save(update_fields=["area_class", "cohort"])
        helpers = []
        for _caseload in village.caseloads:
            number += 1
            helpers.append(users[facilitator_username(number)])
        for family in inventor.village(village):
            helper = None if family.facilitator is None else helpers[family.facilitator]
            written.append(batch.add(family, region, helper))
    batch.write()
    return written
