"""Where chips stand: side by side while they have room, then in rows of columns, and compact when they are many."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QRect

from desktop.ui.images.chip_face import WIDER, height_of, widths_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.ui.images.chip_face import ChipFace

GAP = 6
MOST_FULL, MOST_COMPACT = 2, 3  # rows in view; where chips that say all need more than the first, they are compact


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

    def rows(self, count: int) -> int:
        """How many rows so many chips fill."""
        return -(-count // self.columns)

    def most(self, tallest: int) -> int:
        """How many rows may be in view where they may be so tall."""
        return max(1, min(MOST_COMPACT if self.compact else MOST_FULL, (tallest + GAP) // (self.height + GAP)))


def grid_for(chips: Sequence[ChipFace], room: int, tallest: int) -> Grid:
    """The grid for these where there is so much room, of which so much may be in view."""
    wanted, font = [chip.wanted for chip in chips], chips[0].font()
    widths = widths_in(font)
    if sum(wanted) + GAP * (len(wanted) - 1) <= room:
        return Grid(len(wanted), tuple(wanted), height_of(font))
    columns = _columns(widths.usual, room)
    share = min(_share(columns, room), round(widths.usual * WIDER))
    full = Grid(columns, (share,) * columns, height_of(font))
    if full.rows(len(wanted)) <= full.most(tallest):
        return full
    columns = _columns(widths.compact, room)
    share = _share(columns, room)
    rows = max(chip.rows_needed(share) for chip in chips)
    return Grid(columns, (share,) * columns, height_of(font, rows), compact=True)


def _columns(width: int, room: int) -> int:
    return max(1, (room + GAP) // (width + GAP))


def _share(columns: int, room: int) -> int:
    return max(1, (room - GAP * (columns - 1)) // columns)
