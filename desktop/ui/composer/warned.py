"""What speaks against sending what the composer holds: a sentence with a sign before it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.ui.theme.labels import plain_label
from desktop.ui.theme.sign import Sign
from desktop.ui.theme.style import ICON, icon, tint
from desktop.ui.theme.theme import SPACE

if TYPE_CHECKING:
    from desktop.ui.theme.theme import Theme


class Warned(QWidget):
    """Takes no room while there is nothing to say; told to those who listen when it comes, not when it changes."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._sign = Sign(self)
        self._words = plain_label("", self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE)
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._words, 1)
        tint(self, self._tint)
        self.hide()

    def say(self, text: str) -> None:
        before = self._words.text()
        self._words.setText(text)
        self.setVisible(bool(text))
        if text and not before:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))

    def _tint(self, theme: Theme) -> None:
        drawing = icon("warning", theme, theme.warning)
        self._sign.set_pixmap(drawing.pixmap(QSize(ICON, ICON), self.devicePixelRatio()))
