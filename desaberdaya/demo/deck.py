"""Draw from weighted kinds so that each kind turns up once before chance has its way."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

Kind = TypeVar("Kind")


@dataclass(slots=True)
class Deck(Generic[Kind]):
    """`kinds` are (kind, weight) pairs; even a kind of weight 0 is drawn once."""

    kinds: Sequence[tuple[Kind, int]]
    rng: random.Random
    _first: list[Kind] = field(init=False)

    def __post_init__(self) -> None:
        self._first = [kind for kind, _weight in self.kinds]
        self.rng.shuffle(self._first)

    def draw(self) -> Kind:
        if self._first:
            return self._first.pop()
        kinds, weights = zip(*self.kinds, strict=True)
        drawn: Kind = self.rng.choices(kinds, weights)[0]
        return drawn
