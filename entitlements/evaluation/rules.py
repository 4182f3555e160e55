"""Which thresholds hold on a day."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from entitlements.models import RuleVersion
from entitlements.programmes.parameters import Parameters

FIRST = date(2020, 1, 1)


@dataclass(frozen=True, slots=True)
class Rules:
    """The tables' reading on `on`: hashable, so that what is compiled from it can be kept."""

    version_id: int
    valid_from: date
    parameters: Parameters
    on: date


def rules_on(day: date) -> Rules:
    """The latest version not after the day; a day before the first one is read by the first."""
    version = RuleVersion.objects.filter(valid_from__lte=day).first() or RuleVersion.objects.last()
    if version is None:
        # A database that was emptied: the programme has never been without rules.
        version, _ = RuleVersion.objects.get_or_create(
            valid_from=FIRST, defaults={"parameters": Parameters().as_json()}
        )
    parameters = Parameters.from_json(version.parameters)
    return Rules(version.pk, version.valid_from, parameters, day)


@lru_cache(maxsize=32)
def parameters_of(version_id: int) -> Parameters:
    """The thresholds of a version; kept, for a version is dated and not written over."""
    return Parameters.from_json(RuleVersion.objects.get(pk=version_id).parameters)
