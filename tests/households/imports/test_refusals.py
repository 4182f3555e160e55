"""Every refusal of formats/bnba.md: its row, its column, its sentence; everything else loads."""

from datetime import timedelta
from typing import Any

import pytest

from accounts import clock
from households.models import Household, Member
from tests.households.imports.conftest import Loader
from tests.households.imports.lists import (
    KK,
    OTHER_KK,
    OTHER_VILLAGE,
    VILLAGE,
    Cells,
    counted,
    nik,
    person,
)

TOMORROW = (clock.today() + timedelta(1)).isoformat()

CELLS: list[tuple[str, Any, str]] = [
    ("kode_desa", "52.99.99.9999", "tidak dikenal"),
    ("kode_desa", "52.01.07", "tidak dikenal"),
    ("nik", "52010701017000", "harus 16 angka"),
    ("nik", "52010701017000AB", "harus 16 angka"),
    ("nik", "5.20107E+15", "notasi ilmiah"),
    ("nama", "  ", "Nama kosong"),
    ("hubungan", "", "Hubungan dengan kepala keluarga kosong"),
    ("hubungan", "9", "tidak ada dalam daftar"),
    ("jenis_kelamin", "X", "tidak ada dalam daftar"),
    ("keberadaan", "7", "tidak ada dalam daftar"),
    ("sekolah", "0", "tidak ada dalam daftar"),
    ("jenjang", "23", "tidak ada dalam daftar"),
    ("kelas", "9", "antara 1 dan 8"),
    ("kelas", "dua", "bukan angka"),
    ("ijazah", "0", "tidak ada dalam daftar"),
    ("pip_status", "cair", "tidak ada dalam daftar"),
    ("pip_tahun", "dua ribu", "bukan angka"),
    ("pip_batas", "31-02-2026", "bukan tanggal"),
    ("jkn_status", "mati", "tidak ada dalam daftar"),
    ("jkn_segmen", "pbi", "tidak ada dalam daftar"),
    ("jkn_cek", TOMORROW, "masa depan"),
    ("tanggal_lahir", TOMORROW, "masa depan"),
    ("tanggal_lahir", "2023-02-29", "bukan tanggal"),
    ("tanggal_lahir", "31/04/2020", "bukan tanggal"),
    ("tanggal_lahir", "45000", "bukan tanggal"),
    ("nik_padan", "mungkin", "tidak ada dalam daftar"),
    ("perlu_berobat", "1", "tidak ada dalam daftar"),
    ("bab_fasilitas", "7", "tidak ada dalam daftar"),
    ("bab_terbuka", "y", "tidak ada dalam daftar"),
    ("kloset", "5", "tidak ada dalam daftar"),
    ("tinja", "7", "tidak ada dalam daftar"),
    ("sedot", "4", "tidak ada dalam daftar"),
    ("air_minum", "14", "tidak ada dalam daftar"),
    ("air_lain", "0", "tidak ada dalam daftar"),
    ("air_lokasi", "4", "tidak ada dalam daftar"),
    ("air_menit", "lama", "bukan angka"),
    ("air_menit", "-5", "bukan angka"),
    ("air_menit", "1e3", "notasi ilmiah"),
    ("air_jarak", "8", "tidak ada dalam daftar"),
    ("air_kering", "lolos", "tidak ada dalam daftar"),
    ("air_uji", "ya", "tidak ada dalam daftar"),
    ("desil", "11", "antara 0 dan 10"),
    ("desil", "1.5", "bukan angka"),
    ("lat", "91", "di luar jangkauan"),
    ("lng", "-180.5", "di luar jangkauan"),
    ("lat", "selatan", "bukan angka"),
]


