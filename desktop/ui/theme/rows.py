"""The row of a table below the pointer, lit as a whole: Qt lights the cell alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QHoverEvent
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

if TYPE_CHECKING:
    from PySide6.QtCore import QModelIndex, QPersistentModelIndex
    from PySide6.QtWidgets import QTableView

NOWHERE = -1


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
        table.verticalScrollBar().valueChanged.connect(self._find)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QHoverEvent) and event.type() != QEvent.Type.HoverLeave:
            self._move(round(event.position().y()))
        elif event.type() in {QEvent.Type.HoverLeave, QEvent.Type.Leave}:
            self._move(NOWHERE)
        return super().eventFilter(watched, event)

    def _move(self, y: int) -> None:
        self._y = y
        self._find()

    def _find(self) -> None:
        before, self.row = self.row, self._table.rowAt(self._y) if self._y >= 0 else NOWHERE
        for row in {before, self.row} if before != self.row else ():
            top, height = self._table.rowViewportPosition(row), self._table.rowHeight(row)
            self._table.viewport().update(0, top, self._table.viewport().width(), height)


class RowDelegate(QStyledItemDelegate):
    """Qt's own, with the whole row lit."""

    def __init__(self, table: QTableView) -> None:
        super().__init__(table)
        self._pointer = RowPointer(table)

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        super().initStyleOption(option, index)
        if index.row() == self._pointer.row:
            option.state |= QStyle.StateFlag.State_MouseOver
