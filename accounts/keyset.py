"""Pages that begin after the last row of the page before: a deep page costs what the first does."""

from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.core.exceptions import ValidationError
from django.db.models import Model, Q, QuerySet

_Row = TypeVar("_Row", bound=Model)


@dataclass(frozen=True, slots=True)
class Page(Generic[_Row]):
    rows: list[_Row]
    next: str  # the key after which the next page begins; '' on the last


def page_after(
    queryset: QuerySet[_Row], order: tuple[str, ...], key: str, size: int = 50
) -> Page[_Row]:
    """`size` rows in `order` after the row with that key; from the top where it is none of them.

    Every path of `order` is never NULL, the last is unique; a path with "-" in front descends.
    """
    found = queryset.order_by(*order)
    paths = [path.removeprefix("-") for path in order]
    last = _row_with(queryset, key).values_list(*paths).first() if key else None
    if last is not None:
        found = found.filter(_beyond(order, last))
    rows = list(found[: size + 1])
    return Page(rows[:size], str(rows[size - 1].pk) if len(rows) > size else "")


def _row_with(queryset: QuerySet[_Row], key: str) -> QuerySet[_Row]:
    try:
        return queryset.filter(pk=queryset.model._meta.pk.to_python(key))
    except ValidationError:  # whatever stands in the address bar and is no key
        return queryset.none()


def _beyond(order: tuple[str, ...], last: tuple[Any, ...]) -> Q:
    condition = Q()
    level: dict[str, Any] = {}
    for path, value in zip(order, last, strict=True):
        name = path.removeprefix("-")
        side = "lt" if path.startswith("-") else "gt"
        condition |= Q(**level, **{f"{name}__{side}": value})
        level[name] = value
    return condition
