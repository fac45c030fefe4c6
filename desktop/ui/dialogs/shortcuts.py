"""Every shortcut there is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QPushButton, QTreeWidget, QTreeWidgetItem, QVBoxLayout

from desktop.ui.theme.theme import SPACE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtWidgets import QWidget

WIDTH, HEIGHT = 520, 480


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
        self._list.setColumnWidth(0, WIDTH * 2 // 3)
        close = QPushButton(self.tr("Close"), self)
        close.setObjectName("shortcuts-close")
        close.setAccessibleName(close.text())
        close.setAutoDefault(False)
        close.clicked.connect(self.accept)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE * 2, SPACE * 2, SPACE * 2, SPACE * 2)
        column.setSpacing(SPACE)
        column.addWidget(self._search)
        column.addWidget(self._list, 1)
        column.addLayout(row)
        self.resize(WIDTH, HEIGHT)

    def _filter(self, text: str) -> None:
        """Keep the rows in which every typed word occurs."""
        words = text.casefold().split()
        for row in range(self._list.topLevelItemCount()):
            item = self._list.topLevelItem(row)
            if item is not None:
                line = f"{item.text(0)} {item.text(1)}".casefold()
                item.setHidden(not all(word in line for word in words))
