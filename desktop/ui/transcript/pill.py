"""The small button that leads back to the end of a conversation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from desktop.ui.theme.theme import SPACE

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class Pill(QPushButton):
    """Shown while the reader is away from the end; says so when there is new text."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._viewport = parent
        self.setObjectName("transcript-new")
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._say(self.tr("↓ End"))
        self.hide()

    def _say(self, text: str) -> None:
        if text != self.text():
            self.setText(text)
            self.setAccessibleName(text.removeprefix("↓ "))
            self.place()

    def set_following(self, *, following: bool) -> None:
        """Hide at the end, show away from it."""
        if following:
            self.hide()
            self._say(self.tr("↓ End"))
        elif self.isHidden():
            self.show()
            self.place()

    def show_news(self) -> None:
        """Something was written below."""
        self._say(self.tr("↓ New text"))

    def place(self) -> None:
        """Bottom of the parent, in the middle."""
        self.adjustSize()
        room = self._viewport.size()
        self.move((room.width() - self.width()) // 2, room.height() - self.height() - SPACE)
