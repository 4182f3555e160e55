"""The demo's accounts: one that is shown for each role, and the other facilitators.

All share one password that is no secret; that is why the demo is refused in production.
"""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.contrib.auth.hashers import make_password
from django.utils.translation import gettext as _

from accounts.models import Region, RegionAssignment, User
from accounts.roles import Agency, Role
from desaberdaya.demo.marker import MARKER_ID
from desaberdaya.demo.places import SENGGIGI, VILLAGES

PASSWORD = "rumah-utuh-2026"  # noqa: S105  printed at each start, refused in production

REGENCIES = tuple(sorted({village.code[:5] for village in VILLAGES}))


@dataclass(frozen=True, slots=True)
class DemoAccount:
    username: str
    name: str
    role: Role
    regions: tuple[str, ...] = ()
    agency: str = ""
    shown: bool = True

    @property
    def id(self) -> uuid.UUID:
        return (
            MARKER_ID if self.role == Role.ADMINISTRATOR else uuid.uuid5(MARKER_ID, self.username)
        )


FACILITATOR_NAMES = (
    "Baiq Kirana Contoh", "Lalu Samudra Contoh", "Baiq Melati Contoh", "Lalu Bintang Contoh",
    "Dende Puspa Contoh", "Raden Langit Contoh", "Baiq Senja Contoh", "Lalu Fajar Contoh",
    "Dea Kemuning Contoh", "Lalu Karang Contoh", "Dae Mutiara Contoh", "Dae Tambora Contoh",
)  # fmt: skip


def facilitator_username(number: int) -> str:
    """The first facilitator of the province is the account that is shown."""
    return "pendamping" if number == 1 else f"pendamping{number}"


def _facilitators() -> Iterable[DemoAccount]:
    number = 0
    for village in VILLAGES:
        for _caseload in village.caseloads:
            number += 1
            yield DemoAccount(
                facilitator_username(number),
                FACILITATOR_NAMES[number - 1],
                Role.FACILITATOR,
                (village.code, SENGGIGI) if number == 1 else (village.code,),
                shown=number == 1,
            )


ACCOUNTS: tuple[DemoAccount, ...] = (
    *_facilitators(),
    DemoAccount("petugas", "Ratna Contoh", Role.OFFICER, REGENCIES),
    DemoAccount("dinkes", "Meja Dinkes Contoh", Role.AGENCY, REGENCIES, Agency.HEALTH),
    DemoAccount("dikbud", "Meja Dikbud Contoh", Role.AGENCY, REGENCIES, Agency.EDUCATION),
    DemoAccount("dinsos", "Meja Dinsos Contoh", Role.AGENCY, REGENCIES, Agency.SOCIAL),
    DemoAccount("pupr", "Meja PUPR Contoh", Role.AGENCY, REGENCIES, Agency.PUBLIC_WORKS),
    DemoAccount("admin", "Admin Contoh", Role.ADMINISTRATOR),
)


def write_accounts(today: date) -> dict[str, User]:
    """Make (or set back) every demo account with its regions; returns them by user name."""
    hashed = make_password(PASSWORD)
    since = today - timedelta(days=900)
    users: dict[str, User] = {}
    for account in ACCOUNTS:
        user, _made = User.objects.update_or_create(
            id=account.id,
            defaults={
                "username": account.username,
                "name": account.name,
                "role": account.role,
                "agency": account.agency,
                "password": hashed,
                "is_active": True,
                "must_set_password": False,
            },
        )
        users[account.username] = user
        for code in account.regions:
            RegionAssignment.objects.get_or_create(
                user=user, region=Region.objects.get(code=code), defaults={"valid_from": since}
            )
    return users


def account_lines() -> list[str]:
    """What the launcher prints: a role, a user name and the password, one account a line."""
    lines = [_("Akun contoh (kata sandi semua: %(password)s)") % {"password": PASSWORD}]
    for account in ACCOUNTS:
        if account.shown:
            role = Agency(account.agency).label if account.agency else Role(account.role).label
            lines.append(f"  {account.username:<12} {role}")
    return lines
