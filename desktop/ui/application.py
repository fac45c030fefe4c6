"""The Qt application: its name, its style, and colors that follow the system while it runs."""

from __future__ import annotations

import sys

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desktop.ui.language import install
from desktop.ui.theme.style import apply
from desktop.ui.theme.theme import DARK, LIGHT
from desktop.version import __version__


def make_application() -> QApplication:
    """The one application object, in the colors that the system asks for now and later."""
    app = QApplication(sys.argv[:1])
    app.setApplicationName("parley")
    app.setApplicationDisplayName("Parley")
    app.setApplicationVersion(__version__)
    app.setDesktopFileName("parley")
    app.setQuitOnLastWindowClosed(False)
    install(app)
    app.styleHints().colorSchemeChanged.connect(lambda scheme: follow(app, scheme))
    follow(app, app.styleHints().colorScheme())
    return app


def follow(app: QApplication, scheme: Qt.ColorScheme) -> None:
    """Take on the system's scheme."""
    apply(app, DARK if scheme == Qt.ColorScheme.Dark else LIGHT)
