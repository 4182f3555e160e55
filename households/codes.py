"""The answer codes of the Regsosek 2022 questionnaire and ours (entitlement-rules.md, "Codes").

Labels are what a person reads; the numbers are what official files hold.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Presence(models.IntegerChoices):
    """[404]. Living and resident: 1, 5 or missing."""

    LIVES_HERE = 1, _("Tinggal di sini")
    DIED = 2, _("Meninggal")
    MOVED_WITHIN = 3, _("Pindah di dalam negeri")
    MOVED_ABROAD = 4, _("Pindah ke luar negeri")
    NEW_MEMBER = 5, _("Anggota baru")
    NOT_FOUND = 6, _("Tidak ditemukan")


RESIDENT = (Presence.LIVES_HERE, Presence.NEW_MEMBER)


class Relation(models.IntegerChoices):
    """[409]."""

    HEAD = 1, _("Kepala keluarga")
    SPOUSE = 2, _("Istri/suami")
    CHILD = 3, _("Anak")
    CHILD_IN_LAW = 4, _("Menantu")
    GRANDCHILD = 5, _("Cucu")
    PARENT = 6, _("Orang tua/mertua")
    HELPER = 7, _("Pembantu")
    OTHER = 8, _("Lainnya")


class Sex(models.IntegerChoices):
    """[405]."""

    MALE = 1, _("Laki-laki")
    FEMALE = 2, _("Perempuan")


class Schooling(models.IntegerChoices):
    """[412]."""

    NEVER = 1, _("Belum/tidak pernah sekolah")
    ATTENDING = 2, _("Masih sekolah")
    NO_LONGER = 3, _("Tidak sekolah lagi")


class Level(models.IntegerChoices):
    """[413], with TK/PAUD as our 0."""

    TK = 0, _("TK/PAUD")
    PAKET_A = 1, _("Paket A")
    SDLB = 2, _("SDLB")
    SD = 3, _("SD")
    MI = 4, _("MI")
    ULA = 5, _("SPM/PDF Ula")
    PAKET_B = 6, _("Paket B")
    SMPLB = 7, _("SMPLB")
    SMP = 8, _("SMP")
    MTS = 9, _("MTs")
    WUSTHA = 10, _("SPM/PDF Wustha")
    PAKET_C = 11, _("Paket C")
    SMLB = 12, _("SMLB")
    SMA = 13, _("SMA")
    MA = 14, _("MA")
    SMK = 15, _("SMK")
    MAK = 16, _("MAK")
    ULYA = 17, _("SPM/PDF Ulya")
    DIPLOMA = 18, _("D1–D3")
    BACHELOR = 19, _("D4/S1")
    PROFESSION = 20, _("Profesi")
    MASTER = 21, _("S2")
    DOCTOR = 22, _("S3")


class Certificate(models.IntegerChoices):
    """[415]: the levels that end with a certificate, and 23 for none."""

    PAKET_A = 1, _("Paket A")
    SDLB = 2, _("SDLB")
    SD = 3, _("SD")
    MI = 4, _("MI")
    ULA = 5, _("SPM/PDF Ula")
    PAKET_B = 6, _("Paket B")
    SMPLB = 7, _("SMPLB")
    SMP = 8, _("SMP")
    MTS = 9, _("MTs")
    WUSTHA = 10, _("SPM/PDF Wustha")
    PAKET_C = 11, _("Paket C")
    SMLB = 12, _("SMLB")
    SMA = 13, _("SMA")
    MA = 14, _("MA")
    SMK = 15, _("SMK")
    MAK = 16, _("MAK")
    ULYA = 17, _("SPM/PDF Ulya")
    DIPLOMA = 18, _("D1–D3")
    BACHELOR = 19, _("D4/S1")
    PROFESSION = 20, _("Profesi")
    MASTER = 21, _("S2")
    DOCTOR = 22, _("S3")
    NONE = 23, _("Belum punya ijazah")


class PipStatus(models.TextChoices):
    NOT_PROPOSED = "not_proposed", _("Belum diusulkan")
    PROPOSED = "proposed", _("Sudah diusulkan")
    NOMINATED = "nominated", _("SK Nominasi, rekening belum aktif")
    ACCOUNT_ACTIVE = "account_active", _("Rekening aktif, dana belum cair")
    DISBURSED = "disbursed", _("Sudah cair")
    CANCELLED = "cancelled", _("Dibatalkan")


class JknStatus(models.TextChoices):
    UNREGISTERED = "unregistered", _("Belum terdaftar")
    ACTIVE = "active", _("Aktif")
    INACTIVE = "inactive", _("Nonaktif")


class JknSegment(models.TextChoices):
    PBI_APBN = "pbi_apbn", _("PBI APBN")
    PBPU_PEMDA = "pbpu_pemda", _("PBPU Pemda")
    PPU = "ppu", _("Pekerja penerima upah")
    PBPU_MANDIRI = "pbpu_mandiri", _("Mandiri")
    BP = "bp", _("Bukan pekerja")


class Toilet(models.IntegerChoices):
    """[309a]."""

    OWN = 1, _("Ada, dipakai sendiri")
    SHARED = 2, _("Ada, bersama keluarga tertentu")
    COMMUNAL = 3, _("MCK komunal")
    PUBLIC = 4, _("MCK umum")
    UNUSED = 5, _("Ada, tidak dipakai")
    NONE = 6, _("Tidak ada")


class Closet(models.IntegerChoices):
    """[309b]."""

    GOOSENECK = 1, _("Leher angsa")
    COVERED_SLAB = 2, _("Plengsengan dengan tutup")
    OPEN_SLAB = 3, _("Plengsengan tanpa tutup")
    PIT = 4, _("Cemplung/cubluk")


class Disposal(models.IntegerChoices):
    """[310]."""

    SEPTIC_TANK = 1, _("Tangki septik")
    TREATMENT = 2, _("IPAL")
    WATER_BODY = 3, _("Kolam/sawah/sungai/danau/laut")
    PIT = 4, _("Lubang tanah")
    OPEN_LAND = 5, _("Pantai/tanah lapang/kebun")
    OTHER = 6, _("Lainnya")


class Emptied(models.IntegerChoices):
    TREATED = 1, _("Dalam lima tahun, dibawa ke instalasi pengolahan")
    OTHERWISE = 2, _("Disedot dengan cara lain")
    NEVER = 3, _("Tidak pernah atau lebih lama")
    NOT_KNOWN = 8, _("Tidak tahu")


class WaterSource(models.IntegerChoices):
    """[306a]. Improved: 3, 4, 5, 7, 10, 12, 13."""

    BOTTLED = 1, _("Air kemasan bermerek")
    REFILL = 2, _("Air isi ulang")
    PIPED = 3, _("Leding")
    BOREHOLE = 4, _("Sumur bor/pompa")
    PROTECTED_WELL = 5, _("Sumur terlindung")
    UNPROTECTED_WELL = 6, _("Sumur tak terlindung")
    PROTECTED_SPRING = 7, _("Mata air terlindung")
    UNPROTECTED_SPRING = 8, _("Mata air tak terlindung")
    SURFACE = 9, _("Air permukaan (sungai, danau, embung)")
    RAIN = 10, _("Air hujan")
    TANKER = 11, _("Lainnya (truk tangki, gerobak)")
    PDAM = 12, _("PDAM")
    PAMDES = 13, _("PAMDES/PAMSIMAS")


class WaterPlace(models.IntegerChoices):
    IN_DWELLING = 1, _("Di dalam rumah")
    IN_YARD = 2, _("Di halaman")
    ELSEWHERE = 3, _("Di tempat lain")


class ExcretaDistance(models.IntegerChoices):
    """[306b]."""

    NEAR = 1, _("Kurang dari 10 meter")
    FAR = 2, _("10 meter atau lebih")
    NOT_KNOWN = 3, _("Tidak tahu")


class NikState(models.TextChoices):
    """Stored in clear beside the ciphertext, since SQL cannot look into it."""

    MISSING = "missing", _("Belum ada")
    MALFORMED = "malformed", _("Tidak sah")
    WELL_FORMED = "well_formed", _("Sah")


class NikMissingReason(models.TextChoices):
    NOT_RECORDED = "not_recorded", _("Belum dicatat")
    NEVER_ISSUED = "never_issued", _("Belum pernah diurus")
    IN_PROCESS = "in_process", _("Sedang diurus")
    TEMPORARY = "temporary", _("Nomor sementara dari desa")
    NEWBORN = "newborn", _("Bayi baru lahir")
