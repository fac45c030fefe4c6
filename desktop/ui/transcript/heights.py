"""The heights of texts that nobody has looked at, from their lengths."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING

from desktop.ui.theme.theme import SPACE
from desktop.ui.transcript.geometry import Column

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.ui.transcript.style import Style


class Heights:
    """Messages one below the other: measured where somebody has looked, else estimated from the lengths of their texts.

    Another width costs nothing for those that are estimated: their tops follow from sums of lengths.

    Attributes:
        measured: Indices of those that were measured, ascending.
    """

    def __init__(self, style: Style, width: int) -> None:
        self._characters = array("q", [0])  # before each message, and in all
        self.estimate(style, width)

    def estimate(self, style: Style, width: int) -> None:
        """For other looks or another width; what was measured is forgotten."""
        self._pixels = style.line / _a_line(style, width)  # a character
        self._once = style.line + style.above + style.below + SPACE + style.label_height + style.small_height
        self.measured: list[int] = []
        self._more = Column()  # by how much these are higher than estimated

    def __len__(self) -> int:
        return len(self._characters) - 1

    def __getitem__(self, index: int) -> int:
        at = bisect_left(self.measured, index)
        return self._estimated(index) + (self._more[at] if self.measured[at : at + 1] == [index] else 0)

    def __setitem__(self, index: int, height: int) -> None:
        at = bisect_left(self.measured, index)
        if self.measured[at : at + 1] != [index]:
            self.measured.insert(at, index)
            self._more.insert(at, 0)
        self._more[at] = height - self._estimated(index)

    def extend(self, sizes: Sequence[int]) -> None:
        """More messages, with so many characters each."""
        self._characters.extend(accumulate(sizes, initial=self._characters.pop()))

    def truncate(self, length: int) -> None:
        """Keep the first `length` messages."""
        del self._characters[length + 1 :]
        at = bisect_left(self.measured, length)
        del self.measured[at:]
        self._more.truncate(at)

    def top(self, index: int) -> int:
        """Where a message starts; for `len(self)`, where the last one ends."""
        return self._estimated_top(index) + self._more.top(bisect_left(self.measured, index))

    @property
    def total(self) -> int:
        return self.top(len(self))

    def at(self, y: int) -> int:
        """Which message is at `y`; the first or the last one when `y` lies outside; -1 when there is none."""
        return min(max(bisect_right(range(len(self)), y, key=self.top) - 1, 0), len(self) - 1)

    def _estimated(self, index: int) -> int:
        return self._estimated_top(index + 1) - self._estimated_top(index)

    def _estimated_top(self, index: int) -> int:
        return int(self._characters[index] * self._pixels) + index * self._once


def height_of(characters: int, style: Style, width: int) -> int:
    """The height of a text without its surroundings."""
    return (int(characters / _a_line(style, width)) + 1) * style.line


def _a_line(style: Style, width: int) -> float:
    """How many characters stand in a line."""
    return width / (style.char * 1.15)
