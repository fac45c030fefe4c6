"""Tables in Qt's documents."""

from __future__ import annotations

from math import ceil, inf
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QColor,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextFormat,
    QTextLength,
    QTextTableFormat,
)

from desktop.ui.transcript.formula_rules import OBJECT
from desktop.ui.transcript.inline import LINE, is_mirrored, isolated, runs_of
from desktop.ui.transcript.strip import BETWEEN, CELL

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from markdown_it.token import Token
    from PySide6.QtGui import QTextTable, QTextTableCell

    from desktop.ui.transcript.inline import Run
    from desktop.ui.transcript.strip import Sized
    from desktop.ui.transcript.style import Style

    Cell = tuple[Token, Token]  # its text and its opening
    Insert = Callable[[Sequence[Run], QTextCursor], None]

CELL_LINE = 115  # percent
DEPTH = QTextFormat.Property.UserProperty.value + 30  # of a table's format: in how many lists it stands
MOST_MIRRORED = 20  # columns
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute  # else Qt takes the left for where a line begins
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute
ALIGNMENTS = {"text-align:left": LEFT, "text-align:right": RIGHT, "text-align:center": Qt.AlignmentFlag.AlignHCenter}


def small_print() -> QTextCharFormat:
    """Of the empty paragraphs around a table, made as low as can be."""
    found = QTextCharFormat()
    found.setFontPointSize(1)
    return found


class OpenTable:
    """A table as far as it was read.

    Attributes:
        rows: Of each cell its text and its opening.
        mirrored: Whether it is read from right to left, as its head is; not with more columns than can be painted
            each by itself.
    """

    def __init__(self) -> None:
        self.rows: list[list[Cell]] = []
        self._head: list[Run] = []
        self._columns = 0

    def add(self, text: Token, opening: Token, *, seen: bool) -> None:
        """Add a cell, to the last row when it is `seen`: the head may be in the piece before."""
        if opening.type == "th_open":
            self._head += runs_of(text.children or [])
            self._columns += 1
        if seen and self.rows:
            self.rows[-1].append((text, opening))

    @property
    def mirrored(self) -> bool:
        return self._columns <= MOST_MIRRORED and is_mirrored(self._head)


def insert_table(
    cursor: QTextCursor, read: OpenTable, style: Style, margin: int, insert: Insert, depth: int = 0
) -> Sized:
    """Insert a table at the cursor, so many pixels from where it begins; `insert` writes the text of a cell.

    `depth`: in how many lists. Returns it with the widths that its columns would have, were there room enough.
    """
    rows = [row for row in read.rows if row]
    columns = max(len(row) for row in rows)
    table = cursor.insertTable(len(rows), columns, _table_format(margin, depth, mirrored=read.mirrored))
    wide = [0.0] * columns
    for line, row in enumerate(rows):
        for column, cell in enumerate(row):
            runs = _fill(table, table.cellAt(line, column), cell, style, insert)
            wide[column] = max(wide[column], _advance(runs, style))
    cursor.movePosition(QTextCursor.MoveOperation.End)
    last = QTextBlockFormat(style.sliver)
    last.setBottomMargin(style.under)
    cursor.setBlockFormat(last)
    cursor.setBlockCharFormat(small_print())
    known = [ceil(width) + 1 + 2 * CELL + BETWEEN for width in wide if width < inf]
    return table, known if len(known) == columns else ()


def _advance(runs: Sequence[Run], style: Style) -> float:
    """How wide runs are on one line; infinite when something in them is no text."""
    widest = line = 0.0
    for text, ink in runs:
        for number, part in enumerate(text.split(LINE)):
            line = (0 if number else line) + style.metrics(ink).horizontalAdvance(part)
            widest = max(widest, line)
    return inf if any(OBJECT in text for text, _ in runs) else widest


def _table_format(margin: int, depth: int, *, mirrored: bool) -> QTextTableFormat:
    found = QTextTableFormat()
    found.setBorder(0)  # painted as one grid: Qt's own lines, cell by cell, cost five times what the text does
    found.setBorderCollapse(False)
    found.setCellPadding(CELL)
    found.setCellSpacing(BETWEEN)
    found.setLeftMargin(margin)
    found.setProperty(DEPTH, depth)
    found.setWidth(QTextLength())
    found.setHeaderRowCount(1)
    # Qt only keeps note of that: see `bands`.
    found.setLayoutDirection(Qt.LayoutDirection.RightToLeft if mirrored else Qt.LayoutDirection.LeftToRight)
    return found


def _fill(table: QTextTable, cell: QTextTableCell, text: Cell, style: Style, insert: Insert) -> list[Run]:
    token, opening = text
    head = opening.type == "th_open"
    if head:
        ground = cell.format()
        ground.setBackground(QColor(style.theme.code))
        cell.setFormat(ground)
    cursor = cell.firstCursorPosition()
    block = QTextBlockFormat(style.paragraph(0, 0, 0))
    runs = runs_of(token.children or [], bold=head)
    block.setLineHeight(CELL_LINE, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    align = ALIGNMENTS.get(str(opening.attrGet("style")))
    if align is not None:
        block.setAlignment(align)
    elif is_from_right(table) and not is_mirrored(runs):
        block.setAlignment(Qt.AlignmentFlag.AlignRight)  # where the column begins
    cursor.setBlockFormat(block)
    insert(isolated(runs), cursor)
    return runs


def is_from_right(table: QTextTable) -> bool:
    """Whether a table is read from right to left."""
    return table.format().layoutDirection() == Qt.LayoutDirection.RightToLeft
