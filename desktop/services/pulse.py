"""Many changes in, one flush per frame out."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

FRAME = 1 / 30  # seconds between flushes: faster than anyone reads, half the work of 60 a second
SAVE_AGAIN = 10.0  # seconds between tries to store what a full disk refused


class Pulse:
    """Calls `flush` at most once per `interval` seconds, however often `touch` is called meanwhile."""

    def __init__(self, flush: Callable[[], None], interval: float = FRAME) -> None:
        self._flush = flush
        self._interval = interval
        self._timer: asyncio.TimerHandle | None = None

    def touch(self) -> None:
        """Something changed: flush within one interval."""
        if self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(self._interval, self.flush)

    def flush(self) -> None:
        """Flush now, and forget the flush that was due."""
        self.close()
        self._flush()

    def close(self) -> None:
        """Forget the flush that was due, if any."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
