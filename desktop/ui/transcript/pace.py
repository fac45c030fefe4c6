"""How often an answer that grows is laid out: each time while that is cheap, less often when it is dear."""

from __future__ import annotations

from time import perf_counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.domain.blocks import Growing

    Growth = tuple[str, Growing, str, str, str]

DEAR = 4  # milliseconds of layout in a frame after which the next ones are left out …
REST = 12  # … for so many times as long …
LONGEST_REST = 250  # … but not for longer than this


class Pace(QObject):
    """Hands the newest growth on, and rests after what took long, so that the rest of the window stays quick."""

    def __init__(self, parent: QObject, show: Callable[[str, Growing, str, str, str], None]) -> None:
        super().__init__(parent)
        self._show = show
        self._late: Growth | None = None
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.timeout.connect(self.show_late)

    def offer(self, entry_id: str, growing: Growing, reasoning: str, waiting: str, thought: str) -> None:
        self._late = (entry_id, growing, reasoning, waiting, thought)
        if not self._rest.isActive():
            self.show_late()

    def show_late(self) -> None:
        """Show now what has been put off."""
        if self._late is None:
            return
        late, self._late = self._late, None
        started = perf_counter()
        self._show(*late)
        spent = 1000 * (perf_counter() - started)
        if spent > DEAR:
            self._rest.start(min(LONGEST_REST, round(spent * REST)))

    def forget(self) -> None:
        self._late = None
        self._rest.stop()
