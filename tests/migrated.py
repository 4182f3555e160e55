"""The rows that migrations brought: a test with real transactions empties those tables too."""

import importlib

from django.apps import apps

from entitlements.models import RuleVersion
from interventions.models import PlanTemplate


def load_migrated_rows() -> None:
    """The first rule version and the first plan template, where they are not there."""
    if not RuleVersion.objects.exists():
        rules = importlib.import_module("entitlements.migrations.0002_first_rule_version")
        rules.write_first_version(apps, None)
    if not PlanTemplate.objects.exists():
        plans = importlib.import_module("interventions.migrations.0002_first_plan_template")
        plans.load_template(apps, None)
