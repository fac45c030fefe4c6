"""Every shortcut there is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QLineEdit, QTreeWidget, QTreeWidgetItem

from desktop.ui.dialogs.frame import column_in, push_button, row_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtWidgets import QWidget

WIDTH, HEIGHT = 520, 480  # device-independent pixels at least


class ShortcutsDialog(QDialog):
    """A list of what can be done and its keys, which typing makes shorter."""

    def __init__(self, shortcuts: Iterable[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("shortcuts-dialog")
        self.setWindowTitle(self.tr("Shortcuts"))
        self._search = QLineEdit(self)
        self._search.setObjectName("shortcuts-search")
        self._search.setAccessibleName(self.tr("Search shortcuts"))
        self._search.setPlaceholderText(self.tr("Search"))
        self._search.textChanged.connect(self._filter)
        self._list = QTreeWidget(self)
        self._list.setObjectName("shortcuts-list")
        self._list.setAccessibleName(self.tr("Shortcuts"))
        self._list.setHeaderLabels([self.tr("Action"), self.tr("Keys")])
        self._list.setRootIsDecorated(False)
        self._list.addTopLevelItems([QTreeWidgetItem(list(pair)) for pair in shortcuts])
        self._list.ensurePolished()  # with the font and the room that the rows will have
        self._list.resizeColumnToContents(0)
        column = column_in(self)
        column.addWidget(self._search)
        column.addWidget(self._list, 1)
        column.addLayout(row_of(push_button(self, "shortcuts-close", self.tr("Close"), self.accept)))
        margins = column.contentsMargins()
        self.resize(max(WIDTH, self._widest() + margins.left() + margins.right()), HEIGHT)

    def _widest(self) -> int:
        """How wide the list is with its widest row, and a bar beside it."""
        columns = self._list.columnWidth(0) + self._list.sizeHintForColumn(1)
        return columns + self._list.verticalScrollBar().sizeHint().width() + 2 * self._list.frameWidth()

    def _filter(self, text: str) -> None:
        """Keep the rows in which every typed word occurs."""
        words = text.casefold().split()
        for row in range(self._list.topLevelItemCount()):
            item = self._list.topLevelItem(row)
            if item is not None:
                line = f"{item.text(0)} {item.text(1)}".casefold()
                item.setHidden(not all(word in line for word in words))
