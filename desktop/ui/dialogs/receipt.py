"""All that is known of how an answer was made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QDialog, QTreeWidget, QTreeWidgetItem

from desktop.ui.clipboard import put_on_clipboard
from desktop.ui.dialogs.frame import column_in, copy_button, push_button, row_of
from desktop.ui.theme.theme import SPACE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QWidget

WIDTH, HIGHEST = 520, 560


class _Table(QTreeWidget):
    """Rows that are copied as lines; Qt's own table copies nothing but the cell that has the keyboard."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self._copy()
        else:
            super().keyPressEvent(event)

    def _copy(self) -> None:
        """The names and values of what is selected; of a single row the value alone."""
        items = [item for item in map(self.topLevelItem, range(self.topLevelItemCount())) if item and item.isSelected()]
        lines = [f"{item.text(0)}\t{item.text(1)}" for item in items] if len(items) > 1 else [i.text(1) for i in items]
        if lines:
            put_on_clipboard("\n".join(lines))


class ReceiptDialog(QDialog):
    """A table of names and values, whose rows can be selected and copied.

    Args:
        json: The same for programs.
    """

    def __init__(self, rows: Sequence[tuple[str, str]], json: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("receipt-dialog")
        self.setWindowTitle(self.tr("Receipt"))
        self._table = self._make_table(rows)
        copy = copy_button(self, "receipt-copy", self.tr("Copy as JSON"), lambda: json)
        close = push_button(self, "receipt-close", self.tr("Close"), self.accept)
        column = column_in(self)
        column.addWidget(self._table, 1)
        column.addLayout(row_of(copy, close))
        self._table.setFocus()

    def sizeHint(self) -> QSize:
        """High enough for all rows, unless they are very many."""
        rows = self._table.topLevelItemCount() * self._table.sizeHintForRow(0)
        return QSize(WIDTH, min(HIGHEST, rows + SPACE * 14))

    def _make_table(self, rows: Sequence[tuple[str, str]]) -> QTreeWidget:
        table = _Table(self)
        table.setObjectName("receipt-table")
        table.setAccessibleName(self.tr("Receipt"))
        table.setHeaderLabels([self.tr("Name"), self.tr("Value")])
        table.setHeaderHidden(True)
        table.setRootIsDecorated(False)
        table.setUniformRowHeights(True)
        table.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        for name, value in rows:
            item = QTreeWidgetItem([name, value])
            item.setForeground(0, self.palette().placeholderText())
            table.addTopLevelItem(item)
        table.setColumnWidth(0, WIDTH * 2 // 5)
        return table
