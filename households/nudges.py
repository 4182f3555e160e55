"""Tell the worker that a household changed: by task name, for its code lies above this app."""

from uuid import UUID

from accounts.nudges import SWEEP, nudge_everybody, send, send_on_commit

__all__ = [
    "CHECK_HOUSEHOLD", "SWEEP", "nudge_everybody", "nudge_household", "send", "send_on_commit",
]  # fmt: skip

CHECK_HOUSEHOLD = "entitlements.check_household"


def nudge_household(household_id: UUID) -> None:
    """After this transaction commits, ask the worker to evaluate one household."""
    send_on_commit(CHECK_HOUSEHOLD, str(household_id))
