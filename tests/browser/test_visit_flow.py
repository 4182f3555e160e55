"""A visit from the first tap to the flags that the worker opens and closes, on a phone."""

from datetime import timedelta

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from accounts import clock
from households.models import Household, Member
from households.models.enrolment import State
from interventions.models import Visit
from interventions.services.enrolment import enrol_household
from tests.browser.conftest import LiveStack
from tests.cast import Cast, make_cast
from tests.factories import PASSWORD, make_household, make_member
from tests.migrated import load_migrated_rows


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    load_migrated_rows()
    return make_cast()


@pytest.fixture
def mother(cast: Cast, live_stack: LiveStack) -> Member:
    """The mother of Sari's family, enrolled two weeks ago; all was well with her JKN then."""
    family = make_household(
        cast.village_a, facilitator=cast.sari, state=State.VERIFIED,
        dwelling={"toilet": 1, "closet": 1, "disposal": 1, "drinking_water": 3, "water_place": 1},
    )  # fmt: skip
    member = make_member(family, "Inaq Rekaan", relation=1, sex=2, birth_date="1985-03-04",
                         nik="5201070403850001", jkn_status="active",
                         jkn_segment="pbi_apbn", jkn_checked_on=clock.today())  # fmt: skip
    enrol_household(actor=cast.sari, household=family, on=clock.today() - timedelta(days=13))
    return member


def sign_in(page: Page, username: str) -> None:
    page.goto(reverse("account_login"))
    page.locator("input[name=login]").fill(username)
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("input[name=password]").press("Enter")
    expect(page.locator("input[name=password]")).to_have_count(0)


def choose(page: Page, name: str, value: str) -> None:
    page.locator(f'input[name="{name}"][value="{value}"]').check()


def fits_the_screen(page: Page) -> bool:
    wide: int = page.evaluate("() => document.documentElement.scrollWidth")
    return wide <= 360


def start_visit(page: Page, household: Household) -> None:
    page.goto(f"/keluarga/{household.pk}/")
    page.get_by_role("link", name="Catat kunjungan").click()
    page.wait_for_url("**/kunjungan/baru/")


def test_a_visit_is_logged_and_a_fact_mended_at_the_next_closes_its_flag(
    page: Page, mother: Member
) -> None:
    household, key = mother.household, f"{mother.pk}.jkn_status"
    sign_in(page, "sari")

    start_visit(page, household)
    assert fits_the_screen(page)
    choose(page, "met", str(mother.pk))
    page.locator(
        "details.fold > summary", has_text="Inaq Rekaan"
    ).click()  # what may have changed about her
    why = page.locator(f'input[name="why.{key}"]').first
    answer = page.locator(f'select[name="fact.{key}"]')
    answer.select_option("active")  # the same as recorded: nobody asks why
    expect(why).to_be_hidden()
    answer.select_option("inactive")
    expect(why).to_be_visible()
    choose(page, f"why.{key}", "changed")
    page.locator("[name=agreement]").fill("Inaq mengurus KIS ke kantor desa")
    page.get_by_role("button", name="Simpan kunjungan").click()
    page.wait_for_url("**/hasil/")
    expect(page.get_by_role("heading", name="baru")).to_be_visible(timeout=15_000)
    assert fits_the_screen(page)

    start_visit(page, household)
    choose(page, "met", str(mother.pk))
    choose(page, f"fact.{key}", "active")
    expect(page.locator(f'input[name="why.{key}"]').first).to_be_visible()
    choose(page, f"why.{key}", "changed")
    page.get_by_role("button", name="Simpan kunjungan").click()
    page.wait_for_url("**/hasil/")
    expect(page.get_by_role("heading", name="selesai")).to_be_visible(timeout=15_000)
    expect(page.get_by_text("sudah terpenuhi")).to_be_visible()
    expect(page.get_by_text("Kunjungan berikutnya jatuh tempo")).to_be_visible()


def test_what_was_typed_survives_a_crash_and_is_gone_once_it_was_received(
    page: Page, mother: Member
) -> None:
    sign_in(page, "sari")
    start_visit(page, mother.household)
    expect(page.locator("[data-draft-notice]")).to_be_hidden()
    number = page.locator("[name=id]").input_value()
    page.locator("[name=notes]").fill("Atap bocor di dapur")
    choose(page, "met", str(mother.pk))
    page.wait_for_function("() => Object.values(localStorage).some(v => v.includes('bocor'))")

    page.reload()
    expect(page.locator("[data-draft-notice]")).to_be_visible()
    expect(page.locator("[name=notes]")).to_have_value("Atap bocor di dapur")
    expect(page.locator(f'[name=met][value="{mother.pk}"]')).to_be_checked()
    assert page.locator("[name=id]").input_value() == number

    page.get_by_role("button", name="Simpan kunjungan").click()
    page.wait_for_url("**/hasil/")
    assert str(Visit.objects.get().pk) == number
    page.wait_for_function("() => !Object.keys(localStorage).some(k => k.startsWith('draft:'))")
    start_visit(page, mother.household)
    expect(page.locator("[name=notes]")).to_have_value("")


def test_the_form_works_without_any_script(browser, live_stack: LiveStack, mother: Member) -> None:
    context = browser.new_context(
        base_url=live_stack.url, java_script_enabled=False, viewport={"width": 360, "height": 740}
    )
    page = context.new_page()
    sign_in(page, "sari")
    start_visit(page, mother.household)
    choose(page, "met", str(mother.pk))
    page.get_by_role("button", name="Simpan kunjungan").click()
    page.wait_for_url("**/hasil/")
    saved = page.get_by_text("Kunjungan sudah tersimpan")
    checked = page.get_by_text("Kebutuhan sudah dicek")
    expect(saved.or_(checked).or_(page.get_by_role("heading", name="baru")).first).to_be_visible()
    context.close()


def test_what_is_private_is_not_kept_on_the_device(page: Page, mother: Member) -> None:
    child = make_member(mother.household, "Contoh Anak", relation=3, nik="5201070403150002",
                        birth_date="2015-03-04", schooling=2, level=3, grade=5)  # fmt: skip
    sign_in(page, "sari")
    start_visit(page, mother.household)
    page.locator(f'[name="fact.{child.pk}.mother_name"]').fill("Nama Ibu Rekaan")
    page.locator("[name=notes]").fill("Sudah ditulis")
    page.wait_for_function("() => Object.values(localStorage).some(v => v.includes('Sudah'))")
    kept = page.evaluate("() => JSON.stringify(localStorage)")
    assert "Nama Ibu Rekaan" not in kept
