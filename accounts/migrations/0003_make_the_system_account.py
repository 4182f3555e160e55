"""The account under which commands and the worker act; nobody can sign in with it."""

from django.contrib.auth.hashers import make_password
from django.db import migrations


def make_system_account(apps, schema_editor):
    User = apps.get_model("accounts", "User")
    User.objects.get_or_create(
        username="system",
        defaults={"name": "Sistem", "role": "system", "password": make_password(None)},
    )


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_one_spelling_of_a_user_name_and_no_sign_in_as_the_machine"),
    ]

    operations = [migrations.RunPython(make_system_account, migrations.RunPython.noop, elidable=False)]
