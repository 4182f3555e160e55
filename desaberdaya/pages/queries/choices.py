"""What may be chosen in the filters: only what lies within the person's own regions."""

from accounts import clock
from accounts.models import Region, User
from accounts.scope import region_codes, within
from households.access import assigned_on, households_for

Choices = list[tuple[str, str]]


def caseload_choices(user: User, on_regency: str = "") -> dict[str, Choices]:
    """The regencies, villages with families, and facilitators at work in this person's sight."""
    seen = households_for(user)
    villages = Region.objects.filter(pk__in=seen.values("village")).filter(
        within(region_codes(user), "code")
    )
    codes = {code[:5] for code in villages.values_list("code", flat=True)}
    regencies = Region.objects.filter(pk__in=codes)
    narrowed = villages.filter(code__startswith=f"{on_regency}.") if on_regency else villages
    return {
        "regency": list(regencies.order_by("code").values_list("code", "name")),
        "village": list(narrowed.order_by("name").values_list("code", "name")),
        "facilitator": _facilitators(user),
    }


def _facilitators(user: User) -> Choices:
    held = assigned_on(clock.today()).filter(household__in=households_for(user).values("pk"))
    people = held.order_by("facilitator__name").values_list("facilitator", "facilitator__name")
    return [(str(pk), name) for pk, name in people.distinct()]
