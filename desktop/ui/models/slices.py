"""Long work on the window's thread, a few milliseconds at a time, so that every frame comes in time."""

from __future__ import annotations

from time import perf_counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

if TYPE_CHECKING:
    from collections.abc import Iterator

SLICE = 0.006  # seconds: what else there is to do has room in the same frame


class Slices(QObject):
    """One work at a time: a newer one takes the place of what is not done."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._steps: Iterator[None] = iter(())
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._go_on)

    def start(self, steps: Iterator[None], *, whole: bool) -> None:
        """Do all of it now when it is little, else begin in the next turn of the loop: this one has more to do."""
        self._steps = steps
        if whole:
            self._timer.stop()
            for _ in steps:
                pass
        else:
            self._timer.start(0)

    def _go_on(self) -> None:
        steps, end = self._steps, perf_counter() + SLICE
        for _ in steps:
            if steps is not self._steps or perf_counter() >= end:
                return
        if steps is self._steps:
            self._timer.stop()
