"""What is read out before a consent is asked: a new wording is a new version, old ones stay.

The programme itself needs no consent, its basis is the public task; photo, location, sharing and
story are asked apart. A notice says legality, purpose, kinds of data, how long, and the rights
(UU 27/2022; domain/programme.md, section 8).
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from households.models.enrolment import ConsentPurpose


@dataclass(frozen=True, slots=True)
class ConsentText:
    version: str
    text: str | Promise


CURRENT: dict[str, ConsentText] = {
    ConsentPurpose.PHOTO: ConsentText(
        "foto-1",
        _(
            "Kami meminta izin memotret rumah dan kegiatan keluarga, untuk bukti pendampingan Desa "
            "Berdaya. Foto hanya dilihat pendamping, petugas kabupaten/kota, dan administrator "
            "program; disimpan selama pendampingan dan lima tahun sesudahnya. Keluarga boleh "
            "menolak, meminta salinan, atau menarik izin kapan saja, dan tetap didampingi. Dasar: "
            "persetujuan keluarga menurut UU 27/2022."
        ),
    ),
    ConsentPurpose.GPS: ConsentText(
        "gps-1",
        _(
            "Kami meminta izin mencatat titik lokasi rumah dan tempat kunjungan, supaya rumah "
            "mudah ditemukan dan kunjungan dapat dibuktikan. Titik lokasi hanya dilihat "
            "pendamping, petugas kabupaten/kota, dan administrator program; disimpan selama "
            "pendampingan dan lima tahun sesudahnya. Keluarga boleh menolak, meminta salinan, "
            "atau menarik izin kapan saja, dan tetap didampingi. Dasar: persetujuan keluarga "
            "menurut UU 27/2022."
        ),
    ),
    ConsentPurpose.SHARING: ConsentText(
        "berbagi-1",
        _(
            "Kami meminta izin memberikan nama, alamat, dan kebutuhan keluarga kepada mitra "
            "program (lembaga sosial, koperasi, perguruan tinggi) yang dapat membantu. NIK dan "
            "data kesehatan tidak ikut diberikan. Data dipakai mitra selama pendampingan saja. "
            "Keluarga boleh menolak, bertanya kepada siapa data diberikan, atau menarik izin "
            "kapan saja, dan tetap didampingi. Dasar: persetujuan keluarga menurut UU 27/2022."
        ),
    ),
    ConsentPurpose.STORY: ConsentText(
        "kisah-1",
        _(
            "Kami meminta izin menceritakan perjalanan keluarga sebagai contoh bagi keluarga lain. "
            "Nama dapat disamarkan. Kisah dipakai selama program berjalan. Keluarga boleh menolak, "
            "membaca dulu, atau menarik izin kapan saja, dan tetap didampingi. Dasar: persetujuan "
            "keluarga menurut UU 27/2022."
        ),
    ),
}

ASKED_AT_ENROLMENT = (ConsentPurpose.PHOTO, ConsentPurpose.GPS, ConsentPurpose.SHARING)
