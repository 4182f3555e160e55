"""What a family has answered so far: the latest answer to a purpose counts."""

from households.models import Consent, Household


def answers_so_far(household: Household) -> dict[str, Consent]:
    """The latest answer by purpose; a purpose that was never asked is absent. One query."""
    rows = Consent.objects.filter(household=household).select_related("given_by")
    found: dict[str, Consent] = {}
    for row in rows.order_by("given_on", "recorded_at"):
        found[row.purpose] = row
    return found


def is_given(household: Household, purpose: str) -> bool:
    answer = answers_so_far(household).get(purpose)
    return answer is not None and answer.given
