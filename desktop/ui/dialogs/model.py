"""Choosing a model for one answer."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QLineEdit

from desktop.domain.query import Known, parse
from desktop.ui.browser.list_model import ModelListModel
from desktop.ui.browser.list_view import ModelList
from desktop.ui.browser.search_line import LONGEST
from desktop.ui.dialogs.frame import column_in
from desktop.ui.theme.labels import plain_label

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.domain.catalog import Catalog

WIDTH, HEIGHT = 520, 560
MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class ModelDialog(QDialog):
    """A search and the rows it finds; Return takes the selected one.

    Signals:
        chosen: Id of the model; the dialog closes by itself.
    """

    chosen = Signal(str)

    def __init__(self, catalog: Catalog, current: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("model-dialog")
        self.setWindowTitle(self.tr("Regenerate with another model"))
        self._known = Known(datetime.now(UTC).date())
        self._finder = catalog.finder
        self._rows = ModelListModel(self)
        self._list = ModelList(self._rows, self)
        self._list.setObjectName("model-dialog-list")
        self._list.taken.connect(self._take)
        self._search = self._make_search()
        self._empty = plain_label(self.tr("No model found"), self, muted=True)
        column = column_in(self)
        for widget in (self._search, self._empty, self._list):
            column.addWidget(widget)
        self.resize(WIDTH, HEIGHT)
        self._find("")
        self._rows.mark(current)
        self._search.setFocus()

    def _make_search(self) -> QLineEdit:
        search = QLineEdit(self)
        search.setObjectName("model-dialog-search")
        search.setAccessibleName(self.tr("Search models"))
        search.setPlaceholderText(self.tr("Search models"))
        search.setMaxLength(LONGEST)
        search.installEventFilter(self)
        search.textChanged.connect(self._find)
        search.returnPressed.connect(lambda: self._take(self._list.currentIndex()))
        return search

    def _find(self, text: str) -> None:
        found = self._finder.find(parse(text), self._known).models
        self._rows.show_models(found)
        self._empty.setVisible(not found)
        self._list.setCurrentIndex(self._rows.index(0))
        self._list.scrollToTop()

    def _take(self, index: QModelIndex) -> None:
        if model := self._rows.at(index.row()):
            self.accept()
            self.chosen.emit(model.id)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows move through the rows while the search has the keyboard."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in MOVES:
            return QCoreApplication.sendEvent(self._list, event)
        return super().eventFilter(watched, event)
