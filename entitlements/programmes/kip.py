"""KIP (Program Indonesia Pintar), per member: rows K0 to K14 of entitlement-rules.md."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.roles import Agency
from entitlements.programmes.bounds import (
    YEAR,
    aged,
    at_least,
    days_ahead,
    threshold,
    younger_than,
)
from entitlements.programmes.table import Entitlement, If, Instead, Outcome, Row, Subject, Table
from households.codes import NikState, PipStatus, Schooling

ATTENDING = Q(schooling=Schooling.ATTENDING)
NOT_ATTENDING = Q(schooling__in=(Schooling.NEVER, Schooling.NO_LONGER))
ABOVE_KINDERGARTEN = Q(level__gt=0)
KINDERGARTEN = Q(level=0)

NO_GOOD_NIK = Q(nik_state__in=(NikState.MISSING, NikState.MALFORMED))
NO_MOTHER = Q(mother_name=None)
NO_GOOD_NISN = Q(nisn=None) | ~Q(nisn__regex=r"^[0-9]{10}$")
ONLY_THE_NISN = Q(grade=1, nik_state=NikState.WELL_FORMED, mother_name__isnull=False)

OUT_OF_AGE = younger_than(lambda p: p.kip_youngest) | at_least(lambda p: p.kip_oldest + 1)
BEFORE_SCHOOL = aged(lambda p: p.kip_youngest, lambda p: p.kip_school_youngest - 1)
KINDERGARTEN_AGE = aged(lambda p: p.kip_youngest, lambda p: p.kip_kindergarten_oldest)
SCHOOL_AGE = aged(lambda p: p.kip_school_youngest, lambda p: p.kip_school_oldest)
AFTER_SCHOOL = aged(lambda p: p.kip_school_oldest + 1, lambda p: p.kip_oldest)

LAST_LEVEL = threshold(lambda p: p.kip_last_level)
UPPER_SECONDARY = Q(
    certificate__gte=threshold(lambda p: p.kip_upper_secondary_first), certificate__lte=LAST_LEVEL
)
TERTIARY = Q(level__gte=threshold(lambda p: p.kip_tertiary_first), level__lte=LAST_LEVEL)

NOT_THIS_YEAR = Q(pip_year=None) | Q(pip_year__lt=YEAR) | Q(pip_year__gt=YEAR)
DEADLINE_NEAR = Q(pip_deadline__lte=days_ahead(lambda p: p.kip_deadline_days))

TABLE = Table(
    Entitlement.KIP,
    Subject.MEMBER,
    (Agency.EDUCATION,),
    "Persesjen Kemendikbud 20/2021; Kemendikdasmen (PIP 2026)",
    (
        Row(
            "K0",
            Q(birth_date=None),
            Outcome.UNKNOWN,
            2,
            _("Tanggal lahir %(nama)s belum diisi; kelayakan PIP belum dapat dihitung."),
            _(
                "Tanyakan saat kunjungan berikutnya, lihat akta atau KK; "
                "bila belum punya akta, urus di Dukcapil."
            ),
        ),
        Row(
            "K1",
            OUT_OF_AGE,
            Outcome.NOT_APPLICABLE,
            None,
            _("%(nama)s di luar usia PIP (%(pip_termuda)s–%(pip_tertua)s th)."),
        ),
        Row(
            "K2",
            UPPER_SECONDARY | (ATTENDING & TERTIARY),
            Outcome.NOT_APPLICABLE,
            None,
            _(
                "%(nama)s sudah tamat SMA/sederajat. Bila lulus paling lama dua tahun lalu, "
                "tawarkan KIP Kuliah."
            ),
        ),
        Row(
            "K3",
            Q(schooling=None) | (ATTENDING & Q(level=None)),
            Outcome.UNKNOWN,
            If(younger_than(lambda p: p.kip_school_youngest), then=1, otherwise=2),
            _("Status sekolah %(nama)s belum diisi."),
            _(
                "Tanyakan saat kunjungan berikutnya: sekolah di mana dan jenjang apa; "
                "bila ragu, tanya sekolah atau Dinas Pendidikan."
            ),
        ),
        Row(
            "K4",
            BEFORE_SCHOOL & NOT_ATTENDING,
            Outcome.NOT_APPLICABLE,
            None,
            _("%(nama)s belum usia wajib SD; dorong PAUD."),
        ),
        Row(
            "K5",
            KINDERGARTEN_AGE & ATTENDING & ABOVE_KINDERGARTEN,
            Outcome.NOT_APPLICABLE,
            None,
            _("%(nama)s sudah bersekolah sebelum usia PIP SD; dihitung nanti."),
        ),
        Row(
            "K6",
            SCHOOL_AGE & NOT_ATTENDING,
            Outcome.MISSING,
            3,
            _(
                "%(nama)s (%(usia)s th) tidak bersekolah. Upayakan kembali sekolah atau "
                "Paket %(paket)s, lalu usulkan PIP."
            ),
            _(
                "Temui keluarga dan sekolah terdekat; Dinas Pendidikan kabupaten/kota "
                "membantu kembali sekolah atau PKBM."
            ),
            source=_("Prioritas PIP: anak putus sekolah yang kembali"),
        ),
        Row(
            "K7",
            AFTER_SCHOOL & NOT_ATTENDING,
            Outcome.MISSING,
            1,
            _("%(nama)s belum tamat SMA; tawarkan Paket C (PIP sampai %(pip_tertua)s th)."),
            _("Tawarkan Paket C di PKBM; daftarnya ada di Dinas Pendidikan."),
        ),
        Row(
            "K8",
            ABOVE_KINDERGARTEN & (NO_GOOD_NIK | NO_MOTHER | NO_GOOD_NISN),
            Outcome.MISSING,
            If(ONLY_THE_NISN, then=1, otherwise=2),
            _(
                "Data %(data_salah)s %(nama)s belum valid di Dapodik/EMIS; "
                "perbaiki lewat operator sekolah."
            ),
            _(
                "Bawa KK dan akta ke operator sekolah (Dapodik; madrasah EMIS); "
                "bila NIK bermasalah, ke Dukcapil dulu. Penanggung jawab: Dinas Pendidikan."
            ),
            source=_("Empat data PIP: NIK, NISN, tanggal lahir, nama ibu kandung"),
        ),
        Row(
            "K9",
            Q(pip_status=None) | NOT_THIS_YEAR,
            Outcome.STALE,
            If(KINDERGARTEN, then=1, otherwise=2),
            _("Status PIP %(tahun)s %(nama)s belum dicek."),
            _(
                "Cek di laman PIP dengan NISN dan NIK, atau tanya sekolah; "
                "penanggung jawab: Dinas Pendidikan."
            ),
            also=("level",),
        ),
        Row(
            "K10",
            Q(pip_status__in=(PipStatus.NOT_PROPOSED, PipStatus.CANCELLED)),
            Outcome.MISSING,
            If(KINDERGARTEN, then=1, otherwise=2),
            _(
                "%(nama)s belum diusulkan PIP. Minta sekolah menandai “layak PIP” "
                "sebelum %(batas_usulan)s."
            ),
            _("Sekolah menandai di Dapodik/EMIS, Dinas Pendidikan meneruskan usulannya."),
            instead=Instead(
                "level",
                0,
                _("%(nama)s (TK) belum diusulkan PIP; cek PIP TK di sekolah."),
                _("Tanya TK/PAUD-nya; Dinas Pendidikan tahu apakah PIP TK sudah dibuka."),
            ),
        ),
        Row(
            "K11",
            Q(pip_status=PipStatus.PROPOSED),
            Outcome.IN_PROGRESS,
            1,
            _("Usulan PIP %(nama)s menunggu SK."),
            _("Menunggu Dinas Pendidikan dan Puslapdik; tanya sekolah sebulan sekali."),
        ),
        Row(
            "K12",
            Q(pip_status=PipStatus.NOMINATED),
            Outcome.MISSING,
            If(DEADLINE_NEAR, then=3, otherwise=2),
            _(
                "SK Nominasi %(nama)s terbit; aktivasi SimPel sebelum %(batas)s, "
                "jika lewat dana kembali ke kas negara."
            ),
            _(
                "Minta surat sekolah, lalu aktivasi di bank penyalur dengan KK dan KTP "
                "orang tua; bila ada kendala, hubungi Dinas Pendidikan."
            ),
        ),
        Row(
            "K13",
            Q(pip_status=PipStatus.ACCOUNT_ACTIVE),
            Outcome.IN_PROGRESS,
            1,
            _("Dana PIP %(nama)s siap disalurkan; dampingi pencairan."),
            _("Dampingi ke bank penyalur; bila belum masuk, tanya Dinas Pendidikan."),
        ),
        Row(
            "K14",
            Q(pip_status=PipStatus.DISBURSED),
            Outcome.MET,
            None,
            _("PIP %(tahun)s %(nama)s sudah diterima."),
        ),
    ),
)
