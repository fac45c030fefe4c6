"""Characters without a shape, drawn as their numbers; in Qt's documents too each is one character."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPyTextObject, QTextCharFormat, QTextFormat

from desktop.domain.unseen import cover, shown_apart
from desktop.ui.transcript.formula_object import SOURCE
from desktop.ui.transcript.formula_rules import OBJECT
from desktop.ui.transcript.units import plain

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter, QTextCursor, QTextDocument

    from desktop.ui.transcript.style import Style

KIND = QTextFormat.ObjectTypes.UserObject.value + 2
SIZE = 0.66  # of the font of the text
AROUND = 2  # pixels on both sides of a number, and as many beside its frame
MOST = 200  # in a text: of more than that only the places are marked


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
        """Insert a text from a place on at a cursor, its hidden characters as objects."""
        look = look or cursor.charFormat()
        parts = shown_apart(text, start, code=code)
        if sum(hidden for _, hidden in parts) > MOST:
            parts = [(cover(text)[start:], False)]
        for part, hidden in parts:
            if hidden:
                found = QTextCharFormat(look)
                found.setObjectType(KIND)
                found.setProperty(SOURCE, part)
                cursor.insertText(OBJECT, found)
            else:
                cursor.insertText(plain(part), look)

    def intrinsicSize(self, document: QTextDocument, position: int, form: QTextFormat) -> QSizeF:
        del document, position
        return QSizeF(self._metrics.horizontalAdvance(_number(form)) + 4 * AROUND, self._height)

    def drawObject(
        self, painter: QPainter, rect: QRectF | QRect, document: QTextDocument, position: int, form: QTextFormat
    ) -> None:
        del document, position
        box = QRectF(rect).adjusted(AROUND - 0.5, 0.5, 0.5 - AROUND, 0.5)
        painter.setPen(self._color)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box, AROUND, AROUND)
        painter.setFont(self._font)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, _number(form))
        painter.setOpacity(0)  # as formulas do


def _number(form: QTextFormat) -> str:
    """As Unicode writes it, without the U+ before it."""
    return f"{ord(str(form.property(SOURCE))):04X}"
