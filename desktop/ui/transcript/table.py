"""Tables in Qt's documents."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING, NamedTuple

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

from desktop.ui.transcript.inline import LINE, is_mirrored, isolated, named, runs_of
from desktop.ui.transcript.strip import AROUND, BETWEEN, CELL, Column, Sized
from desktop.ui.transcript.units import plain

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from markdown_it.token import Token
    from PySide6.QtGui import QTextTable, QTextTableCell

    from desktop.domain.parts import ImagePart
    from desktop.ui.transcript.inline import Run
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
        columns: Those of its head.
        mirrored: Whether it is read from right to left, as its head is; not with more columns than can be painted
            each by itself.
    """

    def __init__(self) -> None:
        self.rows: list[list[Cell]] = []
        self._head: list[Run] = []
        self.columns = 0

    def add(self, text: Token, opening: Token, *, seen: bool) -> None:
        """Add a cell, to the last row when it is `seen`: the head may be in the piece before."""
        if opening.type == "th_open":
            self._head += runs_of(text.children or [])
            self.columns += 1
        if seen and self.rows:
            self.rows[-1].append((text, opening))

    @property
    def mirrored(self) -> bool:
        return self.columns <= MOST_MIRRORED and is_mirrored(self._head)


def insert_table(
    cursor: QTextCursor,
    read: OpenTable,
    style: Style,
    margin: int,
    insert: Insert,
    depth: int = 0,
    *,
    pictures: Mapping[int, ImagePart],
) -> Sized:
    """Insert a table at the cursor, so many pixels from where it begins; `insert` writes the text of a cell.

    `depth`: in how many lists. Of `pictures`, by their places, those are shown that are named in it.
    """
    rows = [row for row in read.rows if row]
    columns = max(read.columns, *(len(row) for row in rows))
    table = cursor.insertTable(len(rows), columns, _table_format(margin, depth, mirrored=read.mirrored))
    sizes = [_Size()] * columns
    for line, row in enumerate(rows):
        for column, cell in enumerate(row):
            runs = _fill(table, table.cellAt(line, column), cell, style, insert)
            sizes[column] = sizes[column].joined(_size_of(runs, style, pictures))
    cursor.movePosition(QTextCursor.MoveOperation.End)
    last = QTextBlockFormat(style.sliver)
    last.setBottomMargin(style.under)
    cursor.setBlockFormat(last)
    cursor.setBlockCharFormat(small_print())
    known = [Column(ceil(size.wide) + AROUND, ceil(size.solid) + AROUND if size.solid else 0) for size in sizes]
    return Sized(table, known, any(size.drawn for size in sizes))


class _Size(NamedTuple):
    """Of text: how wide its widest line is, and what is drawn in it; whether anything is."""

    wide: float = 0.0
    solid: float = 0.0
    drawn: bool = False

    def joined(self, other: _Size) -> _Size:
        return _Size(max(self.wide, other.wide), max(self.solid, other.solid), self.drawn or other.drawn)


def _size_of(runs: Sequence[Run], style: Style, pictures: Mapping[int, ImagePart]) -> _Size:
    widest = line = solid = 0.0
    drawn = False
    for run in runs:
        (text, ink), wide = run, 0.0
        if image := pictures.get(ink.picture):
            text, wide, drawn = "", style.pictures.width_in_cell(image), True
        elif ink.picture:
            text, ink = named(run)
        elif ink.formula and style.formulas.is_unreadable(ink.formula):
            text, ink = plain(ink.formula), ink._replace(code=True)
        elif ink.formula:
            text, wide, drawn = "", style.formulas.width(ink), True
        solid = max(solid, wide)
        for number, part in enumerate(text.split(LINE)):
            line = (0 if number else line) + wide + style.metrics(ink).horizontalAdvance(part)
            widest = max(widest, line)
    return _Size(widest, solid, drawn)


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
