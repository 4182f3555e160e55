"""What the acts and subjects of this room are called on the page of traces."""

from collections.abc import Mapping

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from accounts.audit_words import Kind, Words
from households.models.enrolment import State

ACTS: Mapping[str, Words] = {
    "household.proposed": _("Mengusulkan keluarga"),
    "household.changed": _("Mengubah data keluarga"),
    "member.added": _("Menambah anggota"),
    "member.renamed": _("Mengganti nama anggota"),
    "facts.recorded": _("Mencatat keadaan keluarga"),
    "dwelling.shared": _("Mencatat rumah bersama"),
    "dwelling.left": _("Mencatat pindah dari rumah bersama"),
    "identifier.kk_revealed": _("Membuka nomor KK"),
    "identifier.kk_set": _("Mengisi nomor KK"),
    "identifier.nik_revealed": _("Membuka NIK"),
    "identifier.nik_set": _("Mengisi NIK"),
    "identifier.nik_missing": _("Mencatat bahwa NIK belum ada"),
    "identifier.searched": _("Mencari dengan nomor"),
    "difference.kept": _("Mempertahankan nilai lapangan"),
    "caseload.reassigned": _("Mengalihkan dampingan"),
    "import.begun": _("Mengirim daftar"),
    "import.confirmed": _("Menerapkan daftar"),
    "import.discarded": _("Meninggalkan daftar"),
    "import.left": _("Tidak memuat satu keluarga dari daftar"),
    "import.report_taken": _("Mengunduh baris yang perlu diperbaiki"),
    "import.undo_asked": _("Meminta pembatalan daftar"),
    "import.undone": _("Membatalkan daftar"),
    "difference.accepted": _("Memakai nilai dari daftar"),
} | {
    f"enrolment.{state}": format_lazy(_("Status keluarga: {state}"), state=state.label)
    for state in State
}

KINDS = {
    "households.household": Kind(_("keluarga"), "household_detail"),
    "households.member": Kind(_("anggota"), ""),
    "households.importbatch": Kind(_("daftar"), "import_detail"),
}
