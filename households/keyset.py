"""Pages that begin after the last row of the page before: a deep page costs what the first does."""

from dataclasses import dataclass
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.db.models import Model, Q, QuerySet

_Row = TypeVar("_Row", bound=Model)


@dataclass(frozen=True, slots=True)
class Keyset(Generic[_Row]):
    rows: list[_Row]
    next: str  # the key after which the next page begins; '' on the last


def page_after(
    queryset: QuerySet[_Row], order: tuple[str, ...], after: UUID | None, size: int
) -> Keyset[_Row]:
    """`size` rows in ascending `order` (never-NULL paths, the last one unique) after the row with
    that key; from the top where the key is none of the queryset's."""
    found = queryset.order_by(*order)
    if after is not None:
        last = queryset.filter(pk=after).values_list(*order).first()
        found = found.filter(_beyond(order, last)) if last is not None else found
    rows = list(found[: size + 1])
    return Keyset(rows[:size], str(rows[size - 1].pk) if len(rows) > size else "")


def _beyond(order: tuple[str, ...], last: tuple[Any, ...]) -> Q:
    condition = Q()
    level: dict[str, Any] = {}
    for path, value in zip(order, last, strict=True):
        condition |= Q(**level, **{f"{path}__gt": value})
        level[path] = value
    return condition


def key_from(text: str) -> UUID | None:
    """The key an address bar holds; whatever is no key begins at the top."""
    try:
        return UUID(text)
    except ValueError:
        return None
