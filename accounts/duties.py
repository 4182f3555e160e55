"""What a person still carries, told by the apps above: shown before the person is deactivated.

This app lies below those that know of caseloads, so they register a source when they start.
"""

from collections.abc import Callable
from dataclasses import dataclass

from accounts.models import User


@dataclass(frozen=True)
class Duty:
    """A sentence ("Mendampingi 12 keluarga.") and the page where it can be handed over."""

    text: str
    url: str
    action: str


Source = Callable[[User], Duty | None]
_sources: list[Source] = []


def register(source: Source) -> None:
    """Ask this source too; it answers None for who carries nothing of its kind."""
    if source not in _sources:
        _sources.append(source)


def duties_of(user: User) -> list[Duty]:
    return [duty for source in _sources if (duty := source(user)) is not None]
