"""OpenSID's codes, each with what it becomes (formats/opensid.md)."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from households.facts import FACTS
from households.imports import opensid
from households.imports.problems import CellRefused
from households.models import Household, Member
from tests.cast import Cast
from tests.households.imports.conftest import Loader
from tests.households.imports.lists import VILLAGE, as_xlsx, counted, load, report_of

SAMPLE = Path(__file__).parents[4] / "shared" / "data" / "opensid-contoh-penduduk.xlsx"
COLUMNS = (
    "alamat", "dusun", "rw", "rt", "nama", "no_kk", "nik", "sex", "tempatlahir",
    "tanggallahir", "agama_id", "pendidikan_kk_id", "pendidikan_sedang_id", "pekerjaan_id",
    "status_kawin", "kk_level", "warganegara_id", "ayah_nik", "nama_ayah", "ibu_nik",
    "nama_ibu", "golongan_darah_id", "akta_lahir", "dokumen_pasport", "tanggal_akhir_paspor",
    "dokumen_kitas", "akta_perkawinan", "tanggalperkawinan", "akta_perceraian",
    "tanggalperceraian", "cacat_id", "cara_kb_id", "hamil", "ktp_el", "status_rekam",
    "alamat_sekarang", "status_dasar", "suku", "tag_id_card", "id_asuransi", "no_asuransi",
    "lat", "lng",
)  # fmt: skip


def resident(name: str, **cells: str) -> dict[str, str]:
    row = dict.fromkeys(COLUMNS, "") | {
        "nama": name, "no_kk": "5201070101260001", "nik": "-", "sex": "1", "kk_level": "1",
        "tanggallahir": "1980-05-06", "status_dasar": "1", "rw": "-", "dusun": "DUSUN REKAAN",
    }  # fmt: skip
    return row | cells


def test_the_workbook_becomes_a_family_with_its_facts(cast: Cast, tmp_path: Path) -> None:
    path = as_xlsx(
        tmp_path / "penduduk.xlsx",
        [
            resident("AMAQ REKAAN", nik="5201070605800001", pendidikan_kk_id="5", id_asuransi="2"),
            resident("INAQ REKAAN", kk_level="3", sex="2", nik="0", nama_ibu="-", status_dasar="3"),
            resident(
                "ANAK REKAAN", kk_level="4", nik="0152010000000001", pendidikan_sedang_id="4",
                pendidikan_kk_id="2", nama_ibu="INAQ REKAAN", id_asuransi="1",
            ),
        ],
    )  # fmt: skip
    numbers = load(path, format="opensid", village=VILLAGE, observed=date(2026, 1, 2))
    assert numbers == counted(rows=3, households_created=1, members_created=3)
    head, wife, child = Member.objects.order_by("relation")
    assert (head.nik_state, head.certificate, head.jkn_segment) == ("well_formed", 13, "pbi_apbn")
    assert (head.jkn_status, head.schooling) == (None, None)
    assert (wife.nik_state, wife.nik_missing_reason) == ("missing", "temporary")
    assert (wife.presence, wife.mother_name) == (3, None)
    assert (child.schooling, child.level, child.certificate) == (2, 3, 23)
    assert (child.jkn_status, child.jkn_checked_on) == ("unregistered", None)
    household = Household.objects.select_related("dwelling").get()
    assert (household.village_id, household.dwelling.rw) == (VILLAGE, "")
    assert household.dwelling.dusun == "DUSUN REKAAN"


def test_a_person_who_is_not_valid_is_refused_with_the_reason(cast: Cast, tmp_path: Path) -> None:
    path = as_xlsx(
        tmp_path / "penduduk.xlsx",
        [resident("AMAQ"), resident("X", kk_level="9", status_dasar="9")],
    )
    report = tmp_path / "laporan.csv"
    numbers = load(path, format="opensid", village=VILLAGE, report=report)
    assert numbers == counted(rows=2, rejected_rows=2, rejected_households=1)
    assert report_of(report)[1]["kolom"] == "status_dasar"
    assert "status dasar 9" in report_of(report)[1]["pesan"]


def test_a_bnba_file_is_no_workbook_of_opensid(loaded: Loader) -> None:
    with pytest.raises(Exception, match="kk_level"):
        loaded([{"no_kk": "1", "nama": "x"}], format="opensid", village=VILLAGE)


RELATIONS = {1: 1, 2: 2, 3: 2, 4: 3, 5: 4, 6: 5, 7: 6, 8: 6, 9: 8, 10: 7, 11: 8}
PRESENCES = {1: 1, 2: 2, 3: 3, 4: 6, 6: 6}
ATTENDING = {
    1: (1, None), 2: (2, 0), 3: (1, None), 4: (2, 3), 6: (2, 8), 7: (2, 13), 8: (2, 18),
    9: (2, 18), 10: (2, 18), 11: (2, 19), 12: (2, 21), 13: (2, 22), 14: (2, 2), 15: (2, 2),
    16: (2, 2), 17: (None, None),
}  # fmt: skip
CERTIFICATES = {1: 23, 2: 23, 3: 3, 4: 8, 5: 13, 6: 18, 7: 18, 8: 19, 9: 21, 10: 22}
INSURANCES: dict[int, tuple[Any, Any]] = {
    1: ("unregistered", None), 2: (None, "pbi_apbn"), 3: (None, None), 4: (None, "pbpu_pemda"),
    99: (None, None),
}  # fmt: skip


def test_every_code_becomes_what_the_table_says() -> None:
    relation = opensid.opensid(date(2026, 1, 1), dict.fromkeys(FACTS, 99)).sources[0]
    assert {code: relation.parse(str(code)) for code in RELATIONS} == RELATIONS
    assert {code: opensid.presence(str(code)) for code in PRESENCES} == PRESENCES
    assert {c: (opensid.schooling(str(c), ""), opensid.level(str(c))) for c in ATTENDING} == (
        ATTENDING
    )
    assert {code: opensid.certificate(str(code)) for code in CERTIFICATES} == CERTIFICATES
    assert {
        c: (opensid.jkn_status(str(c)), opensid.jkn_segment(str(c))) for c in INSURANCES
    } == INSURANCES


@pytest.mark.parametrize("attending", ["5", "18"])
def test_who_is_not_at_school_now_went_or_never_went(attending: str) -> None:
    said = {reached: opensid.schooling(attending, str(reached)) for reached in range(1, 11)}
    assert said == {1: 1} | dict.fromkeys(range(2, 11), 3)
    assert opensid.schooling(attending, "") is None
    assert opensid.level(attending) is None


@pytest.mark.parametrize(
    ("read", "code"),
    [
        (opensid.presence, "5"),
        (opensid.presence, "9"),
        (opensid.certificate, "11"),
        (opensid.level, "19"),
        (opensid.jkn_status, "5"),
    ],
)
def test_a_code_outside_its_list_is_refused(read: Any, code: str) -> None:
    with pytest.raises(CellRefused):
        read(code)


@pytest.mark.skipif(not SAMPLE.exists(), reason="OpenSID's published sample is not here")
def test_the_published_sample_loads_whole(cast: Cast) -> None:
    numbers = load(SAMPLE, format="opensid", village=VILLAGE)
    assert numbers == counted(rows=97, households_created=37, members_created=97)
    again = load(SAMPLE, format="opensid", village=VILLAGE)
    assert again == counted(rows=97, households_unchanged=37)
