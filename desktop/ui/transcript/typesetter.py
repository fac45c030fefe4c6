"""Formulas laid out beside the window, and kept."""

from __future__ import annotations

import threading
from collections import OrderedDict, deque
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.ui.transcript.typeset import Drawing, typeset

if TYPE_CHECKING:
    from collections.abc import Iterable

KEPT = 2_000  # formulas: those of many screens, some megabytes
LINE = 1_000  # formulas that wait; the ones asked for first are given up, they are out of sight by then
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
        self._press = _Press()
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


class _Press:
    """The thread's half, without Qt: it ends when there is nothing to do, and never keeps the process from ending."""

    def __init__(self) -> None:
        self.done: deque[tuple[str, Drawing | None]] = deque()
        self.busy = False
        self._wanted: dict[str, None] = {}
        self._lock = threading.Lock()

    def ask(self, source: str) -> None:
        with self._lock:
            self._wanted.pop(source, None)
            self._wanted[source] = None
            if len(self._wanted) > LINE:
                del self._wanted[next(iter(self._wanted))]
            if not self.busy:
                self.busy = True
                threading.Thread(target=self._work, name="formulas", daemon=True).start()

    def _work(self) -> None:
        while source := self._next():
            self.done.append((source, typeset(source)))

    def _next(self) -> str:
        with self._lock:
            self.busy = bool(self._wanted)
            return self._wanted.popitem()[0] if self._wanted else ""
