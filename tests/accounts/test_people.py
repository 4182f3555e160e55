"""An administrator's acts on people: invite, mend, reset, deactivate, end sessions."""

import html
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import AuditEntry, OneTimeLink, RegionAssignment, User
from accounts.roles import Agency, Role
from accounts.services.people import PersonRefused, deactivate_person
from tests.cast import VILLAGE_A, VILLAGE_B, Cast, make_cast
from tests.factories import PASSWORD, make_household, make_user

pytestmark = pytest.mark.django_db
NEW = "pagi-di-senggigi-7"


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture
def admin(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.admin)
    return client


def person_url(name: str, user: User) -> str:
    return reverse(name, args=(user.pk,))


def link_on(page: str) -> str:
    found = re.search(r"https?://[^\s<]+/masuk/tautan/[^\s<]+", page)
    assert found, "no one-time link on the page"
    return html.unescape(found.group())


def audited(action: str) -> AuditEntry:
    return AuditEntry.objects.get(action=action)


def invite(admin: Client, query: str, **form: object) -> str:
    data = {"name": "Contoh Baru", "username": "contoh.baru"} | form
    return admin.post(reverse("person_invite") + query, data).content.decode()


# --- Inviting --------------------------------------------------------------------------------


def test_an_invited_facilitator_signs_in_by_the_link_and_works_in_the_village(
    cast: Cast, admin: Client
) -> None:
    page = invite(admin, f"?peran=facilitator&kabupaten={VILLAGE_A[:5]}", regions=[VILLAGE_A])
    user = User.objects.get(username="contoh.baru")
    assert (user.role, user.must_set_password, user.has_usable_password()) == (
        Role.FACILITATOR,
        True,
        False,
    )
    assert [held.region_id for held in user.region_assignments.all()] == [VILLAGE_A]
    assert audited("person.invited").actor == cast.admin
    response = Client().post(link_on(page), {"password": NEW, "again": NEW})
    assert response["Location"] == reverse("home")
    assert not User.objects.get(pk=user.pk).must_set_password


def test_the_page_with_the_link_is_not_kept_by_a_browser(admin: Client) -> None:
    form = {"name": "Contoh Baru", "username": "contoh.baru"}
    response = admin.post(reverse("person_invite") + "?peran=administrator", form)
    assert "no-store" in response["Cache-Control"]


def test_an_agency_desk_is_asked_for_its_agency_and_regencies(admin: Client) -> None:
    query = "?peran=agency"
    page = invite(admin, query, regions=[VILLAGE_A[:5]])
    assert "Dinas" in page
    assert not User.objects.filter(username="contoh.baru").exists()
    invite(admin, query, regions=[VILLAGE_A[:5], VILLAGE_B[:5]], agency="social")
    user = User.objects.get(username="contoh.baru")
    assert user.agency == Agency.SOCIAL
    assert user.region_assignments.count() == 2


def test_a_taken_user_name_is_refused_in_words_and_what_was_typed_stays(admin: Client) -> None:
    page = invite(admin, "?peran=administrator", username=" Sari", name="Sari Kedua")
    assert "sudah dipakai" in page
    assert "Sari Kedua" in page
    assert not User.objects.filter(name="Sari Kedua").exists()


@pytest.mark.parametrize("username", ["ab", "dua kata", "pak@desa", "-awal", ""])
def test_a_user_name_that_nobody_could_type_is_refused(admin: Client, username: str) -> None:
    before = User.objects.count()
    invite(admin, "?peran=administrator", username=username)
    assert User.objects.count() == before


def test_a_village_of_another_regency_than_the_picker_lists_is_refused(admin: Client) -> None:
    invite(admin, f"?peran=facilitator&kabupaten={VILLAGE_A[:5]}", regions=[VILLAGE_B])
    assert not User.objects.filter(username="contoh.baru").exists()


def test_the_machines_role_cannot_be_given(admin: Client) -> None:
    page = invite(admin, "?peran=system")
    assert "Langkah 1" in page
    assert not User.objects.filter(username="contoh.baru").exists()


