"""The mouse wheel as steps: some turn by an eighth of a notch at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtGui import QWheelEvent

NOTCH = 120  # eighths of a degree


class Notches:
    """Adds up turns until they make a whole notch."""

    def __init__(self) -> None:
        self._turned = 0

    def turned(self, event: QWheelEvent) -> int:
        """Whole notches that a turn completes; positive away from the person. The event is used up."""
        event.accept()
        delta = event.angleDelta().y()
        if delta * self._turned < 0:
            self._turned = 0
        self._turned += delta
        steps = int(self._turned / NOTCH)
        self._turned -= steps * NOTCH
        return steps
