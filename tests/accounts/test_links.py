"""One-time links: handed over, used once, gone after seven days."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEntry, OneTimeLink, User
from accounts.models.sign_in import Purpose
from accounts.services.links import VALID_FOR, issue_link
from tests.cast import Cast, make_cast
from tests.factories import PASSWORD

pytestmark = pytest.mark.django_db
NEW = "pagi-di-senggigi-7"
FORM = {"password": NEW, "again": NEW}


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture
def link(cast: Cast) -> str:
    return link_for(cast)


def link_for(cast: Cast) -> str:
    token = issue_link(actor=cast.admin, user=cast.sari, purpose=Purpose.RESET)
    return reverse("person_activate", args=(token,))


def stored_password(user: User) -> str:
    return User.objects.get(pk=user.pk).password


def test_the_link_asks_for_a_password_and_signs_the_person_in(cast: Cast, link: str) -> None:
    client = Client()
    assert "sari" in client.get(link).content.decode()
    assert client.post(link, FORM)["Location"] == reverse("home")
    assert User.objects.get(pk=cast.sari.pk).check_password(NEW)
    assert client.get(reverse("account_change_password")).status_code == 200
    assert client.session.get_expiry_date() - timezone.now() <= timedelta(hours=12)
    entry = AuditEntry.objects.get(action="person.password_set")
    assert (entry.actor, entry.subject_id) == (cast.sari, str(cast.sari.pk))


def test_looking_at_the_link_does_not_use_it_up(link: str, client: Client) -> None:
    assert [client.get(link).status_code for _ in range(3)] == [200, 200, 200]


def test_a_link_works_once(cast: Cast, link: str) -> None:
    Client().post(link, FORM)
    before = stored_password(cast.sari)
    again = Client().post(link, {"password": "lain-lagi-88x", "again": "lain-lagi-88x"})
    assert again.status_code == 410
    assert "sudah dipakai" in again.content.decode()
    assert stored_password(cast.sari) == before


def test_a_link_runs_out_after_seven_days(cast: Cast, link: str) -> None:
    with time_machine.travel(timezone.now() + VALID_FOR + timedelta(minutes=1)):
        response = Client().post(link, FORM)
    assert response.status_code == 410
    assert "lewat waktunya" in response.content.decode()
    assert User.objects.get(pk=cast.sari.pk).check_password(PASSWORD)


def test_a_newer_link_voids_the_one_before(cast: Cast, link: str) -> None:
    newer = link_for(cast)
    assert Client().post(link, FORM).status_code == 410
    assert Client().post(newer, FORM).status_code == 302


def test_the_link_of_an_inactive_account_does_not_work(cast: Cast, link: str) -> None:
    User.objects.filter(pk=cast.sari.pk).update(is_active=False)
    assert Client().get(link).status_code == 410


def test_a_link_that_was_not_copied_whole_says_so(client: Client, link: str) -> None:
    response = client.get(f"{link[:-3]}/")
    assert response.status_code == 404
    assert "tidak utuh" in response.content.decode()


def test_only_the_hash_of_the_token_is_kept(cast: Cast) -> None:
    token = issue_link(actor=cast.admin, user=cast.sari, purpose=Purpose.RESET)
    row = OneTimeLink.objects.values().get()
    assert token not in str(row)
    assert token not in str(list(AuditEntry.objects.values()))


@pytest.mark.parametrize(
    ("password", "again", "sentence"),
    [
        (NEW, NEW + "x", "Kedua kata sandi tidak sama."),
        ("pendek", "pendek", "10"),
        ("1234567890123", "1234567890123", "angka"),
        ("", "", "kosong"),
    ],
)
def test_a_password_that_will_not_do_says_why_and_keeps_the_link(
    cast: Cast, link: str, password: str, again: str, sentence: str
) -> None:
    client = Client()
    response = client.post(link, {"password": password, "again": again})
    assert response.status_code == 200
    assert sentence in response.content.decode()
    assert User.objects.get(pk=cast.sari.pk).check_password(PASSWORD)
    assert client.get(link).status_code == 200


def test_a_locked_person_gets_in_by_link_and_by_password_after_it(cast: Cast, link: str) -> None:
    login = reverse("account_login")
    for _ in range(5):
        Client().post(login, {"login": "sari", "password": "salah"})
    Client().post(link, FORM)
    assert Client().post(login, {"login": "sari", "password": NEW}).status_code == 302


def test_whoever_was_signed_in_on_the_device_is_signed_out_by_it(cast: Cast, link: str) -> None:
    client = Client()
    client.force_login(cast.admin)
    client.post(link, FORM)
    assert client.get(reverse("person_list")).status_code == 403
