"""Rows as they are painted: that below the pointer lit whole, where Qt would light a cell, and texts cut to fit."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QColor, QFontMetrics, QMouseEvent, QStaticText
from PySide6.QtWidgets import QStyledItemDelegate

from desktop.ui.theme.theme import theme_of

if TYPE_CHECKING:
    from PySide6.QtCore import QModelIndex, QPersistentModelIndex
    from PySide6.QtGui import QFont, QPainter
    from PySide6.QtWidgets import QStyleOptionViewItem, QTableView

NOWHERE = -1
Elide = Qt.TextElideMode
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


class RowDelegate(QStyledItemDelegate):
    """Qt's own, with the whole row lit."""

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
    """The text as far as there is room. Of a name its end stays, with a number before it: names differ there too."""
    if metrics.horizontalAdvance(text) <= room:
        return text
    last = text.rpartition(" ")[2] if name else ""
    numbered = NUMBERED.search(text) if name else None
    if numbered and metrics.horizontalAdvance(numbered[0]) <= room // 2:
        last = numbered[0]
    elif metrics.horizontalAdvance(last) > room // 2:
        last = metrics.elidedText(last, Elide.ElideLeft, room // 4).lstrip("…")
    begun = metrics.elidedText(text, Elide.ElideRight, room - metrics.horizontalAdvance(last))
    return re.sub(r"[ .]*…$", "…", begun) + last  # four dots in a row, or dots that float, are hard to read
