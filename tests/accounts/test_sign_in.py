"""Signing in by user name: who gets in, who has to wait, how long a session lasts."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.totp.internal import auth as totp
from axes.models import AccessAttempt
from django.conf import settings
from django.core.cache import cache
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from accounts.models import User
from tests.cast import Cast, make_cast
from tests.factories import PASSWORD

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh_counts() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def try_to_sign_in(client: Client, username: str, password: str = PASSWORD) -> Any:
    return client.post(reverse("account_login"), {"login": username, "password": password})


def is_signed_in(client: Client) -> bool:
    return client.get(reverse("account_change_password")).status_code == 200


def test_a_person_signs_in_by_user_name_and_lands_on_the_home_page(cast: Cast) -> None:
    client = Client()
    response = try_to_sign_in(client, " SARI ")
    assert (response.status_code, response["Location"]) == (302, reverse("home"))
    assert is_signed_in(client)


def test_the_sign_in_page_is_indonesian_and_offers_no_sign_up_and_no_mail(client: Client) -> None:
    page = client.get(reverse("account_login"), HTTP_ACCEPT_LANGUAGE="en").content.decode()
    assert "Nama pengguna" in page
    assert "Kata sandi" in page
    assert "dministrator" in page
    assert "email" not in page.lower()
    assert "signup" not in page


@pytest.mark.parametrize("name", ["account_signup", "account_email", "account_reset_password"])
def test_pages_of_the_library_that_need_mail_or_let_strangers_in_are_not_there(name: str) -> None:
    with pytest.raises(NoReverseMatch):
        reverse(name)


def test_a_wrong_password_says_so_and_keeps_the_name(cast: Cast) -> None:
    client = Client()
    page = try_to_sign_in(client, "sari", "salah").content.decode()
    assert "Nama pengguna atau kata sandi tidak cocok." in page
    assert 'value="sari"' in page
    assert not is_signed_in(client)


def test_five_wrong_passwords_lock_the_name_and_the_page_says_for_how_long(cast: Cast) -> None:
    client = Client()
    answers = [try_to_sign_in(client, "sari", "salah").status_code for _ in range(4)]
    locked = try_to_sign_in(client, "sari", "salah")
    assert (answers, locked.status_code) == ([200] * 4, 429)
    assert "15 menit lagi" in locked.content.decode()
    assert "administrator" in locked.content.decode()
    assert AccessAttempt.objects.get(username="sari").failures_since_start == 5
    right = try_to_sign_in(client, "sari")
    assert right.status_code == 429
    assert not is_signed_in(client)


def test_another_spelling_and_another_browser_do_not_get_round_the_lock(cast: Cast) -> None:
    for spelling in ("sari", "Sari", "SARI", " sari", "saRi"):
        try_to_sign_in(Client(HTTP_USER_AGENT=f"Peramban {spelling}"), spelling, "salah")
    assert try_to_sign_in(Client(), "sari").status_code == 429


def test_a_lock_leaves_others_at_the_same_address_in(cast: Cast) -> None:
    for _ in range(5):
        try_to_sign_in(Client(), "sari", "salah")
    assert try_to_sign_in(Client(), "budi").status_code == 302


def test_a_lock_ends_by_itself_and_trying_meanwhile_does_not_prolong_it(cast: Cast) -> None:
    client = Client()
    for _ in range(7):
        try_to_sign_in(client, "sari", "salah")
    attempt = AccessAttempt.objects.get(username="sari")
    assert attempt.failures_since_start == 5
    attempt.attempt_time = timezone.now() - timedelta(minutes=16)
    attempt.save()
    assert try_to_sign_in(client, "sari").status_code == 302


def test_signing_in_forgets_the_failures_before_it(cast: Cast) -> None:
    client = Client()
    for _ in range(4):
        try_to_sign_in(client, "sari", "salah")
    try_to_sign_in(client, "sari")
    assert not AccessAttempt.objects.filter(username="sari").exists()


def test_an_inactive_account_is_refused_with_a_sentence(cast: Cast) -> None:
    User.objects.filter(pk=cast.sari.pk).update(is_active=False)
    client = Client()
    response = try_to_sign_in(client, "sari")
    assert response["Location"] == reverse("account_inactive")
    assert client.get(response["Location"]).status_code == 200
    assert not is_signed_in(client)


def test_nobody_signs_in_as_the_machine() -> None:
    client = Client()
    for password in ("", "!", "system"):
        assert try_to_sign_in(client, "system", password).status_code == 200
    assert not is_signed_in(client)


def test_a_session_ends_twelve_hours_after_signing_in_however_busy(cast: Cast) -> None:
    client = Client()
    try_to_sign_in(client, "sari")
    first = client.session.get_expiry_date()
    assert abs(first - timezone.now() - timedelta(hours=12)) < timedelta(minutes=1)
    session = client.session
    session["busy"] = True
    session.save()
    assert client.session.get_expiry_date() == first


def test_passwords_are_hashed_with_argon2() -> None:
    from desaberdaya import settings as written  # the suite itself hashes faster

    assert written.PASSWORD_HASHERS[0].endswith(".Argon2PasswordHasher")


def test_who_must_set_a_password_gets_no_other_page_first(cast: Cast) -> None:
    User.objects.filter(pk=cast.admin.pk).update(must_set_password=True)
    client = Client()
    try_to_sign_in(client, "admin")
    response = client.get(reverse("person_list"))
    assert response["Location"] == reverse("account_change_password")
    new = "pagi-di-senggigi-7"
    client.post(
        reverse("account_change_password"),
        {"oldpassword": PASSWORD, "password1": new, "password2": new},
    )
    assert client.get(reverse("person_list")).status_code == 200
    assert not User.objects.get(pk=cast.admin.pk).must_set_password


def test_the_language_a_person_chose_is_kept_and_back_at_the_next_sign_in(cast: Cast) -> None:
    client = Client()
    try_to_sign_in(client, "sari")
    client.post(reverse("set_language"), {"language": "en", "next": "/"})
    assert User.objects.get(pk=cast.sari.pk).language == "en"
    other_phone = Client()
    try_to_sign_in(other_phone, "sari")
    assert other_phone.cookies[settings.LANGUAGE_COOKIE_NAME].value == "en"


def test_a_language_that_is_not_spoken_here_changes_nothing(cast: Cast) -> None:
    client = Client()
    try_to_sign_in(client, "sari")
    client.post(reverse("set_language"), {"language": "xx", "next": "/"})
    assert User.objects.get(pk=cast.sari.pk).language == "id"


def test_who_is_signed_out_may_choose_a_language_too(client: Client) -> None:
    client.post(reverse("set_language"), {"language": "en", "next": "/"})
    assert client.cookies[settings.LANGUAGE_COOKIE_NAME].value == "en"


def test_a_second_factor_can_be_set_up_by_who_wants_one(cast: Cast) -> None:
    client = Client()
    try_to_sign_in(client, "sari")
    assert client.get(reverse("mfa_index")).status_code == 200
    asked = client.get(reverse("mfa_activate_totp"))
    assert client.get(asked["Location"]).status_code == 200
    client.post(asked["Location"], {"password": PASSWORD})
    assert client.get(reverse("mfa_activate_totp")).status_code == 200


def test_who_has_a_second_factor_is_asked_for_it(cast: Cast) -> None:
    totp.TOTP.activate(cast.sari, totp.generate_totp_secret())
    client = Client()
    response = try_to_sign_in(client, "sari")
    assert response["Location"].startswith(reverse("mfa_authenticate"))
    assert client.get(response["Location"]).status_code == 200
    assert not is_signed_in(client)
