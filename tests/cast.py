"""The cast: fictional people that every test knows by name, in two villages of two regencies."""

from dataclasses import dataclass

from accounts.models import Region, User
from accounts.roles import Agency, Role
from tests.factories import make_user, make_village

VILLAGE_A = "52.01.07.2004"
VILLAGE_B = "52.08.04.2006"


@dataclass(frozen=True)
class Cast:
    village_a: Region
    village_b: Region
    sari: User  # facilitator of village A
    budi: User  # facilitator of village B
    ratna: User  # officer over village A's regency
    joko: User  # officer over village B's regency
    dewi: User  # health desk in A's regency
    guntur: User  # education desk in B's regency
    admin: User
    tamu: User  # a facilitator without any assignment


def make_cast() -> Cast:
    a = make_village(VILLAGE_A, "Desa Anggrek", area_class="rural", cohort=2026)
    b = make_village(VILLAGE_B, "Desa Bakung", area_class="rural", cohort=2026)
    assert a.parent is not None
    assert b.parent is not None
    return Cast(
        village_a=a,
        village_b=b,
        sari=make_user("sari", Role.FACILITATOR, a),
        budi=make_user("budi", Role.FACILITATOR, b),
        ratna=make_user("ratna", Role.OFFICER, Region.objects.get(code=a.regency_code)),
        joko=make_user("joko", Role.OFFICER, Region.objects.get(code=b.regency_code)),
        dewi=make_user(
            "dewi", Role.AGENCY, Region.objects.get(code=a.regency_code), agency=Agency.HEALTH
        ),
        guntur=make_user(
            "guntur",
            Role.AGENCY,
            Region.objects.get(code=b.regency_code),
            agency=Agency.EDUCATION,
        ),
        admin=make_user("admin", Role.ADMINISTRATOR),
        tamu=make_user("tamu", Role.FACILITATOR),
    )
