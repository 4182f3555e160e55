"""A village's list from the file to families, plans and flags, with no step by hand between."""

import time
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from accounts import clock
from entitlements.models import Flag
from households.models import Household
from households.models.enrolment import State
from interventions.models import MentoringPlan
from tests.browser.conftest import LiveStack
from tests.browser.test_visit_flow import sign_in
from tests.cast import Cast, make_cast
from tests.households.imports.lists import VILLAGE, as_xlsx
from tests.households.imports.test_opensid import resident
from tests.migrated import load_migrated_rows

WORKED = 20_000  # milliseconds for the worker's part, of which it needs a few hundred


@pytest.fixture
def cast(transactional_db: None, settings: Any, tmp_path: Path) -> Cast:
    settings.MEDIA_ROOT = str(tmp_path / "media")
    load_migrated_rows()
    return make_cast()


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    """Two sound families, one of them with a child without JKN, and one that must be refused."""
    second, third = "5201070101260002", "5201070101260003"
    return as_xlsx(
        tmp_path / "penduduk.xlsx",
        [
            resident("AMAQ MELATI", nik="5201070605800001", id_asuransi="2"),
            resident("ANAK MELATI", kk_level="4", tanggallahir="2015-03-04", id_asuransi="1",
                     nik="5201070403150001"),
            resident("INAQ KENANGA", no_kk=second, sex="2", nik="5201074605800002"),
            resident("AMAQ TANPA", no_kk=third, sex="9"),
        ],
    )  # fmt: skip


def flags_came() -> bool:
    """Whether the worker's sweep opened flags, which it does within a moment of the enrolment."""
    until = time.monotonic() + WORKED / 1000
    while time.monotonic() < until:
        if Flag.objects.exists():
            return True
        time.sleep(0.05)
    return False


def test_a_villages_workbook_becomes_enrolled_families_with_flags_by_itself(
    page: Page, live_stack: LiveStack, cast: Cast, workbook: Path
) -> None:
    sign_in(page, "admin")
    day = clock.today().isoformat()
    page.goto(reverse("import_create"))
    page.locator("input[name=file]").set_input_files(workbook)
    page.locator("input[name=format][value=opensid]").check()
    page.locator("input[name=village]").fill(VILLAGE)
    page.locator("input[name=observed_on]").fill(day)
    page.locator("input[name=enrol_on]").fill(day)
    page.get_by_role("button", name="Baca daftar").click()

    confirm = page.get_by_role("button", name="Terapkan")
    expect(confirm).to_be_visible(timeout=WORKED)
    expect(page.locator(".stats")).to_contain_text("2 Baru")
    expect(page.locator(".stats")).to_contain_text("1 Tidak dimuat")
    expect(page.get_by_role("row", name="sex")).to_be_visible()
    assert not Household.objects.exists()

    confirm.click()
    expect(page.get_by_text("Sudah diterapkan")).to_be_visible(timeout=WORKED)
    families = Household.objects.filter(states__state=State.ENROLLED, states__valid_to=None)
    assert families.count() == MentoringPlan.objects.count() == 2

    assert flags_came()
    page.goto(reverse("household_list"))
    page.get_by_role("link", name="AMAQ MELATI").first.click()
    expect(page.locator("section[aria-labelledby=kebutuhan]")).to_contain_text("ANAK MELATI")
