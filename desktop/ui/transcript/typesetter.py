"""Formulas laid out beside the window, and kept."""

from __future__ import annotations

from collections import OrderedDict
from contextlib import suppress
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from desktop.domain.drawing import Drawing
    from desktop.system.press import Press

KEPT = 2_000  # formulas: those of many screens, some megabytes
GATHERED = 30  # milliseconds from the first formula that is done until all that are done by then are shown


class _Bell(QObject):
    """Rung on the thread of the press. An object of its own: the thread may outlive whoever listens."""

    rung = Signal()

    def ring(self) -> None:
        with suppress(RuntimeError):  # when the process ends, Qt's half of this goes before the thread
            self.rung.emit()


class Typesetter(QObject):
    """Knows formulas by their sources; those asked for last are laid out first.

    Args:
        press: Makes what lays them out, and rings whenever something is done.

    Signals:
        ready: Formulas that were asked for have been laid out.
    """

    ready = Signal()

    def __init__(self, press: Callable[[Callable[[], None]], Press]) -> None:
        super().__init__()
        self._known: OrderedDict[str, Drawing | None] = OrderedDict()
        self._closed = False
        bell = _Bell()
        bell.rung.connect(self._gather, Qt.ConnectionType.QueuedConnection)
        self._press = press(bell.ring)  # keeps the bell
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(GATHERED)
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
        return self._press.busy

    def ask(self, source: str) -> None:
        """Have a formula laid out, unless it is known."""
        if source not in self._known:
            self._press.ask(source)

    def close(self) -> None:
        """End the process; no formula is laid out any more."""
        self._closed = True  # the bell may have been rung already
        self._timer.stop()
        self._press.close()

    def _gather(self) -> None:
        if not (self._closed or self._timer.isActive()):
            self._timer.start()

    def _collect(self) -> None:
        self._known |= self._press.take()
        while len(self._known) > KEPT:
            self._known.popitem(last=False)
        self.ready.emit()
