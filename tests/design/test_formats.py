"""Dates, money and ages are written the way a villager says them."""

from datetime import UTC, date, datetime

import pytest
from django.utils import translation

from desaberdaya.templatetags import formats

TODAY = date(2026, 11, 24)


@pytest.fixture(autouse=True)
def today(settings: object) -> None:
    settings.TODAY_OVERRIDE = TODAY  # type: ignore[attr-defined]


def test_a_date_of_this_year_has_its_weekday_and_no_year() -> None:
    assert formats.day(date(2026, 11, 23)) == "Senin, 23 Nov"
    with translation.override("en"):
        assert formats.day(date(2026, 11, 23)) == "Monday, 23 Nov"


def test_a_date_of_another_year_says_which() -> None:
    assert formats.day(date(2025, 11, 24)) == "Senin, 24 Nov 2025"


def test_an_instant_is_told_in_central_indonesian_time() -> None:
    assert formats.moment(datetime(2026, 11, 23, 17, 5, tzinfo=UTC)) == "Selasa, 24 Nov, 01.05"


@pytest.mark.parametrize(
    ("amount", "written"),
    [(7_000_000, "Rp 7.000.000"), (0, "Rp 0"), (-1500, "−Rp 1.500"), (None, "")],
)
def test_rupiah_have_indonesian_separators_in_every_language(amount: int, written: str) -> None:
    for language in ("id", "en"):
        with translation.override(language):
            assert formats.rupiah(amount) == written


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2026, 11, 24), "hari ini"),
        (date(2026, 11, 23), "kemarin"),
        (date(2026, 11, 12), "12 hari lalu"),
        (date(2026, 5, 3), "6 bulan lalu"),
        (date(2023, 1, 1), "3 tahun lalu"),
        (date(2026, 11, 25), "besok"),
    ],
)
def test_the_past_is_told_in_the_unit_one_would_say(day: date, said: str) -> None:
    assert formats.ago(day) == said


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2026, 11, 24), "hari ini"),
        (date(2026, 11, 25), "besok"),
        (date(2026, 12, 1), "dalam 7 hari"),
        (date(2026, 11, 21), "lewat 3 hari"),
    ],
)
def test_a_due_date_says_how_far_it_is_or_how_late(day: date, said: str) -> None:
    assert formats.until(day) == said


def test_an_outcome_code_and_a_part_state_have_the_same_word() -> None:
    assert formats.state_word("MISSING") == formats.state_word("missing") == "belum"


def test_nothing_is_written_for_what_is_not_there() -> None:
    for write in (formats.day, formats.short_day, formats.moment, formats.ago, formats.until):
        assert write(None) == ""