def test_each_bad_cell_takes_its_household_and_no_other(loaded: Loader) -> None:
    """One household a bad cell, in one file: the head is sound, the second row is not."""
    rows = [person("Amaq Baik", no_kk=OTHER_KK)]
    for number, (column, cell, _words) in enumerate(CELLS):
        kk = f"520107020226{number:04d}"
        rows += [
            person(f"Amaq {number}", no_kk=kk),
            person(f"Inaq {number}", no_kk=kk, hubungan="2") | {column: cell},
        ]
    numbers = loaded(rows)
    assert numbers == counted(
        rows=len(rows),
        households_created=1,
        members_created=1,
        rejected_rows=len(rows) - 1,
        rejected_households=len(CELLS),
    )
    assert [member.name for member in Member.objects.all()] == ["Amaq Baik"]
    own = [row for row in loaded.report if row["kolom"]]
    assert [(row["baris"], row["kolom"]) for row in own] == [
        (str(4 + 2 * number), column) for number, (column, _cell, _words) in enumerate(CELLS)
    ]
    for row, (column, cell, words) in zip(own, CELLS, strict=True):
        assert words in row["pesan"], (column, cell)
    rest = [row["pesan"] for row in loaded.report if not row["kolom"]]
    assert rest[0] == "Keluarga ini ditolak karena baris 4."


@pytest.mark.parametrize(
    ("cell", "words"),
    [("520107010126000", "harus 16 angka"), ("KK", "16 angka"), ("5,2E+15", "notasi ilmiah")],
)
def test_a_no_kk_that_is_none_is_a_household_of_its_own(
    loaded: Loader, cell: str, words: str
) -> None:
    numbers = loaded([person(), person("Inaq", hubungan="2", no_kk=cell)])
    assert numbers == counted(
        rows=2, households_created=1, members_created=1, rejected_rows=1, rejected_households=1
    )
    assert [(row["baris"], row["kolom"]) for row in loaded.report] == [("3", "no_kk")]
    assert words in loaded.report[0]["pesan"]


def test_a_row_without_no_kk_is_refused_without_a_household(loaded: Loader) -> None:
    numbers = loaded([person(), person("Tanpa Kartu", no_kk=" ")])
    assert numbers == counted(rows=2, households_created=1, members_created=1, rejected_rows=1)
    assert [(row["nama"], row["kolom"], row["pesan"]) for row in loaded.report] == [
        ("Tanpa Kartu", "no_kk", "Nomor KK kosong.")
    ]


def test_a_nik_that_appears_twice_takes_every_household_it_appears_in(loaded: Loader) -> None:
    numbers = loaded(
        [
            person("Amaq Satu", nik=nik(1)),
            person("Inaq Satu", hubungan="2", nik=nik(2)),
            person("Amaq Dua", no_kk=OTHER_KK, nik=nik(1)),
            person("Amaq Tiga", no_kk="5201070101260003", nik=nik(3)),
        ]
    )
    assert numbers == counted(
        rows=4, households_created=1, members_created=1, rejected_rows=3, rejected_households=2
    )
    assert [(row["baris"], row["kolom"], row["pesan"]) for row in loaded.report] == [
        ("2", "nik", "NIK ini juga ada di baris 4."),
        ("3", "", "Keluarga ini ditolak karena baris 2."),
        ("4", "nik", "NIK ini juga ada di baris 2."),
    ]


def test_a_household_without_exactly_one_head_is_refused(loaded: Loader) -> None:
    families = (("3",), ("1", "1"), ("2", "3"))
    rows = [
        person(f"Warga {n}{m}", no_kk=f"520107020226{n:04d}", hubungan=code)
        for n, relations in enumerate(families)
        for m, code in enumerate(relations)
    ]
    assert loaded(rows) == counted(rows=5, rejected_rows=5, rejected_households=3)
    assert [(row["baris"], row["kolom"]) for row in loaded.report] == [
        ("2", "hubungan"), ("3", "hubungan"), ("4", "hubungan"), ("5", "hubungan"), ("6", ""),
    ]  # fmt: skip


def test_a_head_who_moved_away_is_a_head(loaded: Loader) -> None:
    numbers = loaded([person(keberadaan="3"), person("Inaq", hubungan="2", keberadaan="1")])
    assert numbers["households_created"] == 1


DIFFERENT = [
    ("desil", "1", "2"),
    ("dusun", "Dusun A", "Dusun B"),
    ("bab_terbuka", "ya", "tidak"),
    ("air_minum", "3", "4"),
    ("lat", "-8.5", "-8.6"),
    ("kode_desa", VILLAGE, OTHER_VILLAGE),
]


