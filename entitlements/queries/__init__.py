"""What is open, why, and what everybody has come to."""

from entitlements.queries.flags import flag_views, last_checked, open_flags
from entitlements.queries.outcomes import Outcome, explain, household_states

__all__ = [
    "Outcome",
    "explain",
    "flag_views",
    "household_states",
    "last_checked",
    "open_flags",
]
