"""Families, their members and houses; differences; caseloads changing hands."""

from typing import Any

from accounts import clock
from households.models import FactDifference
from households.models.observation import Source, SubjectKind
from tests.access.matrix import Expect, Row, World, expect
from tests.factories import make_household

DESKS = {"dewi": 403, "guntur": 403}
ELSEWHERE = {"budi": 404, "joko": 404, "tamu": 404}


def in_sight(status: int, **others: int) -> Expect:
    """Those who see village A's household, and may work on it."""
    return expect(**{"sari": status, "ratna": status, "admin": status} | ELSEWHERE | others)


def household(world: World) -> dict[str, Any]:
    return {"pk": world.household.pk}


def member(world: World) -> dict[str, Any]:
    return {"pk": world.member.pk}


def candidate(world: World) -> dict[str, Any]:
    return {"pk": make_household(world.cast.village_a, facilitator=world.cast.sari).pk}


def difference(world: World) -> dict[str, Any]:
    row = FactDifference.objects.create(
        household=world.household,
        subject_kind=SubjectKind.MEMBER,
        subject_id=world.member.pk,
        fact="schooling",
        current_value=None,
        proposed_value=2,
        proposed_source=Source.LIST,
        proposed_observed_on=clock.today(),
        created_at=clock.now(),
    )
    return {"pk": row.pk}


def proposal(world: World) -> dict[str, Any]:
    return {
        "id": "0190aaaa-0000-7000-8000-00000000000a",
        "village": world.cast.village_a.code,
        "dusun": "Dusun Rekaan",
        "head_name": "Amaq Rekaan",
        "sex": 1,
        "birth_date": "1970-02-03",
        "nik_missing_reason": "never_issued",
        "reason": "Rumahnya roboh",
    }


def new_member(world: World) -> dict[str, Any]:
    return {
        "id": "0190aaaa-0000-7000-8000-00000000000b",
        "name": "Contoh Anak",
        "relation": 3,
        "sex": 2,
        "nik_missing_reason": "newborn",
        "observed_on": clock.today().isoformat(),
    }


def seen(world: World) -> dict[str, Any]:
    return {"observed_on": clock.today().isoformat(), "seen_version": 0, "name": world.member.name}


ROWS = [
    Row("household_list", get=expect(200, **DESKS)),
    Row(
        "identifier_search",
        get=expect(200, **DESKS),
        # Found: on to the family. Not in sight: the same page says so.
        post=expect(302, budi=200, joko=200, tamu=200, **DESKS),
        data=lambda world: {"kind": "nik", "number": "5201010101010001"},
    ),
    Row(
        "household_propose",
        get=expect(sari=200, budi=200, tamu=200),
        post=expect(sari=302, budi=200, tamu=200),
        data=proposal,
    ),
    Row(
        "household_verify",
        get=expect(sari=200, budi=404, tamu=404),
        post=expect(sari=302, budi=404, tamu=404),
        arguments=candidate,
        data=lambda world: {"state": "verified", "on": clock.today().isoformat()},
    ),
    Row("household_history", get=in_sight(200), arguments=household),
    Row("household_edit", get=in_sight(200), post=in_sight(302), arguments=household, data=seen),
    Row("dwelling_edit", get=in_sight(200), post=in_sight(302), arguments=household, data=seen),
    Row(
        "dwelling_share",
        get=in_sight(200),
        post=in_sight(302),
        arguments=household,
        data=lambda world: {"leave": "1"},
    ),
    Row(
        "household_reveal_kk",
        get=in_sight(200, dewi=404, guntur=404),
        post=in_sight(200, dewi=404, guntur=404),
        arguments=household,
        data=lambda world: {"reason": "mengisi usulan"},
    ),
    Row(
        "household_kk",
        get=in_sight(200),
        post=in_sight(302),
        arguments=household,
        data=lambda world: {"no_kk": "5201010101010099"},
    ),
    Row("member_add", get=in_sight(200), post=in_sight(302), arguments=household, data=new_member),
    Row("member_edit", get=in_sight(200), post=in_sight(302), arguments=member, data=seen),
    Row(
        "member_reveal_nik",
        get=in_sight(200, dewi=404, guntur=404),
        post=in_sight(200, dewi=404, guntur=404),
        arguments=member,
        data=lambda world: {"reason": "mengisi usulan"},
    ),
    Row(
        "member_nik",
        get=in_sight(200),
        post=in_sight(302),
        arguments=member,
        data=lambda world: {"nik": "5201010101010002", "was_wrong": "wrong"},
    ),
    Row("difference_list", get=expect(200, **DESKS)),
    Row(
        "difference_decide",
        post=expect(ratna=302, admin=302, joko=404),
        arguments=difference,
        data=lambda world: {"decision": "keep", "seen_version": 0},
    ),
    Row(
        "caseload_reassign",
        get=expect(ratna=200, joko=200, admin=200),
        post=expect(ratna=302, joko=200, admin=302),
        data=lambda world: {
            "households": [str(world.household.pk)],
            "to": str(world.cast.sari.pk),
            "on": clock.today().isoformat(),
            "reason": "Uji",
            "confirm": "1",
        },
    ),
]
