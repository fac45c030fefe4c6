"""Characters without a shape, drawn as their numbers; in Qt's documents too each is one character."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPyTextObject, QTextCharFormat, QTextFormat

from desktop.domain.unseen import cover, shown_apart
from desktop.ui.transcript.directions import apart, can_be_apart
from desktop.ui.transcript.formula_object import GROUND, SOURCE
from desktop.ui.transcript.formula_rules import OBJECT
from desktop.ui.transcript.units import plain

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter, QTextCursor, QTextDocument

    from desktop.ui.transcript.style import Style

KIND = QTextFormat.ObjectTypes.UserObject.value + 2
SIZE = 0.66  # of the font of the text
AROUND = 2  # pixels on both sides of a number, and as many beside its frame
MOST = 40  # in a document, for Qt asks for each by itself: of what is hidden after that, only the places are marked
DRAWN = "drawn"  # property of a document: how many are


def clear(document: QTextDocument) -> None:
    """Take everything out of a document."""
    document.clear()
    document.setProperty(DRAWN, 0)


class UnseenObject(QPyTextObject):
    """Draws the hidden characters of all documents of one style."""

    def __init__(self, style: Style) -> None:
        super().__init__()
        self._color = QColor(style.theme.warning)
        self._font = QFont(style.mono)
        self._font.setPointSizeF(style.mono.pointSizeF() * SIZE)
        self._metrics = QFontMetricsF(self._font)
        self._height = QFontMetricsF(style.mono).ascent()

    def put(
        self, cursor: QTextCursor, text: str, look: QTextCharFormat | None = None, start: int = 0, *, code: bool = False
    ) -> None:
        """Insert a text from a place on at a cursor, its hidden characters as objects.

        What is inserted depends on the text before alone: added bit by bit, it ends as the whole does.
        """
        look = look or cursor.blockCharFormat()
        apartly = apart if code and can_be_apart(text) else str
        document = cursor.document()
        drawn = int(document.property(DRAWN) or 0)
        for part, hidden in shown_apart(text, start, code=code):
            if hidden and drawn == MOST:
                cursor.insertText(apartly(plain(cover(text)[start:])), look)
                break
            if hidden:
                cursor.insertText(OBJECT, _format(look, part))
                drawn += 1
            else:
                cursor.insertText(plain(apartly(part)), look)
            start += len(part)
        document.setProperty(DRAWN, drawn)

    def intrinsicSize(self, document: QTextDocument, position: int, form: QTextFormat) -> QSizeF:
        del document, position
        return QSizeF(self._metrics.horizontalAdvance(_number(form)) + 4 * AROUND, self._height)

    def drawObject(
        self, painter: QPainter, rect: QRectF | QRect, document: QTextDocument, position: int, form: QTextFormat
    ) -> None:
        del document, position
        if form.hasProperty(GROUND):
            painter.setOpacity(0)
            return
        box = QRectF(rect).adjusted(AROUND - 0.5, 0.5, 0.5 - AROUND, 0.5)
        painter.setPen(self._color)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box, AROUND, AROUND)
        painter.setFont(self._font)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, _number(form))
        painter.setOpacity(0)  # as formulas do


def _format(look: QTextCharFormat, hidden: str) -> QTextCharFormat:
    found = QTextCharFormat(look)
    found.setObjectType(KIND)
    found.setProperty(SOURCE, hidden)
    return found


def _number(form: QTextFormat) -> str:
    """As Unicode writes it, without the U+ before it."""
    return f"{ord(str(form.property(SOURCE))):04X}"
