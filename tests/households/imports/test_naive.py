"""Random lists against a plain reading of the rules, written only for this test."""

from collections import Counter, defaultdict
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from households.models import Household, Member
from tests.cast import make_cast
from tests.households.imports.lists import VILLAGE, Cells, as_csv, load

cells = st.fixed_dictionaries(
    {
        "kode_desa": st.sampled_from([VILLAGE, VILLAGE, VILLAGE, "", "99"]),
        "no_kk": st.sampled_from([f"520107010126{n:04d}" for n in range(5)] * 3 + ["", "52", "x"]),
        "nama": st.sampled_from(["Amaq", "Inaq", "Anak", "Anak", ""]),
        "hubungan": st.sampled_from(["1", "3", "2", "3", "9"]),
        "nik": st.sampled_from([f"520107010170{n:04d}" for n in range(40)] + [""] * 40 + ["1"]),
        "desil": st.sampled_from(["", "", "", "1", "1", "2"]),
        "sekolah": st.sampled_from(["", "", "1", "2", "4"]),
    }
)


def plain_reading(rows: list[Cells]) -> tuple[dict[str, int], set[str]]:
    """The numbers and the households that load, household by household."""
    families: dict[str, list[Cells]] = defaultdict(list)
    for row in rows:
        families[row["no_kk"]].append(row)
    niks = Counter(row["nik"] for row in rows if row["nik"])
    sound = {kk for kk, members in families.items() if kk and _is_sound(kk, members, niks)}
    return {
        "rows": len(rows),
        "households_created": len(sound),
        "households_updated": 0,
        "households_unchanged": 0,
        "members_created": sum(len(families[kk]) for kk in sound),
        "members_updated": 0,
        "rejected_rows": len(rows) - sum(len(families[kk]) for kk in sound),
        "rejected_households": len(families.keys() - sound - {""}),
    }, sound


def _is_sound(kk: str, members: list[Cells], niks: Counter[str]) -> bool:
    villages = {row["kode_desa"] for row in members} - {""}
    return (
        len(kk) == 16
        and villages == {VILLAGE}
        and len({row["desil"] for row in members} - {""}) <= 1
        and sum(row["hubungan"] == "1" for row in members) == 1
        and all(_row_is_sound(row, niks) for row in members)
    )


def _row_is_sound(row: Cells, niks: Counter[str]) -> bool:
    return (
        row["nama"] != ""
        and row["hubungan"] != "9"
        and row["nik"] != "1"
        and niks[row["nik"]] <= 1
        and row["sekolah"] != "4"
    )


@pytest.mark.usefixtures("folder")
class AnyList(TestCase):
    """Hypothesis needs a fresh transaction for each of its lists."""

    folder: Path

    @settings(
        max_examples=15,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow],
        derandomize=True,
    )
    @given(st.lists(cells, max_size=14))
    def test_numbers_and_people_are_those_of_the_plain_reading(self, rows: list[Cells]) -> None:
        make_cast()
        path = as_csv(self.folder / "daftar.csv", rows or [])
        if not rows:
            path.write_text("kode_desa,no_kk,nama,hubungan\n")
        expected, sound = plain_reading(rows)
        assert load(path, dry_run=True) == expected
        assert load(path) == expected
        assert Household.objects.count() == len(sound)
        assert sorted(Member.objects.values_list("name", flat=True)) == sorted(
            row["nama"] for row in rows if row["no_kk"] in sound
        )
        again = load(path)
        assert again["households_unchanged"] == len(sound)
        assert again["members_created"] == again["members_updated"] == 0


@pytest.fixture
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> None:
    request.cls.folder = tmp_path
