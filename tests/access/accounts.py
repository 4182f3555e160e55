"""People, villages and traces: an administrator's alone; the page behind a link: everybody's."""

from typing import Any

from accounts.models.sign_in import Purpose
from accounts.services.links import issue_link
from tests.access.matrix import Row, World, expect
from tests.cast import VILLAGE_A, VILLAGE_B

ADMIN_PAGE = expect(403, admin=200)
ADMIN_ACT = expect(403, admin=302)
EVERYBODY = expect(200, anonymous=200)


def sari(world: World) -> dict[str, Any]:
    return {"pk": world.cast.sari.pk}


def assignment(world: World) -> dict[str, Any]:
    return {"pk": world.cast.sari.region_assignments.get().pk}


def link(world: World) -> dict[str, Any]:
    cast = world.cast
    return {"token": issue_link(actor=cast.admin, user=cast.sari, purpose=Purpose.RESET)}


def new_officer(_world: World) -> dict[str, Any]:
    return {"name": "Contoh Petugas", "username": "contoh.petugas", "regions": ["52.01"]}


ROWS = [
    Row("person_list", get=ADMIN_PAGE),
    Row(
        "person_invite",
        get=ADMIN_PAGE,
        post=ADMIN_PAGE,
        data=new_officer,
        query="?peran=officer",
    ),
    Row("person_detail", get=ADMIN_PAGE, arguments=sari),
    Row(
        "person_edit",
        get=ADMIN_PAGE,
        post=ADMIN_ACT,
        arguments=sari,
        data=lambda world: {"name": "Sari Contoh", "phone": ""},
    ),
    Row("person_reset", get=ADMIN_PAGE, post=ADMIN_PAGE, arguments=sari),
    Row(
        "person_deactivate",
        get=ADMIN_PAGE,
        post=ADMIN_ACT,
        arguments=lambda world: {"pk": world.cast.guntur.pk},
    ),
    Row("person_reactivate", post=ADMIN_ACT, arguments=sari),
    Row("person_end_sessions", post=ADMIN_ACT, arguments=sari),
    Row(
        "person_assign",
        get=ADMIN_PAGE,
        post=ADMIN_ACT,
        arguments=sari,
        data=lambda world: {"region": VILLAGE_B, "valid_from": "2026-01-01"},
        query=f"?kabupaten={VILLAGE_B[:5]}",
    ),
    Row(
        "assignment_end",
        get=ADMIN_PAGE,
        post=ADMIN_ACT,
        arguments=assignment,
        data=lambda world: {"last_day": "2026-01-31"},
    ),
    Row("village_list", get=ADMIN_PAGE),
    Row(
        "village_edit",
        get=ADMIN_PAGE,
        post=ADMIN_ACT,
        arguments=lambda world: {"code": VILLAGE_A},
        data=lambda world: {"area_class": "urban", "cohort": "2025"},
    ),
    Row(
        "village_import",
        get=ADMIN_PAGE,
        post=ADMIN_ACT,
        data=lambda world: {
            "text": f"kode_desa,area_class,cohort\n{VILLAGE_A},urban,2026\n",
            "apply": "1",
        },
    ),
    Row("audit_list", get=ADMIN_PAGE),
    Row("person_activate", get=EVERYBODY, post=EVERYBODY, arguments=link),
]
