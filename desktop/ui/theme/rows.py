"""Rows as they are painted: that below the pointer lit whole, where Qt would light a cell, and texts cut to fit."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QMouseEvent, QStaticText
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop.ui.theme.theme import theme_of

if TYPE_CHECKING:
    from PySide6.QtCore import QModelIndex, QPersistentModelIndex
    from PySide6.QtGui import QFont, QPainter
    from PySide6.QtWidgets import QTableView

NOWHERE = -1
ROOMY = QRect(0, 0, 10_000, 10_000)  # in which nothing is cut
Elide = Qt.TextElideMode
FIGURE = re.compile(r"[^A-Za-z/ ]*\d[^A-Za-z/ ]*[KM]?")  # a number with its signs, as a word
NUMBERED = re.compile(r"(?<= )[^ ]*\d[^ ]* [^ ]+$")  # the last word of a name behind a version


class RowPointer(QObject):
    """Follows the pointer over a table, and has the rows painted anew that it leaves and comes to.

    Attributes:
        row: The row below the pointer, -1 for none.
    """

    def __init__(self, table: QTableView) -> None:
        super().__init__(table)
        self.row = self._y = NOWHERE
        self._table = table
        table.setMouseTracking(True)
        table.viewport().installEventFilter(self)
        table.verticalScrollBar().valueChanged.connect(self.find)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseMove:
            self._move(round(event.position().y()))
        elif event.type() == QEvent.Type.Leave:
            self._move(NOWHERE)
        return super().eventFilter(watched, event)

    def _move(self, y: int) -> None:
        self._y = y
        self.find()

    def find(self) -> None:
        """Look again which row is below the pointer: the rows may have moved."""
        before, self.row = self.row, self._table.rowAt(self._y) if self._y >= 0 else NOWHERE
        for row in {before, self.row} if before != self.row else ():
            top, height = self._table.rowViewportPosition(row), self._table.rowHeight(row)
            self._table.viewport().update(0, top, self._table.viewport().width(), height)


class FigureDelegate(QStyledItemDelegate):
    """Qt's own, with figures that are whole or not there."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        super().initStyleOption(option, index)
        if _is_word(option.text):  # Qt knows best how much room there is
            option.textElideMode = Elide.ElideMiddle
            return
        margins = 2 * (option.widget.style().pixelMetric(QStyle.PixelMetric.PM_FocusFrameHMargin) + 1)
        option.text = _cut(option.text, option.rect.width() - margins, option.fontMetrics, name=False)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        roomy = QStyleOptionViewItem(option)
        roomy.rect = ROOMY
        return super().sizeHint(roomy, index)


class RowDelegate(FigureDelegate):
    """The same, with the whole row lit."""

    def __init__(self, table: QTableView) -> None:
        super().__init__(table)
        self._pointer = RowPointer(table)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        if index.row() == self._pointer.row:
            painter.fillRect(option.rect, QColor(theme_of(option.palette).raised))
        super().paint(painter, option, index)


def laid_out(text: str, room: int, font: QFont, *, name: bool) -> QStaticText:
    """Plain text as far as there is room, ready to be painted."""
    words = QStaticText(_cut(text, room, QFontMetrics(font), name=name))
    words.setTextFormat(Qt.TextFormat.PlainText)
    words.prepare(font=font)
    return words


def _cut(text: str, room: int, metrics: QFontMetrics, *, name: bool) -> str:
    """The text as far as there is room. Of a name its end stays, with a number before it: names differ there too.

    No figure is cut, which would be another one: it stays whole, or goes. Of another word alone, such as an id, both
    ends stay.
    """
    if metrics.horizontalAdvance(text) <= room:
        return text
    if not name and _is_word(text):
        return metrics.elidedText(text, Elide.ElideMiddle, room)
    last = text.rpartition(" ")[2] if name else ""
    numbered = NUMBERED.search(text) if name else None
    if numbered and metrics.horizontalAdvance(numbered[0]) <= room // 2:
        last = numbered[0]
    elif metrics.horizontalAdvance(last) > room // 2:
        last = metrics.elidedText(last, Elide.ElideLeft, room // 4).lstrip("…")
    begun = metrics.elidedText(text, Elide.ElideRight, room - metrics.horizontalAdvance(last))
    if not name:
        begun = _whole_figures(text, begun.removesuffix("…")) + "…"
    return re.sub(r"[ .]*…$", "…", begun) + last  # four dots in a row, or dots that float, are hard to read


def _is_word(text: str) -> bool:
    return " " not in text and not FIGURE.fullmatch(text)


def _whole_figures(text: str, begun: str) -> str:
    """The beginning of a text without the piece of a figure at its end."""
    start, end = begun.rfind(" ") + 1, text.find(" ", len(begun))
    word = text[start : end if end >= 0 else None]
    return begun[:start] if len(begun) - start < len(word) and FIGURE.fullmatch(word) else begun
