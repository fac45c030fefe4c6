"""The rows of the sidebar: opened, renamed and deleted where they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import QListView, QMenu

from desktop.ui.menus import pop_up
from desktop.ui.row_list import RowList
from desktop.ui.sidebar.conversations import ConversationListModel, Row
from desktop.ui.sidebar.delegate import ConversationDelegate
from desktop.ui.theme.style import icon
from desktop.ui.theme.theme import theme_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtCore import QModelIndex, QPoint
    from PySide6.QtGui import QPaintEvent, QResizeEvent
    from PySide6.QtWidgets import QWidget

ROW_KEYS = (Qt.Key.Key_F2, Qt.Key.Key_Delete)


class ConversationList(RowList):
    """A list that leaves typing to the composer.

    Signals:
        opened: An id: clicked, or Return.
        renamed: An id and the title typed into its row (F2, a double click, the menu); "" clears it.
        deleted: An id (Delete, the menu).
        news_requested: A person wants to see what changed in the chat's model (the menu); carries the chat's id.
    """

    opened = Signal(str)
    renamed = Signal(str, str)
    deleted = Signal(str)
    news_requested = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        self._rows, self._known = ConversationListModel(parent), False
        super().__init__(self._rows, parent)
        self.setObjectName("conversation-list")
        self.setAccessibleName(self.tr("Chats"))
        self._rows.renamed.connect(self.renamed)
        self.setItemDelegate(ConversationDelegate(self))
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QListView.EditTrigger.EditKeyPressed | QListView.EditTrigger.DoubleClicked)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.activated.connect(self.press_row)
        self.clicked.connect(self.press_row)
        self.customContextMenuRequested.connect(lambda at: self.open_row_menu(self.indexAt(at), at))

    def set_conversations(self, rows: Iterable[Row]) -> None:
        self._known = True
        self._rows.set_rows(Row(*row) for row in rows)
        self.viewport().update()

    def set_current(self, conversation_id: str) -> None:
        self._rows.set_open(conversation_id)
        index = self._rows.open_row()
        if not self.hasFocus() and self.state() != QListView.State.EditingState:
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            if index.isValid():
                self.scrollTo(index)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt goes to the top while there is no room, as for a moment when the list is shown again."""
        super().resizeEvent(event)
        if event.oldSize().width() <= 0:
            self.scrollTo(self._rows.open_row())

    def edit_title(self, conversation_id: str) -> None:
        index = self._rows.index_of(conversation_id)
        if index.isValid():
            self.setCurrentIndex(index)
            self.edit(index)

    def press_row(self, index: QModelIndex) -> None:
        self.opened.emit(index.data(ConversationListModel.ID))

    def open_row_menu(self, index: QModelIndex, at: QPoint) -> None:
        if not index.isValid():
            return
        conversation_id = index.data(ConversationListModel.ID)
        theme = theme_of(self.palette())
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        rename = menu.addAction(icon("pencil", theme), self.tr("Rename"))
        rename.setShortcut(QKeySequence(Qt.Key.Key_F2))
        rename.triggered.connect(lambda: self.edit_title(conversation_id))
        delete = menu.addAction(icon("trash", theme), self.tr("Delete"))
        delete.setShortcut(QKeySequence(Qt.Key.Key_Delete))
        delete.triggered.connect(lambda: self.deleted.emit(conversation_id))
        if index.data(ConversationListModel.NEWS):
            news = menu.addAction(icon("table", theme), self.tr("What changed"))
            news.triggered.connect(lambda: self.news_requested.emit(conversation_id))
        pop_up(menu, self.viewport().mapToGlobal(at))

    def event(self, event: QEvent) -> bool:
        """F2 belongs to the row, although the window has it too, for the conversation on view."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and event.key() in ROW_KEYS:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete:
            if self.currentIndex().isValid():
                self.deleted.emit(self.currentIndex().data(ConversationListModel.ID))
        elif event.text().strip() and event.text().isprintable():
            event.ignore()  # goes up to the window, which types it into the composer
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._known and self._rows.rowCount() == 0:
            with QPainter(self.viewport()) as painter:  # an exception must not keep it alive
                painter.setPen(QColor(theme_of(self.palette()).muted))
                words = self.tr("Chats are listed here.")
                painter.drawText(self.viewport().rect(), Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, words)
