"""Differences: both sides with source and date, decided once, by whom may."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts import clock
from accounts.models import AuditEntry
from households.models import FactDifference, Member, Observation
from households.services.facts import record_facts
from tests.access.matrix import World
from tests.factories import make_member
from tests.households.conftest import SignIn

LIST = reverse("difference_list")


def differ(member: Member, **fields: Any) -> FactDifference:
    given = {
        "household": member.household,
        "subject_kind": "M",
        "subject_id": member.pk,
        "fact": "jkn_status",
        "current_value": "active",
        "proposed_value": "inactive",
        "proposed_source": "list",
        "proposed_observed_on": date(2026, 8, 1),
        "created_at": clock.now(),
    }
    return FactDifference.objects.create(**given | fields)


@pytest.fixture
def difference(world: World) -> FactDifference:
    record_facts(
        actor=world.cast.sari,
        subject=world.member,
        values={"jkn_status": "active"},
        observed_on=date(2026, 7, 1),
    )
    return differ(world.member)


def decide(difference: FactDifference) -> str:
    return reverse("difference_decide", kwargs={"pk": difference.pk})


def test_both_sides_stand_with_source_and_date(
    world: World, as_: SignIn, difference: FactDifference
) -> None:
    page = as_(world.cast.ratna).get(LIST).content.decode()
    for told in ("Aktif", "Pendamping, 1 Jul", "Nonaktif", "Daftar, 1 Agu", "Contoh Kepala"):
        assert told in page


def test_a_facilitator_reads_the_own_ones_and_cannot_decide(
    world: World, as_: SignIn, difference: FactDifference
) -> None:
    page = as_(world.cast.sari).get(LIST).content.decode()
    assert "Nonaktif" in page
    assert "Pakai nilai baru" not in page
    assert "Nonaktif" not in as_(world.cast.budi).get(LIST).content.decode()
    response = as_(world.cast.sari).post(decide(difference), {"decision": "accept"})
    assert response.status_code == 403
    difference.refresh_from_db()
    assert difference.state == "open"


def test_accepting_records_the_value_with_its_own_source_and_date(
    world: World, as_: SignIn, difference: FactDifference
) -> None:
    as_(world.cast.ratna).post(decide(difference), {"decision": "accept", "seen_version": "1"})
    world.member.refresh_from_db()
    difference.refresh_from_db()
    assert world.member.jkn_status == "inactive"
    assert (difference.state, difference.decided_by) == ("accepted", world.cast.ratna)
    latest = Observation.objects.filter(subject_id=world.member.pk).first()
    assert latest is not None
    assert (latest.source, latest.observed_on) == ("list", date(2026, 8, 1))
    assert AuditEntry.objects.filter(action="difference.accepted").count() == 1


def test_keeping_changes_nothing_but_the_question(
    world: World, as_: SignIn, difference: FactDifference
) -> None:
    as_(world.cast.ratna).post(decide(difference), {"decision": "keep", "seen_version": "1"})
    world.member.refresh_from_db()
    difference.refresh_from_db()
    assert (world.member.jkn_status, difference.state) == ("active", "kept")
    assert Observation.objects.filter(subject_id=world.member.pk).count() == 1


def test_the_first_decision_counts(world: World, as_: SignIn, difference: FactDifference) -> None:
    client = as_(world.cast.ratna)
    client.post(decide(difference), {"decision": "keep", "seen_version": "1"})
    client.post(decide(difference), {"decision": "keep", "seen_version": "1"})
    response = client.post(
        decide(difference), {"decision": "accept", "seen_version": "1"}, follow=True
    )
    assert "sudah diputuskan" in response.content.decode()
    world.member.refresh_from_db()
    assert world.member.jkn_status == "active"
    assert AuditEntry.objects.filter(action__startswith="difference.").count() == 1


def test_a_value_is_not_taken_over_facts_that_moved_since(
    world: World, as_: SignIn, difference: FactDifference
) -> None:
    record_facts(
        actor=world.cast.sari,
        subject=world.member,
        values={"jkn_status": "unregistered"},
        observed_on=clock.today(),
    )
    response = as_(world.cast.ratna).post(
        decide(difference), {"decision": "accept", "seen_version": "1"}, follow=True
    )
    assert "Catatannya baru saja berubah." in response.content.decode()
    world.member.refresh_from_db()
    difference.refresh_from_db()
    assert (world.member.jkn_status, difference.state) == ("unregistered", "open")


def test_an_officer_of_another_regency_gets_404(
    world: World, as_: SignIn, difference: FactDifference
) -> None:
    assert as_(world.cast.joko).post(decide(difference), {"decision": "keep"}).status_code == 404
    assert "Nonaktif" not in as_(world.cast.joko).get(LIST).content.decode()


def test_the_number_of_queries_does_not_grow_with_the_differences(
    world: World, as_: SignIn, difference: FactDifference
) -> None:
    client = as_(world.cast.ratna)
    client.get(LIST)
    with CaptureQueriesContext(connection) as few:
        client.get(LIST)
    for number in range(8):
        differ(make_member(world.household, f"Contoh {number}"))
    with CaptureQueriesContext(connection) as many:
        assert len(client.get(LIST).context["rows"]) == 9
    assert len(many) == len(few)
