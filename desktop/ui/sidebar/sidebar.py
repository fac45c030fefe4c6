"""All conversations, newest first, and the way to a new one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.ui.buttons import PushButton
from desktop.ui.theme.style import icon, tint
from desktop.ui.theme.theme import SPACE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from desktop.ui.sidebar.conversations import Row
    from desktop.ui.theme.theme import Theme


class Sidebar(QWidget):
    """The list of conversations.

    Signals:
        opened: An id: clicked, or Return.
        new_requested: The button.
        rename_requested: An id and the title typed into its row (F2, a double click, the menu); "" clears it.
        delete_requested: An id (Delete, the menu).
        news_requested: A person wants to see what changed in the chat's model (the menu); carries the chat's id.
    """

    opened = Signal(str)
    new_requested = Signal()
    rename_requested = Signal(str, str)
    delete_requested = Signal(str)
    news_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._new = PushButton(self.tr("New chat"), self)
        self._new.setObjectName("new-chat")
        self._new.setAccessibleName(self.tr("New chat"))
        self._new.setToolTip(self.tr("New chat ({keys})").format(keys=_native(QKeySequence.StandardKey.New)))
        self._new.clicked.connect(self.new_requested)
        self._place = QWidget(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE, SPACE, SPACE, SPACE)
        column.setSpacing(SPACE)
        column.addWidget(self._new)
        column.addWidget(self._place, 1)
        tint(self, self._tint)

    def furnish(self) -> None:
        """Make the list. After the first paint: it is empty still, and what draws lists takes 20 ms to import."""
        from desktop.ui.sidebar.list_view import ConversationList  # noqa: PLC0415 - see above

        self._list = ConversationList(self._place)
        self._list.opened.connect(self.opened)
        self._list.renamed.connect(self.rename_requested)
        self._list.deleted.connect(self.delete_requested)
        self._list.news_requested.connect(self.news_requested)
        inside = QVBoxLayout(self._place)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self._list)
        QWidget.setTabOrder(self._new, self._list)

    def set_conversations(self, rows: Iterable[Row]) -> None:
        """Show these."""
        self._list.set_conversations(rows)

    def set_current(self, conversation_id: str) -> None:
        """Mark the conversation on view, and go to its row unless the list is being used."""
        self._list.set_current(conversation_id)

    def edit_title(self, conversation_id: str) -> None:
        """Open the editor in a conversation's row."""
        self._list.edit_title(conversation_id)

    def _tint(self, theme: Theme) -> None:
        self._new.setIcon(icon("plus", theme))


def _native(key: QKeySequence.StandardKey) -> str:
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)
