"""The list below the search line of what may stand at its cursor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QObject, QSize, Qt
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QCompleter, QListView

from desktop.domain.completion import complete
from desktop.domain.utf16 import in_units, part_of, width_of
from desktop.ui.figures import number
from desktop.ui.theme.theme import SPACE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desktop.ui.browser.search_line import SearchLine

TAKING = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)
OFFER_ROLE = Qt.ItemDataRole.UserRole


class Completer(QCompleter):
    """Offers keys and names while one types. Return takes an offer only when one is selected; Tab takes the first.

    Attributes:
        values: Names that occur, by key, and how often.
    """

    def __init__(self, line: SearchLine) -> None:
        super().__init__(line)
        self.values: Mapping[str, Mapping[str, int]] = {}
        self._line = line
        self._start = 0
        self._offers = QStandardItemModel(self)
        self.setModel(self._offers)
        self.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self.setWidget(line)
        self._popup = popup = QListView()
        self.setPopup(popup)
        popup.setObjectName(f"{line.objectName()}-offers")
        popup.setAccessibleName(self.tr("Completions"))
        popup.installEventFilter(self)  # after Qt's own filter, and so before it
        popup.clicked.connect(self._take)
        line.returnPressed.connect(popup.hide)

    def offer(self) -> None:
        """Show what may stand at the cursor; nothing when there is nothing or only what stands there."""
        text = self._line.text()
        completion = complete(text, len(part_of(text, 0, self._line.cursorPosition())), self.values)
        self._start = in_units(text, [(completion.start, completion.start)])[0][0]
        self._offers.clear()
        for offer, count in completion.offers.items():
            item = QStandardItem(offer if count is None else f"{offer} · {number(count)}")
            item.setData(offer, OFFER_ROLE)
            item.setSizeHint(QSize(0, self._line.fontMetrics().height() + SPACE))
            self._offers.appendRow(item)
        popup = self._popup
        if completion.offers and self._line.hasFocus():
            self.complete()
            popup.setCurrentIndex(QModelIndex())  # Qt selects the first one, and Return would take it
        else:
            popup.hide()

    def _take(self, index: QModelIndex) -> None:
        """Write an offer into the line; behind a whole condition the next one may begin."""
        self._popup.hide()
        offer = str(index.data(OFFER_ROLE))
        whole = not offer.endswith((":", "<", "="))
        line = self._line
        at_end = line.cursorPosition() == width_of(line.text())
        line.setSelection(self._start, line.cursorPosition() - self._start)
        line.insert(offer + " " * (whole and at_end))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in TAKING:
            selected = self._popup.currentIndex()
            if not selected.isValid() and event.key() == Qt.Key.Key_Tab:
                selected = self._popup.model().index(0, 0)
            if selected.isValid():
                self._take(selected)
                return True
        return super().eventFilter(watched, event)
