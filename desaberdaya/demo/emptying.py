"""Take away everything that people and the demo wrote; what the programme itself brings stays."""

from django.apps import apps
from django.db import connection, transaction

from desaberdaya.demo import marker
from households.models import Household

APPS = ("accounts", "households", "entitlements", "interventions")
# Territory, accounts, and what migrations load: rules and plan templates.
KEPT_PREFIXES = (
    "accounts.region",
    "accounts.user",
    "entitlements.rule",
    "interventions.plantemplate",
    "interventions.template",
)
NOT_KEPT = frozenset({"accounts.regionassignment"})


def has_households() -> bool:
    return Household.objects.exists()


@transaction.atomic
def empty() -> None:
    """Empty every table of the four apps that is not kept, in one statement: all or nothing."""
    quote = connection.ops.quote_name
    tables = ", ".join(quote(table) for table in tables_to_empty())
    with connection.cursor() as cursor:
        # Checks of rows written in the same transaction would hold their tables back.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"TRUNCATE {tables}")
    marker.forget()


def tables_to_empty() -> list[str]:
    tables = []
    for label in APPS:
        for model in apps.get_app_config(label).get_models(include_auto_created=True):
            name = model._meta.label_lower
            if name in NOT_KEPT or not name.startswith(KEPT_PREFIXES):
                tables.append(model._meta.db_table)
    return sorted(tables)
