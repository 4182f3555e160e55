"""The thresholds of the programme's start (domain/entitlement-rules.md)."""

from datetime import date

from django.db import migrations

THRESHOLDS = {
    "kip_youngest": 4,
    "kip_oldest": 21,
    "kip_kindergarten_oldest": 5,
    "kip_school_youngest": 7,
    "kip_school_oldest": 18,
    "kip_upper_secondary_first": 11,
    "kip_tertiary_first": 18,
    "kip_last_level": 22,
    "kip_deadline_days": 30,
    "kip_proposals_until": ["01-31", "08-31"],
    "kis_newborn_days": 28,
    "kis_nik_months": 3,
    "kis_check_days": 30,
    "kis_desil_first": 1,
    "kis_desil_last": 5,
    "water_minutes": 30,
    "water_improved": [3, 4, 5, 7, 10, 12, 13],
    "water_near_excreta": [4, 5, 7],
}


def write_first_version(apps, schema_editor):
    apps.get_model("entitlements", "RuleVersion").objects.create(
        valid_from=date(2020, 1, 1), parameters=THRESHOLDS, basis="Aturan awal program"
    )


class Migration(migrations.Migration):

    dependencies = [("entitlements", "0001_flags_and_rule_versions")]

    operations = [migrations.RunPython(write_first_version, migrations.RunPython.noop)]
