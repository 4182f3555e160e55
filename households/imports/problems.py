"""What can be wrong with a cell or a file, each with its sentence.

The sentences say what to do about it and never repeat what the cell held: it may be a number of a
person that strayed into another column.
"""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

SENTENCES: dict[str, str | Promise] = {
    # One cell.
    "village_unknown": _("Kode desa ini tidak dikenal."),
    "village_empty": _("Kode desa kosong di semua baris keluarga ini."),
    "village_other": _("Baris ini milik desa lain, bukan desa yang dipilih."),
    "kk_empty": _("Nomor KK kosong."),
    "kk_not_16_digits": _("Nomor KK harus 16 angka."),
    "nik_not_16_digits": _("NIK harus 16 angka, atau kosong jika belum ada."),
    "digits_lost": _(
        "Spreadsheet sudah mengubah angka ini (notasi ilmiah, atau lebih dari 15 angka), sehingga "
        "angka aslinya hilang. Tulis ulang sebagai teks."
    ),
    "name_empty": _("Nama kosong."),
    "relation_empty": _("Hubungan dengan kepala keluarga kosong."),
    "code_unknown": _("Kode ini tidak ada dalam daftar. Yang berlaku: %(allowed)s."),
    "not_a_number": _("Ini bukan angka bulat."),
    "not_a_coordinate": _("Ini bukan angka koordinat."),
    "out_of_range": _("Angka ini harus antara %(minimum)s dan %(maximum)s."),
    "coordinate_out_of_range": _(
        "Koordinat ini di luar jangkauan: antara %(minimum)s dan %(maximum)s derajat."
    ),
    "not_a_date": _("Ini bukan tanggal yang ada. Tulis TTTT-BB-HH, HH-BB-TTTT, atau HH/BB/TTTT."),
    "in_the_future": _("Tanggal ini masih di masa depan."),
    "too_long": _("Tulisan ini terlalu panjang: paling banyak %(maximum)s huruf."),
    "too_many_cells": _(
        "Baris ini punya lebih banyak kolom daripada judulnya. Mungkin ada pemisah di dalam sel."
    ),
    "not_valid": _("OpenSID menandai orang ini tidak valid (status dasar 9)."),
    # A household.
    "nik_twice": _("NIK ini juga ada di baris %(line)s."),
    "no_head": _("Keluarga ini tidak punya kepala keluarga. Harus ada tepat satu."),
    "many_heads": _("Keluarga ini punya lebih dari satu kepala keluarga. Harus ada tepat satu."),
    "values_differ": _(
        "Isi kolom ini berbeda dengan baris lain dari keluarga yang sama (lihat baris %(line)s)."
    ),
    "half_a_point": _("Hanya satu koordinat yang diisi, jadi titik rumah tidak dicatat."),
    # Waiting for a decision.
    "known_under_other_kk": _(
        "NIK ini sudah tercatat di keluarga lain. Mungkin keluarga yang sama dengan nomor KK baru: "
        "perlu keputusan."
    ),
    "nik_in_other_household": _(
        "NIK ini sudah tercatat di keluarga lain, sedangkan nomor KK ini juga sudah dikenal: perlu "
        "keputusan."
    ),
    "known_in_other_village": _(
        "Keluarga dengan nomor KK ini sudah tercatat di desa lain: perlu keputusan."
    ),
    "other_nik_recorded": _(
        "Orang dengan nama dan tanggal lahir ini sudah tercatat dengan NIK lain: perlu keputusan."
    ),
    # The rest of the family of a refused row.
    "refused_with_household": _("Keluarga ini ditolak karena baris %(line)s."),
}


class CellRefused(Exception):
    """The cell cannot be taken; `code` is a key of SENTENCES, `params` fill the sentence."""

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


class FileRefused(Exception):
    """The file is not of its kind; its message is the sentence for a person to read."""


def sentence(code: str, params: Mapping[str, Any] | None = None) -> str:
    """The problem in words, in the language that is active."""
    return str(SENTENCES[code]) % ({} if params is None else params)


def too_many_rows(limit: int, advice: str | Promise) -> FileRefused:
    return FileRefused(
        str(
            format_lazy(
                "{} {}",
                _("Berkas ini punya lebih dari %(limit)s baris.")
                % {"limit": f"{limit:,}".replace(",", ".")},
                advice,
            )
        )
    )
