"""All conversations, newest first, and the way to a new one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import QListView, QMenu, QPushButton, QVBoxLayout, QWidget

from desktop.ui.sidebar.conversations import ConversationListModel, Row
from desktop.ui.sidebar.delegate import ConversationDelegate
from desktop.ui.theme.style import icon
from desktop.ui.theme.theme import SPACE, theme_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtCore import QModelIndex, QPoint
    from PySide6.QtGui import QPaintEvent


ROW_KEYS = (Qt.Key.Key_F2, Qt.Key.Key_Delete)


class Sidebar(QWidget):
    """The list of conversations.

    Signals:
        opened: An id: clicked, or Return.
        new_requested: The button.
        rename_requested: An id and the title typed into its row (F2, a double click, the menu); "" clears it.
        delete_requested: An id (Delete, the menu).
    """

    opened = Signal(str)
    new_requested = Signal()
    rename_requested = Signal(str, str)
    delete_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = ConversationListModel(self)
        self._model.renamed.connect(self.rename_requested)
        self._new = QPushButton(self.tr("New chat"), self)
        self._new.setObjectName("new-chat")
        self._new.setAccessibleName(self.tr("New chat"))
        self._new.setToolTip(self.tr("New chat ({keys})").format(keys=_native(QKeySequence.StandardKey.New)))
        self._new.clicked.connect(self.new_requested)
        self._list = _List(self._model, self)
        self._list.activated.connect(self._open)
        self._list.clicked.connect(self._open)
        self._list.delete_pressed.connect(self._delete)
        self._list.customContextMenuRequested.connect(self._show_menu)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE, SPACE, SPACE, SPACE)
        column.setSpacing(SPACE)
        column.addWidget(self._new)
        column.addWidget(self._list, 1)
        self._tint()

    def set_conversations(self, rows: Iterable[tuple[str, str, str]]) -> None:
        """Show these: id, title ("" for none yet), and when it changed, in words."""
        self._model.set_rows(Row(*row) for row in rows)

    def set_current(self, conversation_id: str) -> None:
        """Mark the conversation on view, and go to its row unless the list is being used."""
        self._model.set_open(conversation_id)
        index = self._model.index_of(conversation_id)
        if not self._list.hasFocus() and not self._list.is_editing():
            mode = QItemSelectionModel.SelectionFlag.ClearAndSelect
            self._list.selectionModel().setCurrentIndex(index, mode)
            if index.isValid():
                self._list.scrollTo(index)

    def edit_title(self, conversation_id: str) -> None:
        """Open the editor in a conversation's row."""
        index = self._model.index_of(conversation_id)
        if index.isValid():
            self._list.setCurrentIndex(index)
            self._list.edit(index)

    def _open(self, index: QModelIndex) -> None:
        self.opened.emit(index.data(ConversationListModel.ID))

    def _delete(self) -> None:
        index = self._list.currentIndex()
        if index.isValid():
            self.delete_requested.emit(index.data(ConversationListModel.ID))

    def _show_menu(self, position: QPoint) -> None:
        index = self._list.indexAt(position)
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
        delete.triggered.connect(lambda: self.delete_requested.emit(conversation_id))
        menu.popup(self._list.viewport().mapToGlobal(position))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._tint()

    def _tint(self) -> None:
        self._new.setIcon(icon("plus", theme_of(self.palette())))


class _List(QListView):
    """A list that leaves typing to the composer."""

    delete_pressed = Signal()

    def __init__(self, model: ConversationListModel, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("conversation-list")
        self.setAccessibleName(self.tr("Chats"))
        self.setModel(model)
        self.setItemDelegate(ConversationDelegate(self))
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QListView.EditTrigger.EditKeyPressed | QListView.EditTrigger.DoubleClicked)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)

    def is_editing(self) -> bool:
        return self.state() == QListView.State.EditingState

    def event(self, event: QEvent) -> bool:
        """F2 belongs to the row, although the window has it too, for the conversation on view."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and event.key() in ROW_KEYS:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete:
            self.delete_pressed.emit()
        elif event.text().strip() and event.text().isprintable():
            event.ignore()  # goes up to the window, which types it into the composer
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.model().rowCount() == 0:
            painter = QPainter(self.viewport())
            painter.setPen(QColor(theme_of(self.palette()).muted))
            words = self.tr("Chats are listed here.")
            painter.drawText(self.viewport().rect(), Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, words)
            painter.end()


def _native(key: QKeySequence.StandardKey) -> str:
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)
