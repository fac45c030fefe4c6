"""The Qt application: its name, its style, its colors as the system or the person wants them, and the first paint."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QEventLoop, QObject, QSize, Qt
from PySide6.QtWidgets import QApplication
from shiboken6 import delete

from desktop.ui.language import install
from desktop.ui.theme.style import FUSION, apply
from desktop.ui.theme.theme import DARK, LIGHT
from desktop.version import __version__

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

_SCHEME, _THEME = "parleyScheme", "parleyTheme"  # what is worn: as it was chosen, and as it came out
_ASKED = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}
FRAME = QSize(16, 40)  # device-independent pixels, which are not known before a window is shown
PAINT_WAIT = 2.0  # seconds: a window manager that never shows the window must not keep the program from starting


def make_application(scheme: str) -> QApplication:
    """The one application object, in a scheme's colors: see `wear`."""
    app = QApplication([*sys.argv[:1], *FUSION])
    app.setApplicationName("parley")
    app.setApplicationDisplayName("Parley")
    app.setApplicationVersion(__version__)
    app.setDesktopFileName("parley")
    app.setQuitOnLastWindowClosed(False)
    install(app)
    app.styleHints().colorSchemeChanged.connect(lambda _: _dress(app))
    wear(app, scheme)
    return app


def wear(app: QApplication, scheme: str) -> None:
    """Take on the light or the dark colors, or with "system" those that the system asks for now and later."""
    app.setProperty(_SCHEME, scheme)
    hints = app.styleHints()
    if scheme in _ASKED:  # where Qt can, the frames of windows go along
        hints.setColorScheme(_ASKED[scheme])
    else:
        hints.unsetColorScheme()
    _dress(app)


def _dress(app: QApplication) -> None:
    scheme = _ASKED.get(app.property(_SCHEME), app.styleHints().colorScheme())
    theme = DARK if scheme == Qt.ColorScheme.Dark else LIGHT
    if app.property(_THEME) != theme.name:
        app.setProperty(_THEME, theme.name)
        apply(app, theme)


def keep_on_screen(window: QWidget) -> None:
    """Make a window that was not shown yet no larger than the screen has room for, with a frame around it."""
    room = window.screen().availableSize() - FRAME
    window.resize(window.size().boundedTo(room.expandedTo(window.minimumSize())))


def free(window: QWidget) -> None:
    """Free the window before Python ends: Qt would do it later, and crash on what a screen reader was told about."""
    delete(window)


def paint(app: QApplication, window: QWidget) -> None:
    """Let Qt show and paint the window once, before any loop runs."""
    painted = _Painted(window)
    until = time.monotonic() + PAINT_WAIT
    while not painted.done and time.monotonic() < until:
        app.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)


class _Painted(QObject):
    """Notices the first paint event of a widget."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.done = False
        self._window = window
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self.done = True
            self._window.removeEventFilter(self)
        return super().eventFilter(watched, event)
