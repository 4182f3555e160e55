"""Made-up families and words for the style guide: nobody here exists."""

from datetime import UTC, datetime
from types import SimpleNamespace

from django.utils.translation import gettext as _

from desaberdaya.house import House, HousePart, LevelHouse, LevelPart, PartKey, PartState

HERE = "#rumah"


def house_under_way() -> House:
    """A house with each of the six states in it."""
    states = {
        PartKey.FOUNDATION: (PartState.MET, ""),
        PartKey.HEALTH: (PartState.MISSING, _("2 anggota belum punya KIS")),
        PartKey.SCHOOL: (PartState.IN_PROGRESS, _("usulan PIP menunggu SK")),
        PartKey.WATER: (PartState.MET, ""),
        PartKey.SANITATION: (PartState.UNKNOWN, _("belum ditanya")),
        PartKey.LIVELIHOOD_1: (PartState.MET, _("kios kecil")),
        PartKey.LIVELIHOOD_2: (PartState.NOT_APPLICABLE, _("keluarga lansia")),
        PartKey.SAVINGS: (PartState.STALE, _("terakhir dicek 3 Mei")),
        PartKey.ROOF: (PartState.MISSING, _("bulan ke-9 dari 24")),
    }
    return House(
        tuple(HousePart(key, state, text=text, url=HERE) for key, (state, text) in states.items())
    )


def whole_house() -> House:
    return House(tuple(HousePart(key, PartState.MET, url=HERE) for key in PartKey))


def village_house() -> LevelHouse:
    shares = (92, 64, 71, 40, 33, 80, 22, 55, 8)
    return LevelHouse(
        tuple(
            LevelPart(key, percent, url=HERE) for key, percent in zip(PartKey, shares, strict=True)
        )
    )


def facts() -> list[SimpleNamespace]:
    seen = datetime(2026, 11, 20, 2, tzinfo=UTC)
    return [
        SimpleNamespace(
            label=_("Sumber air minum"),
            value=_("Sumur gali"),
            source=_("pendamping"),
            observed=seen,
        ),
        SimpleNamespace(label=_("Pembuangan tinja"), value="", source="", observed=None),
        SimpleNamespace(
            label=_("Tabungan"), value="Rp 1.250.000", source=_("daftar desa"), observed=seen
        ),
    ]


def events() -> list[SimpleNamespace]:
    at = datetime(2026, 11, 20, 2, tzinfo=UTC)
    return [
        SimpleNamespace(at=at, text=_("Kunjungan ke-6: bibit ayam dibeli."), who="Sari", url=HERE),
        SimpleNamespace(at=at, text=_("KIS Amaq Contoh aktif kembali."), who="", url=""),
    ]


def table_rows() -> list[SimpleNamespace]:
    return [
        SimpleNamespace(
            name="Amaq Contoh", place="Dusun Rekaan Timur", late=2, flags=5, due="3 hari"
        ),
        SimpleNamespace(
            name="Inaq Misal", place="Dusun Rekaan Barat", late=0, flags=1, due="12 hari"
        ),
        SimpleNamespace(name="Papuq Umpama", place="Dusun Kira-kira", late=1, flags=3, due="besok"),
    ]


def tabs() -> list[SimpleNamespace]:
    labels = (
        _("Kebutuhan"),
        _("Rencana & kunjungan"),
        _("Usaha & uang"),
        _("Anggota"),
        _("Riwayat"),
    )
    return [
        SimpleNamespace(label=label, url=HERE, is_current=number == 0)
        for number, label in enumerate(labels)
    ]


def stats() -> list[SimpleNamespace]:
    return [
        SimpleNamespace(number=48, label=_("keluarga"), url=HERE),
        SimpleNamespace(number=7, label=_("kunjungan lewat waktu"), url=HERE),
        SimpleNamespace(number=3, label=_("kebutuhan mendesak"), url=""),
    ]
