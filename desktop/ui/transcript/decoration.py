"""What is painted behind and beside the text of a piece, and where that is."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPen, QTextCursor

from desktop.ui.theme.theme import RADIUS, SPACE
from desktop.ui.transcript.picture_object import begins_with_picture

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QTextBlock, QTextDocument

    from desktop.ui.transcript.filled import Mark
    from desktop.ui.transcript.rows import Paint


BAR = 3  # pixels of the bar beside a quote and beside the message that has the keyboard
OVERLAP = 2  # of the rounded ends of two bars that are to look like one
BOX = 14  # of a task
DOT = 2.5  # radius of a bullet
FAR = 200  # room for the number of an item


class Decoration(NamedTuple):
    """A `Mark` with its place, relative to the document; of an item, the place of its first line's text."""

    kind: str
    rect: QRectF
    value: str = ""
    mirrored: bool = False  # the text runs from right to left


def decorations_of(document: QTextDocument, marks: Sequence[Mark], end: float = 0) -> list[Decoration]:
    """What is painted behind and beside the text; a quote that goes on in the next piece has its bar down to `end`."""
    layout = document.documentLayout()
    plain_ascent = QFontMetricsF(document.defaultFont()).ascent()
    decorations: list[Decoration] = []
    for mark in marks:
        block = document.findBlock(mark.start)
        first = layout.blockBoundingRect(block)
        mirrored = block.textDirection() == Qt.LayoutDirection.RightToLeft
        if mark.kind == "item":
            decorations.append(Decoration("item", _first_line(block, mark, plain_ascent), mark.value, mirrored))
        elif mark.kind not in {"link", "formula", "cite", "note", "ref", "alert", "picture"}:
            last = layout.blockBoundingRect(document.findBlock(mark.end))
            rect = QRectF(mark.left, first.top(), document.textWidth() - mark.left, last.bottom() - first.top())
            if mirrored:
                rect.moveRight(document.textWidth() - mark.left)
            if mark.kind == "quote" and end and mark.end >= document.lastBlock().position():
                rect.setBottom(end + OVERLAP)  # one bar with the piece below
            decorations.append(Decoration(mark.kind, rect, mark.value, mirrored))
    return decorations


def _first_line(block: QTextBlock, mark: Mark, plain_ascent: float) -> QRectF:
    """The first line of an item, of a table in it too; from where its text begins, whatever that begins with."""
    table = QTextCursor(block.next()).currentTable() if not block.text() else None
    if table is not None:
        block = table.cellAt(0, 0).firstCursorPosition().block()
    start, place = block.layout().lineAt(0), block.document().documentLayout().blockBoundingRect(block)
    line = start.naturalTextRect().translated(place.left(), place.top())
    if begins_with_picture(block):
        line.setHeight(plain_ascent)
    else:
        line.setTop(line.top() + max(0, start.ascent() - plain_ascent))  # formulas are higher than words
    if block.textDirection() == Qt.LayoutDirection.LeftToRight:
        line.setLeft(mark.inset)
    else:
        line.setRight(block.document().textWidth() - mark.inset)
    return line


def paint_decoration(paint: Paint, decoration: Decoration) -> None:
    """Paint it in the document's coordinates."""
    painter, theme = paint.painter, paint.style.theme
    rect = decoration.rect
    painter.setPen(Qt.PenStyle.NoPen)
    if decoration.kind == "item":
        _paint_marker(paint, decoration)
    elif decoration.kind == "quote":
        painter.setBrush(QColor(getattr(theme, decoration.value or "border")))
        left = rect.right() - BAR if decoration.mirrored else rect.left()
        painter.drawRoundedRect(QRectF(left, rect.top(), BAR, rect.height()), 1, 1)
    elif decoration.kind == "rule":
        painter.fillRect(QRectF(rect.left(), round(rect.center().y()), rect.width(), 1), QColor(theme.border))
    else:
        painter.setBrush(QColor(theme.code))
        painter.drawRoundedRect(rect.adjusted(0, -SPACE, 0, SPACE), RADIUS, RADIUS)


def _paint_marker(paint: Paint, decoration: Decoration) -> None:
    """A bullet, a number or a box beside an item's first line, on the side where its text begins."""
    painter, style, line = paint.painter, paint.style, decoration.rect
    value = decoration.value
    middle = round(line.top() + line.height() * 0.54)
    edge = line.right() + style.beside if decoration.mirrored else line.left() - style.beside
    sign = 1 if decoration.mirrored else -1
    box, dot = style.scaled(BOX), DOT * style.scaled(100) / 100
    if value[0].isdigit():
        painter.setFont(style.body)
        painter.setPen(QColor(style.theme.muted))
        room = QRectF(edge if decoration.mirrored else edge - FAR, line.top(), FAR, line.height())
        if decoration.mirrored:  # its dot stands beyond it, and its end is the left one
            painter.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, value)
        painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    elif value[0] == "[":
        left = edge if decoration.mirrored else edge - box
        _paint_box_of_task(
            paint, QRectF(round(left) + 0.5, middle - box / 2 + 0.5, box - 1, box - 1), done=value == "[x]"
        )
    else:
        center = QPointF(edge + sign * dot * 2, middle)
        painter.setPen(QColor(style.theme.muted))
        painter.setBrush(Qt.BrushStyle.NoBrush if value == "◦" else QColor(style.theme.muted))
        if value == "▪":
            painter.drawRect(
                QRectF(center.x() - dot, center.y() - dot, 2 * dot, 2 * dot).adjusted(0.5, 0.5, -0.5, -0.5)
            )
        else:
            painter.drawEllipse(center, dot, dot)


def _paint_box_of_task(paint: Paint, box: QRectF, *, done: bool) -> None:
    painter, theme = paint.painter, paint.style.theme
    painter.setPen(QColor(theme.accent if done else theme.control))
    painter.setBrush(QColor(theme.accent) if done else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box, 3, 3)
    if done:
        painter.setPen(QPen(QColor(theme.on_accent), 1.6))
        corners = [(0.22, 0.52), (0.42, 0.72), (0.78, 0.28)]
        painter.drawPolyline([QPointF(box.left() + x * box.width(), box.top() + y * box.height()) for x, y in corners])
