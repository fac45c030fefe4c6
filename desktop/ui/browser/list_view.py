"""The rows of the browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView

from desktop.ui.browser.delegate import ModelDelegate
from desktop.ui.browser.model_menu import place_of_menu
from desktop.ui.row_list import RowList

if TYPE_CHECKING:
    from PySide6.QtGui import QContextMenuEvent, QKeyEvent
    from PySide6.QtWidgets import QWidget

    from desktop.ui.browser.list_model import ModelListModel

RETURN = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ModelList(RowList):
    """Models, one of which is selected.

    Signals:
        taken: Return or a double click on a row. Not Qt's `activated`, which some desktops send for a single click.
        menu_requested: The menu of a row is wanted at a place on the screen.
    """

    taken = Signal(QModelIndex)
    menu_requested = Signal(QModelIndex, QPoint)

    def __init__(self, rows: ModelListModel, parent: QWidget | None = None) -> None:
        super().__init__(rows, parent)
        self.setObjectName("model-list")
        self.setAccessibleName(self.tr("Models"))
        self.setItemDelegate(ModelDelegate(rows, self))
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.doubleClicked.connect(self.taken)

    def press_row(self, index: QModelIndex) -> None:
        self.taken.emit(index)

    def open_row_menu(self, index: QModelIndex, at: QPoint) -> None:
        self.menu_requested.emit(index, self.viewport().mapToGlobal(at))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in RETURN and self.currentIndex().isValid():
            self.taken.emit(self.currentIndex())
            event.accept()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        index, place = place_of_menu(self, event)
        if index.isValid():
            self.menu_requested.emit(index, place)