# --- Passwords and sessions ------------------------------------------------------------------


def test_a_reset_voids_the_password_the_sessions_and_the_links_before(
    cast: Cast, admin: Client
) -> None:
    sari = Client()
    sari.post(reverse("account_login"), {"login": "sari", "password": PASSWORD})
    url = person_url("person_reset", cast.sari)
    first = link_on(admin.post(url).content.decode())
    assert sari.get(reverse("account_change_password")).status_code == 302
    assert not User.objects.get(pk=cast.sari.pk).has_usable_password()
    second = link_on(admin.post(url).content.decode())
    assert Client().get(first).status_code == 410
    assert Client().post(second, {"password": NEW, "again": NEW}).status_code == 302
    assert audited("person.password_set").detail == {"purpose": "invitation"}


def test_looking_at_the_reset_page_changes_nothing(cast: Cast, admin: Client) -> None:
    admin.get(person_url("person_reset", cast.sari))
    assert User.objects.get(pk=cast.sari.pk).check_password(PASSWORD)
    assert not OneTimeLink.objects.exists()


def test_an_administrator_cannot_reset_their_own_password_here(cast: Cast, admin: Client) -> None:
    response = admin.post(person_url("person_reset", cast.admin), follow=True)
    assert "lewat menu akun" in response.content.decode()
    assert User.objects.get(pk=cast.admin.pk).check_password(PASSWORD)


def test_ending_sessions_signs_the_person_out_everywhere_and_nobody_else(
    cast: Cast, admin: Client
) -> None:
    phones = {name: Client() for name in ("sari", "budi")}
    for name, phone in phones.items():
        phone.post(reverse("account_login"), {"login": name, "password": PASSWORD})
    admin.post(person_url("person_end_sessions", cast.sari))
    statuses = {
        name: phone.get(reverse("account_change_password")).status_code
        for name, phone in phones.items()
    }
    assert statuses == {"sari": 302, "budi": 200}
    assert audited("person.sessions_ended").detail == {"sessions": 1}


# --- Deactivating ----------------------------------------------------------------------------


def test_a_deactivated_person_is_out_at_once_and_back_when_reactivated(
    cast: Cast, admin: Client
) -> None:
    sari = Client()
    sari.force_login(cast.sari)
    admin.post(person_url("person_deactivate", cast.sari))
    assert sari.get(reverse("account_change_password")).status_code == 302
    assert RegionAssignment.objects.filter(user=cast.sari, valid_to=None).exists()
    admin.post(person_url("person_reactivate", cast.sari))
    login = {"login": "sari", "password": PASSWORD}
    assert Client().post(reverse("account_login"), login)["Location"] == reverse("home")
    assert audited("person.deactivated").actor == audited("person.reactivated").actor == cast.admin


def test_deactivating_twice_is_one_act(cast: Cast, admin: Client) -> None:
    for _ in range(2):
        admin.post(person_url("person_deactivate", cast.sari))
    assert AuditEntry.objects.filter(action="person.deactivated").count() == 1


def test_an_administrator_cannot_deactivate_themselves(cast: Cast, admin: Client) -> None:
    make_user("kedua", Role.ADMINISTRATOR)
    admin.post(person_url("person_deactivate", cast.admin))
    assert User.objects.get(pk=cast.admin.pk).is_active


def test_the_last_administrator_cannot_be_deactivated_by_the_machine_either(cast: Cast) -> None:
    machine = User.objects.get(username="system")
    with pytest.raises(PersonRefused, match="terakhir"):
        deactivate_person(actor=machine, user=cast.admin)
    make_user("kedua", Role.ADMINISTRATOR)
    deactivate_person(actor=machine, user=cast.admin)
    assert not User.objects.get(pk=cast.admin.pk).is_active


def test_the_page_says_how_many_families_the_person_still_accompanies(
    cast: Cast, admin: Client
) -> None:
    for _ in range(3):
        make_household(cast.village_a, facilitator=cast.sari)
    make_household(cast.village_b, facilitator=cast.budi)
    page = admin.get(person_url("person_deactivate", cast.sari)).content.decode()
    assert "Masih mendampingi 3 keluarga." in page
    assert f"{reverse('caseload_reassign')}?from={cast.sari.pk}" in page
    assert "mendampingi" not in _notices(admin.get(person_url("person_deactivate", cast.tamu)))


