"""KIS (JKN), per member: rows H1 to H13 of entitlement-rules.md."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.roles import Agency
from entitlements.programmes.bounds import days_ago, threshold, within_months
from entitlements.programmes.table import Entitlement, Instead, Outcome, Row, Subject, Table
from households.codes import JknSegment, JknStatus, NikState

UNREGISTERED = Q(jkn_status=JknStatus.UNREGISTERED)
INACTIVE = Q(jkn_status=JknStatus.INACTIVE)
ACTIVE = Q(jkn_status=JknStatus.ACTIVE)
PBI = Q(jkn_segment=JknSegment.PBI_APBN)
PAYS_ALONE = Q(jkn_segment=JknSegment.PBPU_MANDIRI)

CHECK_JKN = _(
    "Cek dengan NIK di Mobile JKN atau telepon 165; "
    "bila tidak bisa, minta puskesmas atau Dinas Kesehatan."
)

NEWBORN = Q(birth_date__gte=days_ago(lambda p: p.kis_newborn_days))
PAST_NIK_GRACE = Q(birth_date=None) | Q(birth_date__lt=within_months(lambda p: p.kis_nik_months))
NOT_MATCHED = Q(nik_state=NikState.WELL_FORMED, nik_matched=False)
ENTITLED = Q(
    desil__gte=threshold(lambda p: p.kis_desil_first),
    desil__lte=threshold(lambda p: p.kis_desil_last),
)
CHECK_TOO_OLD = Q(jkn_checked_on__lt=days_ago(lambda p: p.kis_check_days))

TABLE = Table(
    Entitlement.KIS,
    Subject.MEMBER,
    (Agency.SOCIAL, Agency.HEALTH),
    "Permensos 3/2026",
    (
        Row(
            "H1",
            UNREGISTERED & NEWBORN,
            Outcome.MISSING,
            3,
            _("Daftarkan bayi %(nama)s sebelum %(batas_bayi)s."),
            _(
                "Bila ibunya peserta PBI, bayi berhak PBI otomatis: lapor Dinas Sosial "
                "dengan surat lahir. Lainnya: daftar di BPJS Kesehatan."
            ),
            source=_("BPJS Kesehatan: bayi didaftarkan paling lambat 28 hari"),
        ),
        Row(
            "H2",
            Q(nik_state=NikState.MISSING) & PAST_NIK_GRACE,
            Outcome.MISSING,
            3,
            _("%(nama)s belum punya NIK; urus akta dan KK di Dukcapil, lalu JKN."),
            _(
                "Lewat desa ke Dukcapil kabupaten/kota (gratis); "
                "setelah NIK terbit, ke Dinas Sosial untuk JKN."
            ),
            source=_("BPJS Kesehatan: NIK bayi diperbarui dalam tiga bulan"),
        ),
        Row(
            "H3",
            Q(nik_state=NikState.MALFORMED) | NOT_MATCHED,
            Outcome.MISSING,
            3,
            _("NIK %(nama)s tidak valid atau tidak padan; perbaiki di Dukcapil sebelum usul PBI."),
            _("Bawa KK dan KTP ke Dukcapil kabupaten/kota, lalu Dinas Sosial memadankan."),
        ),
        Row(
            "H4",
            Q(jkn_status=None),
            Outcome.UNKNOWN,
            2,
            _("Status JKN %(nama)s belum dicek."),
            CHECK_JKN,
        ),
        Row(
            "H5",
            UNREGISTERED,
            Outcome.MISSING,
            3,
            _("%(nama)s belum terdaftar JKN; usulkan PBI (SIKS-NG) atau PBPU Pemda %(kabupaten)s."),
            _("Desa mengusulkan di SIKS-NG, Dinas Sosial meneruskan ke Kemensos."),
            also=("regency",),
        ),
        Row(
            "H6",
            INACTIVE & Q(needs_care=True),
            Outcome.MISSING,
            3,
            _(
                "JKN %(nama)s nonaktif dan perlu berobat: minta surat faskes, "
                "reaktivasi lewat desa atau Dinsos hari ini."
            ),
            _(
                "Hari ini juga: surat berobat dari puskesmas atau rumah sakit, "
                "lalu desa atau Dinas Sosial mengajukan reaktivasi."
            ),
        ),
        Row(
            "H7",
            INACTIVE & PBI & ENTITLED,
            Outcome.MISSING,
            3,
            _("PBI %(nama)s nonaktif padahal desil %(desil)s; usulkan reaktivasi atau sanggah."),
            _("Desa atau Dinas Sosial mengajukan reaktivasi atau sanggahan di SIKS-NG."),
        ),
        Row(
            "H8",
            INACTIVE & PBI,
            Outcome.MISSING,
            2,
            _(
                "PBI %(nama)s nonaktif (desil %(desil)s); mutakhirkan DTSEN, "
                "ajukan PBPU Pemda sementara."
            ),
            _("Desa memutakhirkan DTSEN; Dinas Sosial mengajukan PBPU Pemda sementara."),
            also=("desil",),
        ),
        Row(
            "H9",
            INACTIVE & PAYS_ALONE,
            Outcome.MISSING,
            2,
            _("Iuran JKN %(nama)s menunggak; alihkan ke PBI atau PBPU Pemda."),
            _("Lewat desa ke Dinas Sosial: ajukan pengalihan segmen."),
        ),
        Row(
            "H10",
            INACTIVE,
            Outcome.MISSING,
            2,
            _(
                "JKN %(nama)s nonaktif (%(segmen)s); aktifkan atau alihkan segmen "
                "lewat Dinsos atau Dinkes."
            ),
            _("Lewat desa ke Dinas Sosial; segmen Pemda diurus Dinas Kesehatan."),
            also=("jkn_segment",),
        ),
        Row(
            "H11",
            ACTIVE & (Q(jkn_checked_on=None) | CHECK_TOO_OLD),
            Outcome.STALE,
            1,
            _("Status JKN %(nama)s terakhir dicek %(tanggal_cek)s; cek ulang."),
            CHECK_JKN,
            instead=Instead(
                "jkn_checked_on",
                None,
                _("JKN %(nama)s tercatat aktif tetapi belum pernah dicek; cek sekarang."),
                CHECK_JKN,
            ),
            source=_("BPJS Kesehatan: cek keaktifan tiap bulan"),
        ),
        Row(
            "H12",
            ACTIVE & PAYS_ALONE,
            Outcome.MET,
            None,
            _("JKN aktif mandiri; rawan menunggak, usulkan PBI."),
        ),
        Row(
            "H13",
            ACTIVE,
            Outcome.MET,
            None,
            _("JKN aktif (%(segmen)s) per %(tanggal_cek)s."),
            also=("jkn_segment", "jkn_checked_on"),
        ),
    ),
)
