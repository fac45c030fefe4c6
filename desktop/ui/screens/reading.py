"""Where the way of reading meets the window: zoom by keys and wheel, the dialog, and saying the last words again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.ui.application import wear
from desktop.ui.dialogs.frame import open_dialog
from desktop.ui.dialogs.reading import ReadingDialog

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from desktop.services.preferences import Preferences
    from desktop.ui.main_window import MainWindow


class ReadingScreen(QObject):
    """Shows how the person reads, from the first moment of the window on."""

    def __init__(self, app: QApplication, window: MainWindow, preferences: Preferences) -> None:
        super().__init__(window)
        self._app = app
        self._scheme = preferences.reading.scheme  # worn since before the window was there
        self._window = window
        self._preferences = preferences
        preferences.changed.connect(self._show)
        for name, steps in (("larger", 1), ("smaller", -1), ("usual-size", 0)):
            window.actions_by_id[name].triggered.connect(lambda _checked=False, steps=steps: self.zoom(steps))
        window.actions_by_id["reading"].triggered.connect(lambda _checked=False: self.open())
        window.actions_by_id["repeat"].triggered.connect(lambda _checked=False: window.chat.transcript.herald.repeat())
        window.chat.transcript.zoom_wanted.connect(self.zoom)
        window.chat.composer.zoom_wanted.connect(self.zoom)
        self._show()

    def _show(self) -> None:
        reading = self._preferences.reading
        if reading.scheme != self._scheme:
            self._scheme = reading.scheme
            wear(self._app, reading.scheme)
        self._window.chat.set_reading(reading)

    def zoom(self, steps: int) -> None:
        """Larger or smaller by so many steps, 0 back to the usual size; and say which it is, also at the end."""
        self._preferences.zoom(steps)
        self._window.show_briefly(self.tr("Zoom {n} %").format(n=self._preferences.reading.zoom))

    def open(self) -> None:
        dialog = ReadingDialog(self._preferences.reading, self._window)
        dialog.changed.connect(self._preferences.read_as)
        open_dialog(dialog)
