"""What is wider than its column: code, a table or a formula, moved sideways by itself, the same in all its pieces."""

from __future__ import annotations

from itertools import starmap, zip_longest
from math import ceil
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtGui import QTextLength

from desktop.domain import html_tables
from desktop.domain.items import DELIMITER

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QTextTable

    from desktop.domain.json_tree import Tree

COMFORT = 24  # characters: a column is not squeezed below that …
MOST = 40  # … and not wider than that, once its table is wider than the room
BETWEEN = 1  # pixels of a line around and between cells …
CELL = 6  # … and around their text
AROUND = 1 + 2 * CELL + BETWEEN  # all that is beside the text of a column, in pixels
SLACK = 2  # pixels beside the room that letters, and what is moved sideways, may reach into


class Column(NamedTuple):
    """How wide a column of a table would be, were there room enough, and has to be for what is drawn in it; in pixels.

    What is still to be drawn has no width yet.
    """

    natural: int
    solid: int = 0


class Sized(NamedTuple):
    """A table with its columns, and whether formulas or pictures stand in it."""

    table: QTextTable
    columns: Sequence[Column]
    drawn: bool


class Strip:
    """How far a fence or a table is moved to the left, and what its pieces know of each other.

    Attributes:
        shift: In pixels, never more than what is hidden.
        mirrored: Whether it is read from right to left, and so begins with all that is hidden on the left.
        wide: Pixels of the widest line that was laid out so far.
        wrapped: Whether lines of code are broken instead; None as long as the person has not said.
        columns: Those of a table, as far as known.
        tree: What is shown in the place of code that is JSON; None for the code itself.
        is_json: Whether the code could be read as JSON; None as long as nobody asked.
        version: Goes up when what was laid out has to be laid out again.
    """

    __slots__ = ("_beyond", "columns", "is_json", "mirrored", "shift", "tree", "version", "wide", "wrapped")

    def __init__(self) -> None:
        self.shift = 0
        self._beyond = 0  # pixels that are hidden on the right
        self.mirrored = False
        self.wide = 0
        self.wrapped: bool | None = None
        self.columns: tuple[Column, ...] = ()
        self.tree: Tree | None = None
        self.is_json: bool | None = None
        self.version = 0

    def forget(self, *, fonts: bool) -> None:
        """The room is another one, or all the fonts are."""
        self.wide = 0
        if fonts:
            self.shift = self._beyond = 0
            self.columns = ()
            self.version += 1

    def widen(self, wide: float) -> None:
        self.wide = max(self.wide, ceil(wide))

    def move_to(self, shift: float, most: int) -> bool:
        """Move, but no further than there is something to be seen; True when that made a difference."""
        before, self.shift = self.shift, round(min(max(0, shift), most))
        self._beyond = most - self.shift
        return self.shift != before

    def keep(self, most: int) -> None:
        """Stay as far from where reading begins, when so many pixels are hidden now."""
        self.move_to(most - self._beyond if self.mirrored else self.shift, most)

    def take_columns(self, columns: Sequence[Column]) -> Sequence[Column]:
        """Add what one piece needs; returns what all of them need."""
        known = self.columns
        wider = tuple(starmap(_wider, zip_longest(known, columns, fillvalue=Column(0))))
        if wider != known:
            self.version += bool(known)
            self.columns = wider
        return wider


class Fit(NamedTuple):
    """What the tables of a piece have to fit: the room in pixels, what they share with other pieces and which of them.

    `first` and `last` say whether the first table goes on from the piece above, and the last one in the piece below.
    """

    room: int
    char: float
    strip: Strip
    first: bool = False
    last: bool = False


def is_table(context: str) -> bool:
    """Whether a context, which may be very long, ends with a table's head."""
    if html_tables.is_table(context):
        return True
    begin, end = context.rfind("\n", 0, -1) + 1, len(context) - 1
    return context.endswith("\n") and DELIMITER.fullmatch(context, begin, end) is not None


class Wide(NamedTuple):
    """What in a document may be wider than the room: tables, and formulas on lines of their own.

    Of a formula, where it is, and whether in the middle.
    """

    tables: Sequence[Sized] = ()
    formulas: Sequence[tuple[int, bool]] = ()


NOTHING_WIDE = Wide()


def fit_tables(tables: Sequence[Sized], fit: Fit) -> None:
    """Give tables columns that can be read, however wide that makes them."""
    for index, (table, columns, _) in enumerate(tables):
        shared = (fit.first and index == 0) or (fit.last and index == len(tables) - 1)
        wanted = fit.strip.take_columns(columns) if shared else columns
        form = table.format()
        known = [column._replace(solid=min(column.solid, fit.room)) for column in wanted]
        widths = columns_for(known, fit.room - round(form.leftMargin()), fit.char)
        lengths = [QTextLength(QTextLength.Type.FixedLength, width) for width in widths[: table.columns()]]
        if lengths != form.columnWidthConstraints():
            form.setColumnWidthConstraints(lengths)
            table.setFormat(form)


def columns_for(columns: Sequence[Column], room: int, char: float) -> list[int]:
    """Widths of columns: as they would be; else squeezed, but not below what can be read; else as wide as is good."""
    room -= BETWEEN * (len(columns) + 2)  # Qt has a pixel beyond the last one
    naturals = [column.natural for column in columns]
    least = [max(column.solid, min(column.natural, round(COMFORT * char))) for column in columns]
    if sum(naturals) <= room:
        return naturals
    if sum(least) > room:
        return [max(column.solid, min(column.natural, round(MOST * char))) for column in columns]
    share = (room - sum(least)) / (sum(naturals) - sum(least))
    return [low + int((natural - low) * share) for natural, low in zip(naturals, least, strict=True)]


def _wider(one: Column, other: Column) -> Column:
    return Column(max(one.natural, other.natural), max(one.solid, other.solid))
