"""What a person reads: a sentence for every row, facts filled in, the agency named."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import translation

from accounts.roles import Agency
from entitlements.evaluation import evaluate, rules_on, scope
from entitlements.models import Flag
from entitlements.programmes import ROWS, TABLES
from entitlements.programmes.table import FLAGGED
from entitlements.queries import explain, flag_views, open_flags
from entitlements.services import evaluate_household
from entitlements.wording import agencies_of, next_action, reason
from households.models import Household, Member
from tests.entitlements.conftest import TODAY, grown_up, pupil
from tests.entitlements.generated import draw

NAMED = ("Dinas", "Dukcapil", "BPJS", "Puslapdik", "BPBD", "puskesmas")


def said(household: Household, row: str) -> str:
    return next(reason(outcome) for outcome in explain([household.pk]) if outcome.row == row)


@pytest.mark.parametrize(
    ("make", "facts", "row", "sentence"),
    [
        (pupil, {"birth_date": None}, "K0",
         "Tanggal lahir Contoh Murid belum diisi; kelayakan PIP belum dapat dihitung."),
        (pupil, {"birth_date": date(2026, 1, 1)}, "K1",
         "Contoh Murid di luar usia PIP (4–21 th)."),
        (pupil, {"schooling": 3}, "K6",
         "Contoh Murid (10 th) tidak bersekolah. Upayakan kembali sekolah atau Paket A, "
         "lalu usulkan PIP."),
        (pupil, {"schooling": 3, "birth_date": date(2012, 1, 1)}, "K6",
         "Contoh Murid (14 th) tidak bersekolah. Upayakan kembali sekolah atau Paket B, "
         "lalu usulkan PIP."),
        (pupil, {"schooling": 3, "birth_date": date(2010, 1, 1)}, "K6",
         "Contoh Murid (16 th) tidak bersekolah. Upayakan kembali sekolah atau Paket C, "
         "lalu usulkan PIP."),
        (pupil, {"schooling": 3, "birth_date": date(2006, 1, 1)}, "K7",
         "Contoh Murid belum tamat SMA; tawarkan Paket C (PIP sampai 21 th)."),
        (pupil, {"nisn": "1", "mother_name": None}, "K8",
         "Data NISN/nama ibu Contoh Murid belum valid di Dapodik/EMIS; perbaiki lewat "
         "operator sekolah."),
        (pupil, {"pip_year": 2025}, "K9", "Status PIP 2026 Contoh Murid belum dicek."),
        (pupil, {"pip_status": "not_proposed"}, "K10",
         "Contoh Murid belum diusulkan PIP. Minta sekolah menandai “layak PIP” sebelum "
         "31 Januari 2027."),
        (pupil, {"pip_status": "not_proposed", "level": 0}, "K10",
         "Contoh Murid (TK) belum diusulkan PIP; cek PIP TK di sekolah."),
        (pupil, {"pip_status": "nominated", "pip_deadline": date(2026, 12, 5)}, "K12",
         "SK Nominasi Contoh Murid terbit; aktivasi SimPel sebelum 5 Desember 2026, jika lewat "
         "dana kembali ke kas negara."),
        (grown_up, {"birth_date": date(2026, 11, 10), "jkn_status": "unregistered"}, "H1",
         "Daftarkan bayi Contoh Dewasa sebelum 8 Desember 2026."),
        (grown_up, {"jkn_status": "unregistered"}, "H5",
         "Contoh Dewasa belum terdaftar JKN; usulkan PBI (SIKS-NG) atau PBPU Pemda "
         "Kabupaten 52.01."),
        (grown_up, {"jkn_status": "inactive"}, "H7",
         "PBI Contoh Dewasa nonaktif padahal desil 1; usulkan reaktivasi atau sanggah."),
        (grown_up, {"jkn_status": "inactive", "jkn_segment": "ppu"}, "H10",
         "JKN Contoh Dewasa nonaktif (Pekerja penerima upah); aktifkan atau alihkan segmen "
         "lewat Dinsos atau Dinkes."),
        (grown_up, {"jkn_checked_on": date(2026, 9, 30)}, "H11",
         "Status JKN Contoh Dewasa terakhir dicek 30 September 2026; cek ulang."),
        (grown_up, {"jkn_checked_on": None}, "H11",
         "JKN Contoh Dewasa tercatat aktif tetapi belum pernah dicek; cek sekarang."),
        (grown_up, {}, "H13", "JKN aktif (PBI APBN) per 24 November 2026."),
    ],
)  # fmt: skip
def test_a_reason_is_a_sentence_with_the_facts_filled_in(
    household: Household, make: Any, facts: dict[str, Any], row: str, sentence: str
) -> None:
    make(household, **facts)
    assert said(household, row) == sentence


@pytest.mark.parametrize(
    ("facts", "row", "sentence"),
    [
        ({"disposal": 3}, "S4",
         "Tinja dibuang ke kolam, sawah, sungai, danau, atau laut, bukan ke tangki septik."),
        ({"disposal": 6}, "S4", "Tinja dibuang ke tempat lain, bukan ke tangki septik."),
        ({"water_place": 3, "water_minutes": 45}, "W8",
         "Mengambil air 45 menit (lebih dari 30)."),
    ],
)  # fmt: skip
def test_the_dwellings_facts_are_filled_in_too(
    household: Household, facts: dict[str, Any], row: str, sentence: str
) -> None:
    for name, value in facts.items():
        setattr(household.dwelling, name, value)
    household.dwelling.save()
    assert said(household, row) == sentence


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_row_that_is_reached_can_be_said_and_every_flag_names_who_helps(
    db: None, language: str
) -> None:
    homes = draw(TODAY, 250, seed=7)
    spoken: set[str] = set()
    with translation.override(language):
        for outcome in explain([home.household.pk for home in homes]):
            sentence, step = reason(outcome), next_action(outcome)
            assert sentence
            assert "%" not in sentence + step
            spoken.add(outcome.row)
        evaluate(rules_on(TODAY), scope.EVERYBODY)
        for flag in Flag.objects.select_related("member"):
            assert reason(flag)
            assert next_action(flag)
    assert len(spoken) > 0.9 * len(ROWS)


def test_every_row_that_opens_a_flag_has_a_next_step_that_names_an_agency() -> None:
    for table in TABLES:
        for row in table.rows:
            if row.outcome in FLAGGED:
                assert any(name in str(row.next_step) for name in NAMED), row.id


def test_each_entitlement_has_its_agencies() -> None:
    assert agencies_of("KIP") == (Agency.EDUCATION,)
    assert agencies_of("KIS") == (Agency.SOCIAL, Agency.HEALTH)
    assert agencies_of("SANITATION") == agencies_of("WATER") == (Agency.PUBLIC_WORKS,)


def test_an_open_flag_speaks_of_the_facts_as_they_stand(household: Household) -> None:
    member = grown_up(household, jkn_checked_on=TODAY - timedelta(days=60))
    evaluate_household(household.pk)
    Member.objects.filter(pk=member.pk).update(jkn_checked_on=TODAY - timedelta(days=40))
    assert evaluate_household(household.pk).written == 0
    view = flag_views(open_flags(Household.objects.filter(pk=household.pk)))[0]
    assert "15 Oktober 2026" in view.reason
    assert (view.title, view.row, view.since) == ("Contoh Dewasa", "H11", TODAY)


def test_a_flag_never_keeps_a_number_or_the_mothers_name(household: Household) -> None:
    pupil(household, nisn="123", mother_name="Ibu Rahasia", nik="5201010101169999")
    evaluate_household(household.pk)
    facts = household.flags.get(entitlement="KIP").facts
    assert facts["nisn"] == "malformed"
    assert facts["mother_name"] == "recorded"
    assert "5201010101169999" not in str(facts)
