"""What was sent twice with other content, in words and side by side."""

from collections.abc import Iterable
from dataclasses import dataclass

from households.queries.family import head_name
from interventions.models import VisitConflict
from interventions.queries.visits import Lines, differing, in_words
from interventions.visit_content import said_by


@dataclass(frozen=True, slots=True)
class ConflictLine:
    conflict: VisitConflict
    name: str


@dataclass(frozen=True, slots=True)
class ConflictPage:
    conflict: VisitConflict
    name: str
    second_name: str  # the family of the second where it is another one
    differences: list[tuple[str, str, str]]


def waiting(conflicts: Iterable[VisitConflict]) -> list[ConflictLine]:
    """Those not yet reviewed, the oldest first."""
    return [
        ConflictLine(conflict, head_name(conflict.visit.household))
        for conflict in conflicts
        if conflict.reviewed_at is None
    ]


def page_of(conflict: VisitConflict) -> ConflictPage:
    first = conflict.visit.household
    second = conflict.household
    before: Lines = in_words(first, said_by(conflict.visit))
    after = in_words(second, conflict.content)
    return ConflictPage(
        conflict,
        head_name(first),
        head_name(second) if second.pk != first.pk else "",
        differing(before, after),
    )
