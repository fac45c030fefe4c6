"""A button that copies, and says that it has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

from desktop.ui.buttons import PushButton
from desktop.ui.clipboard import put_on_clipboard

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

SAID = 1_200  # milliseconds for which it says so


class CopyButton(PushButton):
    """Puts a text on the clipboard; the text is made when it is wanted."""

    def __init__(self, words: str, text_of: Callable[[], str], parent: QWidget) -> None:
        super().__init__(words, parent)
        self._words = words
        self._text_of = text_of
        self._moment = QTimer(self)
        self._moment.setSingleShot(True)
        self._moment.setInterval(SAID)
        self._moment.timeout.connect(lambda: self.setText(self._words))
        self.clicked.connect(self._copy)

    def _copy(self) -> None:
        put_on_clipboard(self._text_of())
        said = QCoreApplication.translate("transcript", "Copied")
        self.setMinimumWidth(self.width())  # what is beside it stays where it is
        self.setText(said)
        self._moment.start()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, said))
