"""How the programs that are dragged from and dropped on tell a test what happens to them."""

from __future__ import annotations

import json
import sys

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QWindow
from PySide6.QtTest import QTest


def say(**what):
    """Write one line of JSON."""
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


class DragTeller(QObject):
    """Says each time that a drag over a window of the program asks whether it may drop there."""

    def __init__(self, app):
        super().__init__(app)
        app.installEventFilter(self)

    def eventFilter(self, watched, event):  # noqa: N802 - Qt's name
        if event.type() == QEvent.Type.DragMove and isinstance(watched, QWindow):
            say(asked=True)
        return False


def show(window):
    """Show a window, and return when the window manager has put it where it is to be."""
    window.show()
    assert QTest.qWaitForWindowActive(window)
