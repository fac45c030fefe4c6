"""Buttons that Return presses while they have the keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QPushButton, QToolButton

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

RETURN = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def _pressed(button: QAbstractButton, event: QKeyEvent) -> bool:
    """Press a button with Return, which Qt gives to the dialog's default button, or to none."""
    is_return = event.key() in RETURN and not event.isAutoRepeat()
    if is_return:
        button.click()
    return is_return


class PushButton(QPushButton):
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not _pressed(self, event):
            super().keyPressEvent(event)


class ToolButton(QToolButton):
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not _pressed(self, event):
            super().keyPressEvent(event)
