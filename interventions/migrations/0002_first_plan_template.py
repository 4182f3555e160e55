"""The two-year template of the programme's start (domain/programme.md, section 7)."""

from datetime import date

from django.db import migrations
from django.utils import timezone

# number, stage, name, month from, month to, cadence, visits, group cadence, milestones
PHASES = (
    (0, "before", "Verval & pendaftaran", -2, 0, None, 2, None, (
        "Verval 39 indikator selesai",
        "Musyawarah desa selesai",
        "Persetujuan foto, lokasi, dan berbagi data ditanyakan",
        "Titik lokasi dan foto rumah tercatat",
        "Data awal (T0) lengkap",
    )),
    (1, "plan", "Stabilisasi", 1, 3, 14, None, 7, (
        "Adminduk lengkap atau sedang diurus",
        "KIS setiap anggota dicek",
        "Rujukan mendesak dikirim",
        "Minat dan keterampilan keluarga digali",
        "Dua pilihan mata pencaharian ditentukan",
        "Rencana usaha disetujui",
    )),
    (2, "plan", "Aset & keterampilan", 4, 6, 14, None, 7, (
        "Pelatihan diikuti sebelum aset diserahkan",
        "Aset diserahkan (BAST dan foto)",
        "Rekening bank dibuka",
        "Penilaian T6",
    )),
    (3, "plan", "Tumbuh", 7, 12, 14, None, None, (
        "Catatan pendapatan diisi setiap bulan",
        "Menabung setiap minggu",
        "KIP tahun berjalan diurus",
        "Rujukan sanitasi dan air selesai",
        "Penilaian T12",
    )),
    (4, "plan", "Diversifikasi", 13, 18, 14, None, None, (
        "Mata pencaharian kedua menghasilkan",
        "Terhubung dengan pasar atau koperasi",
        "Penilaian T18 dan rencana perbaikan",
    )),
    (5, "plan", "Mandiri", 19, 24, 30, None, None, (
        "Keputusan kelulusan T24 oleh panel",
        "Serah terima ke desa dan posyandu",
    )),
    (6, "after", "Pasca", 30, 36, None, 2, None, (
        "Keberlanjutan dicek pada bulan ke-30",
        "Keberlanjutan dicek pada bulan ke-36",
    )),
)  # fmt: skip


def load_template(apps, schema_editor):
    template = apps.get_model("interventions", "PlanTemplate").objects.create(
        version=1,
        name="Pendampingan dua tahun",
        active_from=date(2020, 1, 1),
        months=24,
        created_at=timezone.now(),
    )
    phases = apps.get_model("interventions", "TemplatePhase").objects
    milestones = apps.get_model("interventions", "TemplateMilestone").objects
    for number, stage, name, first, last, cadence, visits, group, goals in PHASES:
        phase = phases.create(
            template=template,
            number=number,
            stage=stage,
            name=name,
            month_from=first,
            month_to=last,
            cadence_days=cadence,
            visits=visits,
            group_cadence_days=group,
        )
        for position, text in enumerate(goals, start=1):
            milestones.create(phase=phase, position=position, text=text)


def remove_template(apps, schema_editor):
    apps.get_model("interventions", "PlanTemplate").objects.filter(version=1).delete()


class Migration(migrations.Migration):
    dependencies = [("interventions", "0001_plans_and_visits")]

    operations = [migrations.RunPython(load_template, remove_template)]
