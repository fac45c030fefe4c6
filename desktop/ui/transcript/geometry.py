"""Heights one below the other: where each thing is, and what is at a place."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


class Column:
    """A stack of heights in whole pixels. Tops are summed up again only from the first height that changed on."""

    def __init__(self, heights: Iterable[int] = ()) -> None:
        self._heights = list(heights)
        self._tops = [0]
        self._valid = 0  # tops up to and with this index are right

    def __len__(self) -> int:
        return len(self._heights)

    def __getitem__(self, index: int) -> int:
        return self._heights[index]

    def __setitem__(self, index: int, height: int) -> None:
        if self._heights[index] != height:
            self._heights[index] = height
            self._valid = min(self._valid, index)

    def insert(self, index: int, height: int) -> None:
        self._heights.insert(index, height)
        self._valid = min(self._valid, index)

    def extend(self, heights: Iterable[int]) -> None:
        self._heights.extend(heights)

    def truncate(self, length: int) -> None:
        """Keep the first `length` heights."""
        del self._heights[length:]
        del self._tops[length + 1 :]
        self._valid = min(self._valid, length)

    def top(self, index: int) -> int:
        """Where a thing starts; for `len(self)`, where the last one ends."""
        if index > self._valid:
            self._sum_up()
        return self._tops[index]

    @property
    def total(self) -> int:
        return self.top(len(self._heights))

    def at(self, y: int) -> int:
        """Which thing is at `y`; the first or the last one when `y` lies outside; -1 when there is none."""
        self._sum_up()
        return min(max(bisect_right(self._tops, y) - 1, 0), len(self._heights) - 1)

    def _sum_up(self) -> None:
        if self._valid < len(self._heights):
            start = self._tops[self._valid]
            self._tops[self._valid :] = accumulate(self._heights[self._valid :], initial=start)
            self._valid = len(self._heights)
