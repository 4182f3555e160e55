"""The same facts, evaluated without any disturbance: what a disturbed run must end in."""

from typing import Any

from desaberdaya.localstack.embedded_postgres import DATABASE
from tests.resilience.stack import OwnStack
from tests.resilience.terminal import Terminal
from tests.resilience.truth import history

CONTROL = "control"
# The web server's connections are in the way of a copy; it must do without them anyhow.
END_SESSIONS = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s"


def flags_of_an_undisturbed_run(stack: OwnStack) -> list[Any]:
    """Copy the database as it is and evaluate the copy; no worker may run meanwhile."""
    stack.ask(END_SESSIONS, [DATABASE], database="postgres")
    stack.ask(f"CREATE DATABASE {CONTROL} TEMPLATE {DATABASE}", database="postgres")
    terminal = Terminal(
        {**stack.env, "DATABASE_URL": stack.postgres.url(database=CONTROL)},
        stack.home / "control.log",
    )
    terminal.run("evaluate_entitlements")
    terminal.close()
    found = history(stack, CONTROL)
    stack.ask(f"DROP DATABASE {CONTROL}", database="postgres")
    return found
