"""Where the tables and formulas of a document are, and where they are seen: moved sideways, columns from the right."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QTextBlockFormat, QTextCursor, QTextFormat

from desktop.ui.transcript.strip import BETWEEN, CELL
from desktop.ui.transcript.table import is_from_right

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from PySide6.QtCore import QRect
    from PySide6.QtGui import QTextBlock, QTextDocument, QTextTable

    from desktop.ui.transcript.strip import Wide

THIN = 4  # pixels in which no text has room
BAR = 6  # pixels of room for the bar below what is too wide
_BARRED = QTextFormat.Property.UserProperty.value + 10  # of a paragraph's format: how much it has
ALL = 10**7  # pixels: more than any document has


class Column(NamedTuple):
    """A column that is seen elsewhere: where it is in the document, and how much further to the right it is seen."""

    left: float
    right: float
    by: float


class Band(NamedTuple):
    """A table or a formula in a document: where it is, and how far it reaches to the right; all in pixels.

    Attributes:
        rows: Where the lines of a table's grid are, from edge to edge.
        columns: Where its columns begin and end, from left to right as they are seen.
        moved: The columns of a table that is read from right to left: Qt lays them out from left to right.
    """

    top: float
    bottom: float
    wide: float
    rows: Sequence[float] = ()
    columns: Sequence[float] = ()
    moved: Sequence[Column] = ()

    def to_seen(self, x: float) -> float:
        """How much further to the right is seen what is there in the document."""
        return min(self.moved, key=lambda column: max(column.left - x, x - column.right)).by if self.moved else 0

    def to_document(self, x: float) -> float:
        """How much further to the right is in the document what is seen there."""
        if not self.moved:
            return 0
        return -min(self.moved, key=lambda column: max(column.left + column.by - x, x - column.right - column.by)).by


class Bands(NamedTuple):
    """The bands of a document from top to bottom, and the room they have in pixels."""

    every: Sequence[Band] = ()
    room: float = 0

    @property
    def wide(self) -> list[Band]:
        """Those that are wider than the room."""
        return [band for band in self.every if band.wide > self.room]

    def _at(self, y: float) -> Band | None:
        return next((band for band in self.every if band.top <= y < band.bottom), None)

    def _shifted(self, band: Band, shift: int) -> int:
        return shift if band.wide > self.room else 0

    def inside(self, point: QPointF, shift: int) -> QPointF:
        """Where in the document is what is seen at a point, once wide bands are moved so far to the left."""
        band = self._at(point.y())
        if band is None:
            return point
        x = point.x() + self._shifted(band, shift)
        return QPointF(x + band.to_document(x), point.y())

    def outside(self, rect: QRect, shift: int) -> QRect:
        """Where a rectangle of the document is seen."""
        band = self._at(rect.center().y())
        if band is None:
            return rect
        return rect.translated(round(band.to_seen(rect.center().x())) - self._shifted(band, shift), 0)

    def starts(self, y: float) -> Sequence[float]:
        """Where in the document text begins at a height: in each column of a table."""
        band = self._at(y)
        if band is None or not band.rows:
            return (0,)
        return [x + BETWEEN + CELL for x in [column.left for column in band.moved] or band.columns[:-1]]

    def parts(self, shift: int) -> Iterator[tuple[QRectF, float]]:
        """The document from top to bottom, in parts that are painted in one: how far to the right each is seen."""
        y = 0.0
        for band in self.every:
            by = -self._shifted(band, shift)
            if not by and not band.moved:
                continue
            if band.top - y > THIN:  # Qt would draw all that touches it
                yield QRectF(-ALL, y, 2 * ALL, band.top - y), 0
            height = band.bottom - band.top
            for column in band.moved or (Column(-ALL, ALL, 0),):
                yield QRectF(column.left, band.top, column.right - column.left, height), column.by + by
            y = band.bottom
        yield QRectF(-ALL, y, 2 * ALL, ALL), 0


NO_BANDS = Bands()


def bands_of(document: QTextDocument, wide: Wide, room: int) -> Bands:
    """Where tables and formulas are, once they are laid out."""
    document.documentLayout().documentSize()  # has Qt lay everything out
    for table, _, drawn in wide.tables:
        if drawn:
            _level(table)
    formulas = [document.findBlock(at) for at, _ in wide.formulas]
    for block, (_, centered) in zip(formulas, wide.formulas, strict=True):
        _place(block, room, _width_of(block), centered=centered)
    tables = [_band_of_table(document, room, table) for table, _, _ in wide.tables]
    return Bands(sorted([*tables, *map(_band_of_formula, formulas)]), room)


def _level(table: QTextTable) -> None:
    """Put the first lines of all cells of a row on one line: formulas may be higher than the words beside them."""
    at_once = QTextCursor(table.document())
    at_once.beginEditBlock()  # else Qt lays the table out again for each cell
    try:
        for row in range(table.rows()):
            cells = [table.cellAt(row, column) for column in range(table.columns())]
            ascents = [cell.firstCursorPosition().block().layout().lineAt(0).ascent() for cell in cells]
            for cell, ascent in zip(cells, ascents, strict=True):
                form = cell.format().toTableCellFormat()
                padding = CELL + max(ascents) - ascent
                if (form.topPadding() or CELL) != padding:
                    form.setTopPadding(padding)
                    cell.setFormat(form)
    finally:
        at_once.endEditBlock()


def _band_of_table(document: QTextDocument, room: int, table: QTextTable) -> Band:
    place_of = document.documentLayout().blockBoundingRect
    size = document.documentLayout().frameBoundingRect(table).size()
    first = [table.cellAt(row, 0) for row in range(table.rows())]
    paddings = [cell.format().toTableCellFormat().topPadding() or CELL for cell in first]
    tops = [place_of(cell.firstCursorPosition().block()).top() for cell in first]
    rows = [round(top - padding - BETWEEN) for top, padding in zip(tops, paddings, strict=True)]
    head = [table.cellAt(0, column).firstCursorPosition().block() for column in range(table.columns())]
    wide, bottom = round(size.width()), rows[0] + round(size.height())  # the table's margin is in its width
    columns = [*(round(place_of(block).left() - CELL - BETWEEN) for block in head), wide - BETWEEN]
    rows.append(bottom - BETWEEN)
    if not is_from_right(table):
        return Band(rows[0], bottom, wide, rows, columns)
    edges = columns[0] + columns[-1] + max(0, room - wide - columns[0])  # as far from the right as it was from the left
    moved = [Column(left, right, edges - right - left) for left, right in pairwise(columns)]
    return Band(rows[0], bottom, wide, rows, [edges - x for x in reversed(columns)], moved)


def _place(block: QTextBlock, room: int, wide: float, *, centered: bool) -> None:
    """Put a formula in the middle; one that does not fit begins at the left edge and leaves room for its bar."""
    look = QTextBlockFormat(block.blockFormat())
    fits = wide <= room
    look.setAlignment(Qt.AlignmentFlag.AlignHCenter if centered and fits else Qt.AlignmentFlag.AlignLeft)
    room_for_bar = 0 if fits else BAR
    if look.intProperty(_BARRED) != room_for_bar:
        look.setBottomMargin(look.bottomMargin() + room_for_bar - look.intProperty(_BARRED))
        look.setProperty(_BARRED, room_for_bar)
    if look != block.blockFormat():
        QTextCursor(block).setBlockFormat(look)


def _width_of(block: QTextBlock) -> float:
    look, document = block.blockFormat(), block.document()
    document.documentLayout().blockBoundingRect(block)  # has Qt lay it out
    return block.layout().lineAt(0).naturalTextWidth() + look.indent() * document.indentWidth() + look.leftMargin()


def _band_of_formula(block: QTextBlock) -> Band:
    rect = block.document().documentLayout().blockBoundingRect(block)
    return Band(rect.top(), rect.bottom(), _width_of(block))
