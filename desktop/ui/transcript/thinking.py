"""The reasoning of a message, cut into blocks as it arrives and as there is time."""

from __future__ import annotations

from time import thread_time

from desktop.domain.blocks import Growing
from desktop.ui.garbage import keep
from desktop.ui.transcript import pieces


class Thinking:
    """As much of a reasoning as was cut so far."""

    def __init__(self) -> None:
        self.growing = Growing()
        self._fed = 0  # characters

    def take(self, reasoning: str, *, streaming: bool) -> None:
        """Go on cutting: all that is new, or as much of it as there is time for; `streaming`: more may come."""
        until = thread_time() + pieces.CUTTING
        while self._fed < len(reasoning):
            self.growing.feed(reasoning[self._fed : self._fed + pieces.CUT])
            self._fed += pieces.CUT
            if thread_time() > until:
                keep()
                break
        self._fed = min(self._fed, len(reasoning))
        if not (streaming or self.left(reasoning)):
            self.growing.close()

    def left(self, reasoning: str) -> int:
        """Characters that are not cut yet."""
        return len(reasoning) - self._fed
