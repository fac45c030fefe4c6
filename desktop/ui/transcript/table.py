"""Tables in Qt's documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextFrameFormat,
    QTextLength,
    QTextTableFormat,
)

from desktop.ui.transcript.inline import isolated, runs_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from markdown_it.token import Token
    from PySide6.QtGui import QTextTableCell

    from desktop.ui.transcript.inline import Run
    from desktop.ui.transcript.style import Style

    Cell = tuple[Token, Token]  # its text and its opening
    Insert = Callable[[Sequence[Run], QTextCursor], None]

CELL_LINE = 115  # percent
CELL = 6  # pixels around the text of a cell
ALIGNMENTS = {"text-align:right": Qt.AlignmentFlag.AlignRight, "text-align:center": Qt.AlignmentFlag.AlignHCenter}


def small_print() -> QTextCharFormat:
    """Of the empty paragraphs around a table, made as low as can be."""
    found = QTextCharFormat()
    found.setFontPointSize(1)
    return found


def insert_table(
    cursor: QTextCursor, rows: Sequence[Sequence[Cell]], style: Style, margin: int, insert: Insert
) -> None:
    """Insert a table at the cursor, so many pixels from the left; `insert` writes the text of a cell."""
    table = cursor.insertTable(len(rows), max(len(row) for row in rows), _table_format(style, margin))
    for line, row in enumerate(rows):
        for column, (text, opening) in enumerate(row):
            _fill(table.cellAt(line, column), text, opening, style, insert)
    cursor.movePosition(QTextCursor.MoveOperation.End)
    last = QTextBlockFormat(style.sliver)
    last.setBottomMargin(style.gap)
    cursor.setBlockFormat(last)
    cursor.setBlockCharFormat(small_print())


def _table_format(style: Style, margin: int) -> QTextTableFormat:
    found = QTextTableFormat()
    found.setBorder(1)
    found.setBorderCollapse(True)
    found.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    found.setBorderBrush(QBrush(QColor(style.theme.border)))
    found.setCellPadding(CELL)
    found.setCellSpacing(0)
    found.setLeftMargin(margin)
    found.setWidth(QTextLength())
    found.setHeaderRowCount(1)
    return found


def _fill(cell: QTextTableCell, token: Token, opening: Token, style: Style, insert: Insert) -> None:
    head = opening.type == "th_open"
    if head:
        ground = cell.format()
        ground.setBackground(QColor(style.theme.code))
        cell.setFormat(ground)
    cursor = cell.firstCursorPosition()
    block = QTextBlockFormat(style.paragraph(0, 0, 0))
    runs = runs_of(token.children or [], bold=head)
    if all(style.formulas.fits(ink, CELL_LINE) for _, ink in runs):
        block.setLineHeight(CELL_LINE, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    align = ALIGNMENTS.get(str(opening.attrGet("style")))
    if align is not None:
        block.setAlignment(align)
    cursor.setBlockFormat(block)
    insert(isolated(runs), cursor)
