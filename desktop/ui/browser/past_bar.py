"""Above a list that is not today's: of which day it is, and the way back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.ui.buttons import PushButton
from desktop.ui.figures import day_text
from desktop.ui.theme.labels import plain_label

if TYPE_CHECKING:
    from datetime import date


class PastBar(QWidget):
    """Takes no room while the list is today's.

    Signals:
        left: The person wants to go back to today.

    Attributes:
        back: The button that asks for that.
    """

    left = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._words = plain_label("", self)
        self._words.setObjectName("model-past")
        self._words.setProperty("kind", "warning")
        self.back = PushButton(self.tr("Back to today"), self)
        self.back.setObjectName("model-today")
        self.back.clicked.connect(self.left)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._words, 1)
        row.addWidget(self.back)
        self.hide()

    def show_day(self, day: date | None) -> None:
        """Say that the list is how it was at the end of a day; None: it is how it is."""
        self._words.setText(self.tr("As it was on {day}").format(day=day_text(day)) if day else "")
        self.setVisible(day is not None)
