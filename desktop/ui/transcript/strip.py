"""What is wider than its column: code, a table or a formula, moved sideways by itself, the same in all its pieces."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextBlockFormat, QTextCursor, QTextLength

from desktop.domain.items import DELIMITER

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QTextDocument, QTextTable

    from desktop.domain.json_tree import Tree

    Sized = tuple[QTextTable, Sequence[int]]  # and how wide its columns would be, in pixels; none when that is unknown

COMFORT = 24  # characters: a column is not squeezed below that …
MOST = 40  # … and not wider than that, once its table is wider than the room
BETWEEN = 1  # pixels of a line around and between cells …
CELL = 6  # … and around their text


class Strip:
    """How far a fence or a table is moved to the left, and what its pieces know of each other.

    Attributes:
        shift: In pixels, never more than what is hidden.
        wide: Pixels of the widest line that was laid out so far.
        wrapped: Whether lines of code are broken instead; None as long as the person has not said.
        columns: Pixels of each column of a table, were there room enough, as far as known.
        tree: What is shown in the place of code that is JSON; None for the code itself.
        is_json: Whether the code could be read as JSON; None as long as nobody asked.
        version: Goes up when what was laid out has to be laid out again.
    """

    __slots__ = ("columns", "is_json", "shift", "tree", "version", "wide", "wrapped")

    def __init__(self) -> None:
        self.shift = 0
        self.wide = 0
        self.wrapped: bool | None = None
        self.columns: tuple[int, ...] = ()
        self.tree: Tree | None = None
        self.is_json: bool | None = None
        self.version = 0

    def forget(self, *, fonts: bool) -> None:
        """The room is another one, or all the fonts are."""
        self.wide = 0
        if fonts:
            self.shift = 0
            self.columns = ()
            self.version += 1

    def widen(self, wide: float) -> None:
        self.wide = max(self.wide, ceil(wide))

    def move_to(self, shift: float, most: int) -> bool:
        """Move, but no further than there is something to be seen; True when that made a difference."""
        before, self.shift = self.shift, round(min(max(0, shift), most))
        return self.shift != before

    def take_columns(self, columns: Sequence[int]) -> Sequence[int]:
        """Add what one piece needs; returns what all of them need."""
        known = self.columns
        wider = tuple(map(max, known, columns)) if len(known) == len(columns) else tuple(columns)
        if wider != known:
            self.version += bool(known)
            self.columns = wider
        return wider


class Band(NamedTuple):
    """A table or a formula in a document: where it is, and how far it reaches to the right.

    All in pixels; `rows` and `columns` are where the lines of a table's grid are, from edge to edge.
    """

    top: float
    bottom: float
    wide: float
    rows: Sequence[float] = ()
    columns: Sequence[float] = ()


class Fit(NamedTuple):
    """What the tables of a piece have to fit: the room in pixels, what they share with other pieces and which of them.

    `displays` are the formulas on lines of their own: where, and whether in the middle. `first` and `last` say whether
    the first table goes on from the piece above, and the last one in the piece below.
    """

    tables: list[Sized]
    displays: list[tuple[int, bool]]
    room: int
    char: float
    strip: Strip
    first: bool = False
    last: bool = False


def is_table(context: str) -> bool:
    """Whether a context, which may be very long, ends with a table's head."""
    begin, end = context.rfind("\n", 0, -1) + 1, len(context) - 1
    return context.endswith("\n") and DELIMITER.fullmatch(context, begin, end) is not None


def fit_tables(fit: Fit) -> None:
    """Give tables columns that can be read, however wide that makes them."""
    for index, (table, naturals) in enumerate(fit.tables):
        if not naturals:
            continue
        shared = (fit.first and index == 0) or (fit.last and index == len(fit.tables) - 1)
        wanted = fit.strip.take_columns(naturals) if shared else naturals
        form = table.format()
        widths = columns_for(wanted, fit.room - round(form.leftMargin()), fit.char)
        lengths = [QTextLength(QTextLength.Type.FixedLength, width) for width in widths]
        if lengths != form.columnWidthConstraints():
            form.setColumnWidthConstraints(lengths)
            table.setFormat(form)


def columns_for(naturals: Sequence[int], room: int, char: float) -> list[int]:
    """Widths of columns: as they would be; else squeezed, but not below what can be read; else as wide as is good."""
    room -= BETWEEN * (len(naturals) + 2)  # Qt has a pixel beyond the last one
    least = [min(natural, round(COMFORT * char)) for natural in naturals]
    if sum(naturals) <= room:
        return list(naturals)
    if sum(least) > room:
        return [min(natural, round(MOST * char)) for natural in naturals]
    share = (room - sum(least)) / (sum(naturals) - sum(least))
    return [low + int((natural - low) * share) for natural, low in zip(naturals, least, strict=True)]


def _level(table: QTextTable) -> None:
    """Put the first lines of all cells of a row on one line: formulas may be higher than the words beside them."""
    for row in range(table.rows()):
        cells = [table.cellAt(row, column) for column in range(table.columns())]
        ascents = [cell.firstCursorPosition().block().layout().lineAt(0).ascent() for cell in cells]
        for cell, ascent in zip(cells, ascents, strict=True):
            form = cell.format().toTableCellFormat()
            padding = CELL + max(ascents) - ascent
            if (form.topPadding() or CELL) != padding:
                form.setTopPadding(padding)
                cell.setFormat(form)


def band_of(document: QTextDocument, table: QTextTable) -> Band:
    """Where a table is, once it is laid out."""
    place_of = document.documentLayout().blockBoundingRect
    size = document.documentLayout().frameBoundingRect(table).size()
    first = [table.cellAt(row, 0) for row in range(table.rows())]
    paddings = [cell.format().toTableCellFormat().topPadding() or CELL for cell in first]
    tops = [place_of(cell.firstCursorPosition().block()).top() for cell in first]
    rows = [round(top - padding - BETWEEN) for top, padding in zip(tops, paddings, strict=True)]
    head = [table.cellAt(0, column).firstCursorPosition().block() for column in range(table.columns())]
    columns = sorted(round(place_of(block).left() - CELL - BETWEEN) for block in head)
    wide, bottom = round(size.width()), rows[0] + round(size.height())  # the table's margin is in its width
    return Band(rows[0], bottom, wide, [*rows, bottom - BETWEEN], [*columns, wide - BETWEEN])


def bands_of(document: QTextDocument, fit: Fit) -> list[Band]:
    """Where tables and formulas are, once they are laid out, from top to bottom."""
    document.documentLayout().documentSize()  # has Qt lay everything out
    for table, naturals in fit.tables:
        if not naturals:
            _level(table)
    tables = [band_of(document, table) for table, _ in fit.tables]
    return sorted([*tables, *(_band_of_formula(document, fit.room, *display) for display in fit.displays)])


def _band_of_formula(document: QTextDocument, room: int, at: int, centered: bool) -> Band:  # noqa: FBT001 - of a tuple
    """Where a formula is; one that does not fit begins at the left edge."""
    block = document.findBlock(at)
    look = block.blockFormat()
    rect = document.documentLayout().blockBoundingRect(block)
    wide = block.layout().lineAt(0).naturalTextWidth() + look.indent() * document.indentWidth() + look.leftMargin()
    side = Qt.AlignmentFlag.AlignHCenter if centered and wide <= room else Qt.AlignmentFlag.AlignLeft
    if look.alignment() != side:
        look = QTextBlockFormat(look)
        look.setAlignment(side)
        QTextCursor(block).setBlockFormat(look)
    return Band(rect.top(), rect.bottom(), wide)
