"""Formulas laid out beside the window, and kept."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.system.press import Press

if TYPE_CHECKING:
    from collections.abc import Iterable

    from desktop.system.typeset import Drawing

KEPT = 2_000  # formulas: those of many screens, some megabytes
GLANCE = 30  # milliseconds between looks at what is done


class Typesetter(QObject):
    """Knows formulas by their sources; those asked for last are laid out first.

    Signals:
        ready: Formulas that were asked for have been laid out.
    """

    ready = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._known: OrderedDict[str, Drawing | None] = OrderedDict()
        self._press = Press()
        self._timer = QTimer(self)
        self._timer.setInterval(GLANCE)
        self._timer.timeout.connect(self._collect)

    def look(self, source: str) -> Drawing | None:
        """The drawing of a formula; None when there is none yet or never will be."""
        if source not in self._known:
            return None
        self._known.move_to_end(source)
        return self._known[source]

    def knows(self, sources: Iterable[str]) -> bool:
        """Whether nothing more is to be waited for."""
        return all(source in self._known for source in sources)

    @property
    def waiting(self) -> bool:
        """Whether something that was asked for is still to come."""
        return self._timer.isActive()

    def ask(self, source: str) -> None:
        """Have a formula laid out, unless it is known."""
        if source not in self._known:
            self._press.ask(source)
            self._timer.start()

    def _collect(self) -> None:
        busy = self._press.busy
        found = False
        while self._press.done:
            source, drawing = self._press.done.popleft()
            self._known[source] = drawing
            found = True
        while len(self._known) > KEPT:
            self._known.popitem(last=False)
        if not busy:
            self._timer.stop()
        if found:
            self.ready.emit()
