"""Sanitation, per household (the dwelling it lives in): rows S1 to S11 of entitlement-rules.md."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.area_class import AreaClass
from accounts.roles import Agency
from entitlements.programmes.table import Entitlement, Outcome, Row, Subject, Table
from households.codes import Closet, Disposal, Emptied, Toilet

PIT = Q(disposal=Disposal.PIT)
ASK = _("Tanyakan dan lihat saat kunjungan berikutnya; sanitarian puskesmas dapat membantu.")
TRIGGER = _("Lewat sanitarian puskesmas (STBM), lalu Dinas PUPR/Perkim.")
BUILD = _("Desa mengusulkan jamban atau tangki septik ke Dinas PUPR/Perkim.")

TABLE = Table(
    Entitlement.SANITATION,
    Subject.HOUSEHOLD,
    (Agency.PUBLIC_WORKS,),
    "BPS/Bappenas: tangga sanitasi SDGs; STBM",
    (
        Row(
            "S1",
            Q(toilet__in=(Toilet.UNUSED, Toilet.NONE)) | Q(open_defecation=True),
            Outcome.MISSING,
            3,
            _("Keluarga masih BAB di tempat terbuka."),
            TRIGGER,
        ),
        Row(
            "S2",
            Q(toilet=None),
            Outcome.UNKNOWN,
            2,
            _("Data jamban belum diisi."),
            ASK,
        ),
        Row(
            "S3",
            Q(toilet=Toilet.PUBLIC),
            Outcome.MISSING,
            2,
            _("Hanya memakai MCK umum; belum layak."),
            BUILD,
        ),
        Row(
            "S4",
            Q(disposal__in=(Disposal.WATER_BODY, Disposal.OPEN_LAND, Disposal.OTHER)),
            Outcome.MISSING,
            3,
            _("Tinja dibuang ke %(tempat)s, bukan ke tangki septik."),
            BUILD,
        ),
        Row(
            "S5",
            Q(closet__in=(Closet.COVERED_SLAB, Closet.OPEN_SLAB, Closet.PIT)),
            Outcome.MISSING,
            2,
            _("Kloset bukan leher angsa."),
            TRIGGER,
        ),
        Row(
            "S6",
            Q(closet=None) | Q(disposal=None) | (PIT & Q(area_class=None)),
            Outcome.UNKNOWN,
            2,
            _("Lengkapi jenis kloset, pembuangan, atau klasifikasi wilayah."),
            ASK,
        ),
        Row(
            "S7",
            PIT & Q(area_class=AreaClass.URBAN),
            Outcome.MISSING,
            2,
            _("Lubang tanah tidak layak di perkotaan."),
            BUILD,
        ),
        Row(
            "S8",
            PIT & Q(area_class=AreaClass.RURAL),
            Outcome.MET,
            None,
            _("Layak (perdesaan); dorong tangki septik."),
        ),
        Row(
            "S9",
            Q(toilet__in=(Toilet.SHARED, Toilet.COMMUNAL)),
            Outcome.MET,
            None,
            _("Layak, dipakai bersama."),
        ),
        Row(
            "S10",
            Q(disposal=Disposal.TREATMENT) | Q(emptied=Emptied.TREATED),
            Outcome.MET,
            None,
            _("Sanitasi aman."),
        ),
        Row(
            "S11",
            None,
            Outcome.MET,
            None,
            _("Layak, milik sendiri."),
            also=("toilet", "closet", "disposal"),
        ),
    ),
)
