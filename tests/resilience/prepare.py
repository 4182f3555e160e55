"""Run inside a stack (`python -m … FILE DAY`): make the tables, a village, its list enrolled."""

import sys

import django

if __name__ == "__main__":
    django.setup()
    from django.core.management import call_command, execute_from_command_line

    from accounts.roles import Role
    from tests.factories import make_user, make_village
    from tests.resilience.village import FACILITATOR, VILLAGE

    file, day = sys.argv[1:]
    call_command("migrate", verbosity=0)
    make_user(FACILITATOR, Role.FACILITATOR, make_village(VILLAGE, "Desa Anggrek"))
    execute_from_command_line(["manage.py", "import_households", file, "--enrol", day])