def test_two_values_in_one_household_are_an_error_of_that_household(loaded: Loader) -> None:
    rows = []
    for number, (column, one, other) in enumerate(DIFFERENT):
        kk = f"520107020226{number:04d}"
        rows += [
            person("Amaq", no_kk=kk) | {column: one},
            person("Inaq", no_kk=kk, hubungan="2") | {column: ""},
            person("Anak", no_kk=kk, hubungan="3") | {column: other},
        ]
    assert loaded(rows) == counted(rows=18, rejected_rows=18, rejected_households=6)
    own = [row for row in loaded.report if row["kolom"]]
    assert [(row["baris"], row["kolom"]) for row in own] == [
        (str(4 + 3 * number), column) for number, (column, _one, _other) in enumerate(DIFFERENT)
    ]
    assert "baris 2" in own[0]["pesan"]


def test_the_same_value_in_another_case_is_no_other_value(loaded: Loader) -> None:
    numbers = loaded(
        [person(dusun="Dusun A"), person("Inaq", hubungan="2") | {"dusun": " DUSUN A "}]
    )
    assert numbers["households_created"] == 1


def test_an_empty_cell_takes_the_value_of_another_row(loaded: Loader) -> None:
    loaded(
        [
            person(kode_desa="", desil="", air_minum="3", lat="-8.5", lng=""),
            person("Inaq", hubungan="2", desil="2", air_minum="", lat="", lng="116.25"),
        ]
    )
    household = Household.objects.select_related("dwelling").get()
    assert household.village_id == VILLAGE
    assert household.desil == 2
    assert household.dwelling.drinking_water == 3
    assert str(household.dwelling.longitude) == "116.250000"


def test_a_village_in_no_row_of_the_household_is_refused(loaded: Loader) -> None:
    numbers = loaded([person(kode_desa="")])
    assert numbers["rejected_households"] == 1
    assert loaded.report[0]["kolom"] == "kode_desa"


def test_rows_of_another_village_than_asked_are_refused(loaded: Loader) -> None:
    rows = [person(), person("Amaq Lain", no_kk=OTHER_KK, kode_desa=OTHER_VILLAGE)]
    numbers = loaded(rows, village=VILLAGE)
    assert numbers["households_created"] == 1
    assert [(row["kolom"], row["pesan"]) for row in loaded.report] == [
        ("kode_desa", "Baris ini milik desa lain, bukan desa yang dipilih.")
    ]


def test_what_the_rules_flag_loads(loaded: Loader) -> None:
    rows: list[Cells] = [
        person(nik="5201070101700000", nisn="123", pip_batas=TOMORROW, desil="0", jenjang="0")
    ]
    assert loaded(rows)["households_created"] == 1
    member = Member.objects.get()
    assert (member.nik_state, member.nisn, member.level) == ("malformed", "123", 0)


def test_half_a_point_loads_without_the_point(loaded: Loader) -> None:
    assert loaded([person(lat="-8.5", lng="", air_minum="3")])["households_created"] == 1
    dwelling = Household.objects.select_related("dwelling").get().dwelling
    assert (dwelling.latitude, dwelling.longitude, dwelling.drinking_water) == (None, None, 3)


def test_several_problems_of_one_row_stand_side_by_side(loaded: Loader) -> None:
    loaded([person(nama="", nik="12")])
    (row,) = loaded.report
    assert row["kolom"] == "nama; nik"
    assert row["pesan"] == "Nama kosong.; NIK harus 16 angka, atau kosong jika belum ada."


def test_a_mended_report_loads_what_was_refused(loaded: Loader) -> None:
    loaded([person("=SUM(A1)", nik=""), person("Inaq", hubungan="2", sekolah="9")])
    mended: list[Cells] = [dict(row) for row in loaded.report]
    assert mended[0]["nama"] == "'=SUM(A1)"
    mended[1]["sekolah"] = "1"
    assert loaded(mended)["members_created"] == 2
    assert loaded.report == []
    assert set(Member.objects.values_list("name", flat=True)) == {"=SUM(A1)", "Inaq"}


def test_the_report_keeps_the_columns_as_they_were(loaded: Loader) -> None:
    loaded([person(nik="12", lat="-8.5") | {"Catatan Kami": "x"}])
    assert list(loaded.report[0]) == [
        "kode_desa", "no_kk", "nama", "hubungan", "nik", "tanggal_lahir", "lat", "Catatan Kami",
        "baris", "kolom", "pesan",
    ]  # fmt: skip
    assert loaded.report[0]["lat"] == "-8.5"
    assert loaded.report[0]["no_kk"] == KK
