"""Where it is followed what the chat on view needs of its model."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import SignalInstance

    from desktop.services.workspace import Workspace

PAUSE = 400  # milliseconds in which nothing is typed: a long text and many models take a few


class NeedScreen(QObject):
    """Has it told, now and whenever it may be another.

    What is typed changes it at each key: it is told once typing rests, and before anything is done in the view that
    tells of it.
    """

    def __init__(self, view: QWidget, workspace: Workspace, typed: SignalInstance, tell: Callable[[], None]) -> None:
        super().__init__(view)
        self._view = view
        self._workspace = workspace
        self._tell = tell
        self._leave: Callable[[], None] = lambda: None  # another one for each chat
        self._typed = QTimer(self, singleShot=True, interval=PAUSE)
        self._typed.timeout.connect(tell)
        typed.connect(self._typed.start)
        for told in (workspace.intake.changed, workspace.weighing.changed, workspace.drafting.turned):
            told.connect(tell)
        workspace.opened.connect(self._opened)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._focused)
        self._opened()

    def _opened(self) -> None:
        self._leave()
        self._leave = self._workspace.chat.changed.connect(self._tell)
        self._tell()

    def _focused(self, _left: QWidget | None, now: QWidget | None) -> None:
        """Mice focus too before they do something."""
        if self._typed.isActive() and now is not None and self._view.isAncestorOf(now):
            self._typed.stop()
            self._tell()
