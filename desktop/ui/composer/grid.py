"""Where chips stand: side by side while they have room, then in rows of columns, and compact when they are many."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QRect, QSize

from desktop.ui.images.chip_face import COMPACT, SIZE, WIDEST
from desktop.ui.images.chip_facts import FEW

if TYPE_CHECKING:
    from collections.abc import Sequence

GAP = 6
FULL_ROWS = 2  # of chips that say all; more than that are compact, unless they are but a few


class Grid(NamedTuple):
    """Chips in rows, from the left.

    Attributes:
        columns: Chips in a row.
        widths: Of the chips; those of a row, or one for all.
        height: Of a chip.
        compact: Whether chips say but the most important.
    """

    columns: int
    widths: tuple[int, ...]
    height: int
    compact: bool = False

    def places(self, count: int) -> list[QRect]:
        """Where so many chips stand."""
        lefts = [sum(self.widths[:at]) + at * GAP for at in range(len(self.widths))]
        rows = (divmod(at, self.columns) for at in range(count))
        return [QRect(lefts[at], row * (self.height + GAP), self.widths[at], self.height) for row, at in rows]

    def tall(self, rows: int) -> int:
        """The height of so many rows."""
        return rows * (self.height + GAP) - GAP


def grid_for(wanted: Sequence[int], room: int, heights: tuple[int, int]) -> Grid:
    """The grid for chips that want to be so wide where there is so much room; as tall as usual, and compact."""
    usual, low = heights
    if sum(wanted) + GAP * (len(wanted) - 1) <= room:
        return Grid(max(1, len(wanted)), tuple(wanted), usual)
    columns = _columns(SIZE, room)
    if len(wanted) <= max(FEW, FULL_ROWS * columns):
        return Grid(columns, (min(_share(columns, room), WIDEST),) * columns, usual)
    columns = _columns(COMPACT, room)
    return Grid(columns, (_share(columns, room),) * columns, low, compact=True)


def _columns(size: QSize, room: int) -> int:
    return max(1, (room + GAP) // (size.width() + GAP))


def _share(columns: int, room: int) -> int:
    return max(1, (room - GAP * (columns - 1)) // columns)
