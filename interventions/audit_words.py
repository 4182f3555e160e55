"""What the acts and subjects of this room are called on the page of traces."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from accounts.audit_words import Kind, Words

ACTS: Mapping[str, Words] = {
    "enrolment.batch": _("Mendaftarkan keluarga dari daftar"),
    "consent.recorded": _("Mencatat persetujuan"),
    "plan.paused": _("Menjeda rencana"),
    "plan.resumed": _("Melanjutkan rencana"),
    "plan.shifted": _("Menggeser rencana"),
    "template.made": _("Membuat templat rencana"),
    "visit.recorded": _("Mencatat kunjungan"),
    "visit.amended": _("Memperbaiki kunjungan"),
    "visit.conflict_reviewed": _("Memeriksa kunjungan ganda"),
}

KINDS = {
    "interventions.visit": Kind(_("kunjungan"), "visit_detail"),
    "interventions.visitconflict": Kind(_("kunjungan ganda"), "visit_conflict"),
    "interventions.mentoringplan": Kind(_("rencana"), ""),
    "interventions.plantemplate": Kind(_("templat"), "template_detail"),
}
