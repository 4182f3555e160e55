"""The page of traces: who did what, when, found by person, act and subject."""

import html
import re

import pytest
from django.test import Client
from django.urls import reverse

from accounts import audit_words
from accounts.audit import record_audit, record_audits
from accounts.models import AuditEntry
from tests.cast import VILLAGE_A, Cast, make_cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture
def admin(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.admin)
    return client


def rows(admin: Client, query: str = "") -> list[str]:
    page = admin.get(f"{reverse('audit_list')}?{query}").content.decode()
    return re.findall(r"<tr>\s*<th scope=\"row\">.*?</tr>", page, re.DOTALL)


def test_an_act_is_told_in_words_with_names_the_newest_first(cast: Cast, admin: Client) -> None:
    record_audit(actor=cast.admin, action="village.changed", subject=cast.village_a, cohort=2026)
    record_audit(actor=cast.admin, action="person.deactivated", subject=cast.sari)
    newest, oldest = rows(admin)
    assert "Menonaktifkan akun" in newest
    assert reverse("person_detail", args=(cast.sari.pk,)) in newest
    assert "Desa Anggrek" in oldest
    assert "cohort" in oldest


def test_acts_are_found_by_person_by_words_and_by_subject(cast: Cast, admin: Client) -> None:
    record_audit(actor=cast.sari, action="household.proposed")
    record_audit(actor=cast.admin, action="village.changed", subject=cast.village_a)
    record_audit(actor=cast.admin, action="command.load_regions")
    assert len(rows(admin)) == 3
    assert len(rows(admin, "orang=sar")) == 1
    assert len(rows(admin, "tindakan=mengubah+data+desa")) == 1
    assert len(rows(admin, "tindakan=load_regions")) == 1
    assert len(rows(admin, f"objek={VILLAGE_A}")) == 1
    assert rows(admin, "orang=tidak-ada") == []


def test_the_next_page_begins_after_the_last_act_of_this_one(cast: Cast, admin: Client) -> None:
    subjects = [(cast.sari, {"number": number}) for number in range(60)]
    record_audits(actor=cast.admin, action="person.changed", subjects=subjects)
    page = admin.get(reverse("audit_list") + "?orang=admin").content.decode()
    found = re.search(r'rel="next" href="\?([^"]+)"', page)
    assert found
    following = html.unescape(found.group(1))
    assert "orang=admin" in following
    assert (len(rows(admin, "orang=admin")), len(rows(admin, following))) == (50, 10)


def test_details_say_what_was_and_what_is(cast: Cast, admin: Client) -> None:
    admin.post(reverse("village_edit", args=(VILLAGE_A,)), {"area_class": "urban", "cohort": ""})
    admin.post(reverse("person_edit", args=(cast.sari.pk,)), {"name": "Sari Contoh"})
    person, village = rows(admin)
    assert "Sari → Sari Contoh" in person
    assert "rural → urban" in village
    assert "2026 → –" in village


def test_a_key_of_the_next_page_that_is_none_begins_at_the_top(cast: Cast, admin: Client) -> None:
    record_audit(actor=cast.admin, action="person.changed", subject=cast.sari)
    assert len(rows(admin, "setelah=bukan-kunci")) == 1


def test_an_app_above_names_its_acts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audit_words, "_words", {})
    audit_words.register({"household.moved": "Mencatat kepindahan"})
    assert audit_words.in_words("household.moved") == "Mencatat kepindahan"
    assert audit_words.in_words("something.else") == "something.else"


@pytest.mark.parametrize("name", ["nik", "no_kk", "kk"])
def test_an_identifier_never_gets_into_a_trace(cast: Cast, name: str) -> None:
    with pytest.raises(ValueError, match="must not hold"):
        record_audit(actor=cast.admin, action="x", subject=cast.sari, **{name: "1"})
    with pytest.raises(ValueError, match="must not hold"):
        record_audits(actor=cast.admin, action="x", subjects=[(cast.sari, {name: "1"})])
    assert not AuditEntry.objects.exists()
