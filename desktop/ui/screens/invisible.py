"""What is said of characters that cannot be seen, until there are none any more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from desktop.ui.composer.seeing import see

if TYPE_CHECKING:
    from desktop.ui.chat_pane import ChatPane

INVISIBLE = "invisible"
PAUSE = 200  # milliseconds without typing, after which a text is looked at again


class InvisibleScreen(QObject):
    """Takes the notice away when the composer is emptied, or has no such characters any more."""

    def __init__(self, pane: ChatPane) -> None:
        super().__init__(pane)
        self._pane = pane
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self._look)
        pane.composer.text_changed.connect(self._text_changed)

    def _text_changed(self) -> None:
        if not self._pane.notices.shows(INVISIBLE):
            return
        if self._pane.composer.text():
            self._pause.start()
        else:
            self._pane.notices.remove_notice(INVISIBLE)

    def _look(self) -> None:
        text = self._pane.composer.text()
        see(self, text, lambda seen: self._tell(text, seen))

    def _tell(self, text: str, seen: str) -> None:
        if seen == text == self._pane.composer.text():
            self._pane.notices.remove_notice(INVISIBLE)
