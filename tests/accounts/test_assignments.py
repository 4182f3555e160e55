"""Who works where: given and taken back by days, the wrong level refused in words."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from accounts import clock
from accounts.models import AuditEntry, RegionAssignment, User
from accounts.scope import region_codes
from accounts.services.assignments import AssignmentRefused, assign_region, end_assignment
from tests.cast import VILLAGE_A, VILLAGE_B, Cast, make_cast

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 24)


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture
def admin(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.admin)
    return client


def give(cast: Cast, user: User, code: str, *days: date) -> RegionAssignment:
    first, last = (*days, None, None)[:2]
    return assign_region(
        actor=cast.admin, user=user, region_code=code, valid_from=first or DAY, last_day=last
    )


def test_an_administrator_gives_a_village_on_the_page(cast: Cast, admin: Client) -> None:
    url = reverse("person_assign", args=(cast.tamu.pk,)) + f"?kabupaten={VILLAGE_A[:5]}"
    assert "Desa Desa Anggrek" in admin.get(url).content.decode()
    admin.post(url, {"region": VILLAGE_A, "valid_from": "2026-01-01", "last_day": "2026-12-31"})
    held = cast.tamu.region_assignments.get()
    assert (held.valid_from, held.valid_to) == (date(2026, 1, 1), date(2027, 1, 1))
    entry = AuditEntry.objects.get(action="person.region_assigned")
    assert (entry.actor, entry.subject_id) == (cast.admin, str(cast.tamu.pk))
    assert entry.detail["region"] == VILLAGE_A


def test_no_village_is_listed_before_a_regency_is_chosen(cast: Cast, admin: Client) -> None:
    page = admin.get(reverse("person_assign", args=(cast.tamu.pk,))).content.decode()
    assert VILLAGE_A not in page
    assert "Tampilkan desanya" in page


@pytest.mark.parametrize(
    ("who", "code", "sentence"),
    [
        ("tamu", VILLAGE_A[:5], "Pendamping bertugas di desa"),
        ("tamu", VILLAGE_A[:8], "Pendamping bertugas di desa"),
        ("ratna", VILLAGE_A, "bertugas di kabupaten"),
        ("dewi", "52", "bertugas di kabupaten"),
        ("tamu", "99.99.99.9999", "tidak ada"),
        ("admin", VILLAGE_A, "seluruh provinsi"),
    ],
)
def test_a_region_that_does_not_fit_the_role_is_refused(
    cast: Cast, who: str, code: str, sentence: str
) -> None:
    before = RegionAssignment.objects.count()
    with pytest.raises(AssignmentRefused, match=sentence):
        give(cast, getattr(cast, who), code)
    assert RegionAssignment.objects.count() == before


def test_days_on_which_the_person_holds_it_already_are_refused_with_those_days(
    cast: Cast,
) -> None:
    give(cast, cast.tamu, VILLAGE_A, DAY, DAY + timedelta(days=9))
    with pytest.raises(AssignmentRefused, match="24 Nov 2026 sampai 3 Des 2026"):
        give(cast, cast.tamu, VILLAGE_A, DAY + timedelta(days=9))
    give(cast, cast.tamu, VILLAGE_A, DAY + timedelta(days=10))
    assert cast.tamu.region_assignments.count() == 2


def test_giving_the_same_again_is_once(cast: Cast) -> None:
    assert give(cast, cast.tamu, VILLAGE_A) == give(cast, cast.tamu, VILLAGE_A)
    assert AuditEntry.objects.filter(action="person.region_assigned").count() == 1


def test_a_last_day_before_the_first_is_refused_beside_the_field(cast: Cast, admin: Client) -> None:
    url = reverse("person_assign", args=(cast.tamu.pk,)) + f"?kabupaten={VILLAGE_A[:5]}"
    form = {"region": VILLAGE_A, "valid_from": "2026-02-01", "last_day": "2026-01-01"}
    page = admin.post(url, form).content.decode()
    assert "tidak boleh sebelum hari mulai" in page
    assert 'value="2026-02-01"' in page
    assert not cast.tamu.region_assignments.exists()


def test_an_ended_assignment_stays_in_the_history_and_gives_no_rows_any_more(
    cast: Cast, admin: Client
) -> None:
    held = cast.sari.region_assignments.get()
    yesterday = clock.today() - timedelta(days=1)
    admin.post(reverse("assignment_end", args=(held.pk,)), {"last_day": yesterday.isoformat()})
    assert region_codes(cast.sari) == frozenset()
    assert region_codes(cast.sari, yesterday) == {VILLAGE_A}
    page = admin.get(reverse("person_detail", args=(cast.sari.pk,))).content.decode()
    assert VILLAGE_A in page
    assert AuditEntry.objects.filter(action="person.region_ended").count() == 1


def test_the_day_before_the_first_day_undoes_an_assignment_given_by_mistake(cast: Cast) -> None:
    held = give(cast, cast.tamu, VILLAGE_B)
    end_assignment(actor=cast.admin, assignment=held, last_day=DAY - timedelta(days=1))
    assert region_codes(cast.tamu, DAY) == frozenset()
    give(cast, cast.tamu, VILLAGE_B)
    assert region_codes(cast.tamu, DAY) == {VILLAGE_B}


def test_an_end_before_that_or_after_an_end_that_was_set_is_refused(cast: Cast) -> None:
    held = give(cast, cast.tamu, VILLAGE_B, DAY, DAY + timedelta(days=5))
    for last_day in (DAY - timedelta(days=2), DAY + timedelta(days=6)):
        with pytest.raises(AssignmentRefused):
            end_assignment(actor=cast.admin, assignment=held, last_day=last_day)
    held.refresh_from_db()
    assert held.last_day == DAY + timedelta(days=5)
