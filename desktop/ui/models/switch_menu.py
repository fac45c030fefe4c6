"""A menu in which several things are switched on and off at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

if TYPE_CHECKING:
    from PySide6.QtGui import QAction, QKeyEvent, QMouseEvent


class SwitchMenu(QMenu):
    """Stays open while the mouse or the space bar switches; Return switches and closes it, as in every menu."""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if not _switch(self.actionAt(event.position().toPoint())):
            super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() != Qt.Key.Key_Space or not _switch(self.activeAction()):
            super().keyPressEvent(event)


def _switch(action: QAction | None) -> bool:
    """Whether there was something to switch."""
    if action is None or not action.isCheckable():
        return False
    action.trigger()
    return True
