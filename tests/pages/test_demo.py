"""The demo: invented people who say so, and every row of the decision tables among them."""

import json
from dataclasses import replace
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from accounts.models import Region
from desaberdaya.demo import emptying, marker
from desaberdaya.demo.accounts import ACCOUNTS, PASSWORD
from desaberdaya.demo.places import VILLAGES
from entitlements.models import RuleVersion
from entitlements.programmes import ROWS
from entitlements.queries import explain
from households import sealed
from households.models import Dwelling, Household, Member
from households.models.enrolment import State
from interventions.models import PlanTemplate, TemplatePhase, Visit
from tests.factories import make_household, make_village

# An elderly alone, a newborn, a family far from the road: rare rows that chance may leave out.
RARE = {"K1", "K5", "H8"}


@pytest.fixture(autouse=True)
def known_afresh() -> None:
    marker.forget()


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """The months pass without the sweeps of each, which is most of what seeding costs."""
    monkeypatch.setattr("desaberdaya.demo.history.sweep", lambda: None)


def seed(*options: str) -> dict[str, object]:
    out = StringIO()
    call_command("seed_demo", *options, stdout=out)
    answer: dict[str, object] = json.loads(out.getvalue())
    return answer


@pytest.fixture
def one_village(quick: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """A demo of nine families."""
    village = replace(VILLAGES[0], caseloads=(6, 2), unassigned=1)
    monkeypatch.setattr("desaberdaya.demo.province.VILLAGES", (village,))


@pytest.mark.django_db
def test_the_demo_is_plainly_fictional_and_has_every_row_state_and_role(quick: None) -> None:
    assert seed()["households"] == Household.objects.count() == 313
    assert 2.4 < Member.objects.count() / 313 < 2.9
    assert_says_that_people_are_invented()
    assert_every_row_of_the_tables_is_reached()
    assert_each_role_can_sign_in()


@pytest.mark.django_db
def test_seeding_again_does_nothing_and_a_reset_begins_anew(one_village: None) -> None:
    first = seed()
    assert seed() == {"households": 0, "members": 0, "already_there": True}
    Household.objects.update(phone="1")
    assert seed("--reset") == first
    assert not Household.objects.filter(phone="1").exists()
    for kept in (RuleVersion, PlanTemplate, TemplatePhase):
        assert kept.objects.exists()


def assert_says_that_people_are_invented() -> None:
    assert not Dwelling.objects.exclude(address__startswith="Rumah contoh no. ").exists()
    for member in Member.objects.exclude(nik_sealed=None)[:50]:
        assert member.nik_sealed is not None
        nik = sealed.unseal(member.nik_sealed, column=sealed.NIK, row=member.pk)
        assert nik.startswith("99")
    assert "Semua orang di sini rekaan" in Client().get("/akun/masuk/").content.decode()


def assert_every_row_of_the_tables_is_reached() -> None:
    reached = {
        outcome.row for outcome in explain(list(Household.objects.values_list("pk", flat=True)))
    }
    assert set(ROWS) - reached <= RARE
    states = set(State.values) - {State.EXTENDED, State.GRADUATED, State.DUPLICATE}
    found = Household.objects.filter(states__valid_to=None).values_list("states__state", flat=True)
    assert states <= set(found)
    assert Visit.objects.count() > 3000


def assert_each_role_can_sign_in() -> None:
    for account in ACCOUNTS:
        if account.shown:
            client = Client()
            client.post("/akun/masuk/", {"login": account.username, "password": PASSWORD})
            assert client.get("/", follow=True).status_code == 200, account.username


@pytest.mark.django_db
def test_a_database_with_families_in_it_is_left_alone(quick: None) -> None:
    make_household(make_village("52.01.07.2004", "Desa Anggrek"))
    assert seed()["already_there"] is True
    assert Household.objects.count() == 1


@pytest.mark.parametrize("options", [(), ("--reset",), ("--accounts",)])
def test_production_refuses_the_demo(settings, options: tuple[str, ...]) -> None:
    settings.IS_PRODUCTION = True
    with pytest.raises(CommandError, match="ditolak"):
        seed(*options)


@pytest.mark.django_db
def test_a_page_of_real_people_does_not_call_them_invented(client: Client) -> None:
    assert "rekaan" not in client.get("/akun/masuk/").content.decode()


def test_a_reset_keeps_territory_accounts_rules_and_templates() -> None:
    emptied = set(emptying.tables_to_empty())
    kept = {Region, RuleVersion, PlanTemplate, TemplatePhase}
    assert emptied.isdisjoint({model._meta.db_table for model in kept})
    assert {"accounts_regionassignment", "households_household", "accounts_auditentry"} <= emptied