def _notices(response: object) -> str:
    page = response.content.decode()  # type: ignore[attr-defined]
    return " ".join(re.findall(r'<div class="notice notice-warning">.*?</div>', page, re.S))


# --- Finding and mending ---------------------------------------------------------------------


def listed(admin: Client, query: str) -> set[str]:
    page = admin.get(f"{reverse('person_list')}?{query}").content.decode()
    rows = page.partition("<tbody>")[2].partition("</tbody>")[0]
    return set(re.findall(r'<span class="small soft">([^<]+)</span>', rows))


def test_people_are_found_by_name_role_regency_and_status(cast: Cast, admin: Client) -> None:
    make_user("lama", Role.FACILITATOR, is_active=False)
    make_user("baru", Role.FACILITATOR, must_set_password=True)
    assert listed(admin, "q=SAR") == {"sari"}
    assert listed(admin, "peran=officer") == {"ratna", "joko"}
    assert listed(admin, f"kabupaten={VILLAGE_A[:5]}") == {"sari", "ratna", "dewi"}
    assert listed(admin, f"kabupaten={VILLAGE_A[:5]}&peran=facilitator") == {"sari"}
    assert listed(admin, "status=inactive") == {"lama"}
    assert listed(admin, "status=invited") == {"baru"}
    assert listed(admin, "peran=bukan-peran&q=budi") == {"budi"}


def test_the_machines_account_is_on_no_page(cast: Cast, admin: Client) -> None:
    machine = User.objects.get(username="system")
    assert "system" not in listed(admin, "")
    for name in ("person_detail", "person_edit", "person_reset", "person_assign"):
        assert admin.get(person_url(name, machine)).status_code == 404


def test_the_list_asks_the_same_number_of_queries_however_long(cast: Cast, admin: Client) -> None:
    with CaptureQueriesContext(connection) as few:
        admin.get(reverse("person_list"))
    for number in range(20):
        make_user(f"contoh{number}", Role.FACILITATOR, cast.village_a)
    with CaptureQueriesContext(connection) as many:
        admin.get(reverse("person_list"))
    assert len(many) == len(few)


def test_a_long_list_goes_on_after_its_last_row_and_keeps_the_filter(
    cast: Cast, admin: Client
) -> None:
    for number in range(60):
        make_user(f"warga{number:02}", Role.FACILITATOR, name=f"Warga {number // 3:02}")
    page = admin.get(reverse("person_list") + "?q=warga").content.decode()
    following = html.unescape(re.search(r'rel="next" href="([^"]+)"', page).group(1))  # type: ignore[union-attr]
    first, second = listed(admin, "q=warga"), listed(admin, following.removeprefix("?"))
    assert (len(first), len(second), first & second) == (50, 10, set())
    assert 'rel="next"' not in admin.get(reverse("person_list") + following).content.decode()


def test_a_mended_name_is_saved_and_audited_with_what_it_was(cast: Cast, admin: Client) -> None:
    url = person_url("person_edit", cast.sari)
    admin.post(url, {"name": "Sari Contoh", "phone": "0812 0000 0000"})
    admin.post(url, {"name": "Sari Contoh", "phone": "0812 0000 0000"})
    assert User.objects.get(pk=cast.sari.pk).name == "Sari Contoh"
    assert audited("person.changed").detail["name"] == {"before": "Sari", "after": "Sari Contoh"}


def test_a_phone_number_that_is_none_is_refused_beside_its_field(cast: Cast, admin: Client) -> None:
    page = admin.post(
        person_url("person_edit", cast.sari), {"name": "Sari Contoh", "phone": "tidak ada"}
    ).content.decode()
    assert "Isi nomor telepon" in page
    assert "tidak ada" in page
    assert User.objects.get(pk=cast.sari.pk).name == "Sari"
