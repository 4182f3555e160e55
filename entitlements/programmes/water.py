"""Drinking water, per household: rows W1 to W12 of entitlement-rules.md."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.roles import Agency
from entitlements.programmes.bounds import threshold
from entitlements.programmes.table import Entitlement, Outcome, Row, Subject, Table
from households.codes import ExcretaDistance, WaterPlace, WaterSource

PACKAGED = Q(drinking_water__in=(WaterSource.BOTTLED, WaterSource.REFILL))
FETCHED = Q(water_place=WaterPlace.ELSEWHERE) | Q(water_place=None)
AT_HOME = Q(water_place__in=(WaterPlace.IN_DWELLING, WaterPlace.IN_YARD))
ASK = _("Tanyakan saat kunjungan berikutnya; data ini dipakai Dinas PUPR/Perkim.")
CONNECT = _("Desa mengusulkan sambungan atau sumber layak ke Dinas PUPR/Perkim (SPAM, Pamsimas).")

UNIMPROVED = threshold(
    lambda p: tuple(code for code in WaterSource.values if code not in p.water_improved)
)
NEAR_EXCRETA = threshold(lambda p: p.water_near_excreta)
MAIN_SOURCE_NEAR = Q(drinking_water__in=NEAR_EXCRETA) | (PACKAGED & Q(other_water__in=NEAR_EXCRETA))

TABLE = Table(
    Entitlement.WATER,
    Subject.HOUSEHOLD,
    (Agency.PUBLIC_WORKS,),
    "BPS/Bappenas: tangga air minum SDGs",
    (
        Row(
            "W1",
            Q(drinking_water=None),
            Outcome.UNKNOWN,
            2,
            _("Sumber air minum belum diisi."),
            ASK,
        ),
        Row(
            "W2",
            Q(drinking_water=WaterSource.SURFACE),
            Outcome.MISSING,
            3,
            _("Minum air permukaan (sungai, danau, embung)."),
            CONNECT,
        ),
        Row(
            "W3",
            Q(
                drinking_water__in=(
                    WaterSource.UNPROTECTED_WELL,
                    WaterSource.UNPROTECTED_SPRING,
                )
            ),
            Outcome.MISSING,
            3,
            _("Sumber air minum tidak terlindung."),
            CONNECT,
        ),
        Row(
            "W4",
            Q(drinking_water=WaterSource.TANKER),
            Outcome.MISSING,
            2,
            _("Bergantung pada air truk tangki atau gerobak; perlu verifikasi."),
            CONNECT,
        ),
        Row(
            "W5",
            PACKAGED & Q(other_water=None),
            Outcome.UNKNOWN,
            2,
            _("Isi sumber air untuk masak dan MCK."),
            ASK,
        ),
        Row(
            "W6",
            PACKAGED & Q(other_water__in=UNIMPROVED),
            Outcome.MISSING,
            2,
            _("Minum air kemasan, tetapi air masak dan MCK tidak layak."),
            CONNECT,
        ),
        Row(
            "W7",
            FETCHED & Q(water_minutes=None),
            Outcome.UNKNOWN,
            1,
            _("Isi waktu mengambil air (pulang-pergi dan antre)."),
            ASK,
        ),
        Row(
            "W8",
            FETCHED & Q(water_minutes__gt=threshold(lambda p: p.water_minutes)),
            Outcome.MISSING,
            2,
            _("Mengambil air %(menit)s menit (lebih dari %(batas_menit)s)."),
            CONNECT,
        ),
        Row(
            "W9",
            Q(runs_dry=True),
            Outcome.MET,
            None,
            _("Sumber kering di musim kemarau; siapkan bantuan air."),
            _("Saat kemarau, desa meminta bantuan air ke BPBD."),
        ),
        Row(
            "W10",
            MAIN_SOURCE_NEAR & Q(excreta_distance=ExcretaDistance.NEAR),
            Outcome.MET,
            None,
            _("Sumur kurang dari 10 m dari penampungan tinja."),
            _("Minta sanitarian puskesmas menguji airnya."),
        ),
        Row(
            "W11",
            AT_HOME & Q(runs_dry=False, water_passed_test=True),
            Outcome.MET,
            None,
            _("Air aman."),
        ),
        Row(
            "W12",
            None,
            Outcome.MET,
            None,
            _("Air layak."),
            also=("drinking_water", "other_water", "water_place"),
        ),
    ),
)
