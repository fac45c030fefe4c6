"""Models of a list in the order of something, and several such lists in one order."""

from __future__ import annotations

import sys
from itertools import chain
from typing import TYPE_CHECKING, Any, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from desktop.domain.model import Model

LAST: Final = sys.maxsize  # behind every place


class Order(NamedTuple):
    """What there is, in its order, and row by row its place there; LAST where that is not known."""

    places: Sequence[int]
    values: Sequence[Any]

    def ranks(self, *, descending: bool) -> Sequence[int]:
        """Row by row what to sort by; what is not known comes last, also when turned around."""
        return [at if at == LAST else -at for at in self.places] if descending else self.places

    def of_rows(self, rows: Iterable[int]) -> Order:
        """The order of a list whose rows are like these, one by one."""
        return Order([self.places[row] for row in rows], self.values)


def order_of(models: Sequence[Model], key: Callable[[Model], Any]) -> Order:
    """By a key; None where it is not known."""
    stated = [key(model) for model in models]
    values = sorted({value for value in stated if value is not None})
    places = {value: place for place, value in enumerate(values)}
    return Order([places.get(value, LAST) for value in stated], values)


def joined(orders: Sequence[Order]) -> Order:
    """The order of lists that stand behind each other, by the same key: each value is compared once."""
    values = [*dict.fromkeys(sorted(chain(*(order.values for order in orders))))]
    place = {value: at for at, value in enumerate(values)}
    places: list[int] = []
    for order in orders:
        moved = [place[value] for value in order.values]
        places += [at if at == LAST else moved[at] for at in order.places]
    return Order(places, values)
