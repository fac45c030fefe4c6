"""What is painted behind and beside the text of a piece, and where that is."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QTextCursor

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QTextBlock, QTextDocument

    from desktop.ui.transcript.document import Mark


class Decoration(NamedTuple):
    """A `Mark` with its place, relative to the document; of an item, the place of its first line's text."""

    kind: str
    rect: QRectF
    value: str = ""
    mirrored: bool = False  # the text runs from right to left


def decorations_of(document: QTextDocument, marks: Sequence[Mark], *, joined: bool) -> list[Decoration]:
    """What is painted behind and beside the text; `joined`: the next piece goes on with it."""
    layout = document.documentLayout()
    plain_ascent = QFontMetricsF(document.defaultFont()).ascent()
    decorations: list[Decoration] = []
    for mark in marks:
        block = document.findBlock(mark.start)
        first = layout.blockBoundingRect(block)
        mirrored = block.textDirection() == Qt.LayoutDirection.RightToLeft
        if mark.kind == "item":
            decorations.append(Decoration("item", _first_line(block, mark, plain_ascent), mark.value, mirrored))
        elif mark.kind not in {"link", "formula", "cite", "note", "ref", "alert"}:
            last = layout.blockBoundingRect(document.findBlock(mark.end))
            rect = QRectF(mark.left, first.top(), document.textWidth() - mark.left, last.bottom() - first.top())
            if mirrored:
                rect.moveRight(document.textWidth() - mark.left)
            if mark.kind == "quote" and joined:
                rect.setBottom(document.size().height())  # one bar with the piece below
            decorations.append(Decoration(mark.kind, rect, mark.value, mirrored))
    return decorations


def _first_line(block: QTextBlock, mark: Mark, plain_ascent: float) -> QRectF:
    """The first line of an item, of a table in it too; from where its text begins, whatever that begins with."""
    table = QTextCursor(block.next()).currentTable() if not block.text() else None
    if table is not None:
        block = table.cellAt(0, 0).firstCursorPosition().block()
    start, place = block.layout().lineAt(0), block.document().documentLayout().blockBoundingRect(block)
    line = start.naturalTextRect().translated(place.left(), place.top())
    line.setTop(line.top() + max(0, start.ascent() - plain_ascent))  # formulas are higher than words
    if block.textDirection() == Qt.LayoutDirection.LeftToRight:
        line.setLeft(mark.inset)
    return line
