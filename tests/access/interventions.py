"""Enrolment, plans, visits, what was sent twice, and the plan template."""

from typing import Any
from uuid import uuid4

from accounts import clock
from households.models import EnrolmentState
from households.models.enrolment import State
from interventions.models import PlanTemplate, Visit, VisitConflict, VisitPhoto
from interventions.services.plans import make_plan
from tests.access.matrix import Expect, Row, World, expect

ELSEWHERE = {"budi": 404, "joko": 404, "tamu": 404}
DESKS = {"dewi": 403, "guntur": 403}


def in_sight(status: int, **others: int) -> Expect:
    """Those who see village A's household; `others` for whom the role lacks the ability."""
    return expect(**{"sari": status, "ratna": status, "admin": status} | ELSEWHERE | others)


def facilitators(status: int) -> Expect:
    """A facilitator's work: officers and administrators look on."""
    return expect(403, sari=status, budi=404, tamu=404)


def officers(status: int) -> Expect:
    return expect(403, ratna=status, admin=status, joko=404)


def household(world: World) -> dict[str, Any]:
    return {"pk": world.household.pk}


def verified(world: World) -> dict[str, Any]:
    EnrolmentState.objects.filter(household=world.household).update(state=State.VERIFIED)
    return household(world)


def with_plan(world: World) -> dict[str, Any]:
    make_plan(actor=world.cast.admin, household=world.household, starts_on=clock.today())
    return household(world)


def a_visit(world: World) -> Visit:
    now = clock.now()
    return Visit.objects.create(
        id=uuid4(),
        household=world.household,
        made_by=world.cast.ratna,  # nobody who is let in by having sent it
        happened_at=now,
        happened_on=now.date(),
        received_at=now,
        check_asked_at=now,
        mode="face_to_face",
        met=[world.member.pk],
        content_hash="0",
    )


def visit(world: World) -> dict[str, Any]:
    return {"pk": a_visit(world).pk}


def photo(world: World) -> dict[str, Any]:
    """A photo whose file is gone: whoever is let in finds 404, whoever is not 403 before that."""
    row = VisitPhoto.objects.create(
        visit=a_visit(world), received_hash="0", width=1, height=1, received_at=clock.now()
    )
    return {"pk": row.pk}


def conflict(world: World) -> dict[str, Any]:
    first = a_visit(world)
    content: dict[str, Any] = {
        "household": str(world.household.pk), "happened_at": clock.now().isoformat(),
        "mode": "phone", "met": [], "met_others": "", "topics": [], "progress": {},
        "answers": [], "notes": "", "agreement": "", "next_visit_on": None,
    }  # fmt: skip
    row = VisitConflict.objects.create(
        visit=first, household=world.household, content=content, content_hash="1",
        sent_by=world.cast.sari, received_at=clock.now(),
    )  # fmt: skip
    return {"pk": row.pk}


def template(_world: World) -> dict[str, Any]:
    return {"pk": PlanTemplate.objects.get(version=1).pk}


def said(_world: World) -> dict[str, Any]:
    now = clock.now()
    return {
        "id": "0190aaaa-0000-7000-8000-00000000000c",
        "happened_on": now.date().isoformat(),
        "happened_time": "00:00",
        "mode": "phone",
        "met_others": "Tetangga",
        "reason": "Salah cara",
    }


def today(_world: World) -> dict[str, Any]:
    return {"on": clock.today().isoformat()}


def new_template(_world: World) -> dict[str, Any]:
    from interventions.access import template_for
    from interventions.queries.templates import phases_of

    row = template_for(PlanTemplate.objects.get(version=1).pk)
    data: dict[str, Any] = {"name": "Baru", "active_from": clock.today().isoformat()}
    for phase in phases_of(row):
        data |= {
            f"{phase.number}-name": phase.name,
            f"{phase.number}-month_from": phase.month_from,
            f"{phase.number}-month_to": phase.month_to,
            f"{phase.number}-every": phase.every,
        }
    return data


ADMIN_PAGE = expect(403, admin=200)

ROWS = [
    Row(
        "household_enrol",
        get=facilitators(200),
        post=facilitators(302),
        arguments=verified,
        data=today,
    ),
    Row(
        "household_state",
        get=officers(200),
        post=officers(302),
        arguments=household,
        data=lambda world: {**today(world), "state": "exited", "reason": "Pindah"},
    ),
    Row(
        "plan_adjust",
        get=in_sight(200, **DESKS),
        post=in_sight(302, **DESKS),
        arguments=with_plan,
        data=lambda world: {"action": "shift", "direction": "later", "days": 3, "reason": "Panen"},
    ),
    Row(
        "visit_create",
        get=facilitators(200),
        post=facilitators(302),
        arguments=household,
        data=said,
    ),
    Row("visit_detail", get=in_sight(200, **DESKS), arguments=visit),
    Row("visit_result", get=facilitators(200), arguments=visit),
    Row(
        "visit_amend",
        get=facilitators(200),
        post=facilitators(302),
        arguments=visit,
        data=said,
    ),
    Row("visit_photo", get=in_sight(404, **DESKS), arguments=photo),
    Row("visit_conflicts", get=expect(403, ratna=200, joko=200, admin=200)),
    Row(
        "visit_conflict",
        get=officers(200),
        post=officers(302),
        arguments=conflict,
        data=lambda world: {"keep": "first", "note": "Sudah ditanyakan"},
    ),
    Row("template_list", get=ADMIN_PAGE),
    Row("template_detail", get=ADMIN_PAGE, arguments=template),
    Row(
        "template_edit",
        get=ADMIN_PAGE,
        post=expect(403, admin=302),
        arguments=template,
        data=new_template,
    ),
]
