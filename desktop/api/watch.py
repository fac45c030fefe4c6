"""Clocks of a request, and the watchdog that keeps them."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING, TypeVar

from desktop.domain.errors import NoAnswer, Silence

if TYPE_CHECKING:
    from collections.abc import Awaitable

    from desktop.domain.errors import Failure


T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Clocks:
    """Seconds.

    Attributes:
        connect: Until there is a connection.
        headers: From the last byte that was sent to the end of the answer's headers, however they trickle.
        silence: Without a byte in mid-answer; comments and blanks are bytes.
        whole: For an answer that is one JSON document, in all: blanks would keep it alive for ever.
        tick: Between two looks at the other clocks.
    """

    connect: float = 10
    headers: float = 30
    silence: float = 60
    whole: float = 600
    tick: float = 1


class Watchdog:
    """Ends waiting for the network when one of the clocks has run out.

    One timer that looks once in a while, instead of one for each read: under qasync a cancelled timer lives on until
    it is due (reference/reliability.md §5.6). All waiting is done by the task that made the watchdog.
    """

    def __init__(self, clocks: Clocks, host: str) -> None:
        task = asyncio.current_task()
        if task is None:
            raise RuntimeError("a request belongs to a task")
        self._task = task
        self._loop = task.get_loop()
        self._host = host
        self._kind: type[Failure] = NoAnswer
        self._limit = clocks.headers
        self._end = float("inf")
        self._since: float | None = None  # when the wait began, or something moved in it; None outside of waits
        self._cancelled = 0  # how often others had cancelled the task by then
        self._bites = False
        self._tick = clocks.tick
        self._timer = self._loop.call_later(self._tick, self._look)

    async def wait(self, work: Awaitable[T]) -> T:
        """What `work` gives. Raises `NoAnswer`, later `Silence`, when it takes too long."""
        self._since = monotonic()
        self._cancelled = self._task.cancelling()
        try:
            return await work
        except asyncio.CancelledError:  # ours, or somebody else's? The same rule as in `asyncio.timeout`
            if self._bites and self._task.uncancel() <= self._cancelled:
                raise self._kind(host=self._host) from None
            raise
        finally:
            self._since = None
            self._bites = False

    def alive(self) -> None:
        """Something was sent: the wait begins again."""
        self._since = monotonic()

    def expect_body(self, silence: float, whole: float = float("inf")) -> None:
        """The headers are there. From now on `silence` counts from one read to the next, `whole` for all of them."""
        self._kind = Silence
        self._limit = silence
        self._end = monotonic() + whole

    def stop(self) -> None:
        self._timer.cancel()

    def _look(self) -> None:
        self._timer = self._loop.call_later(self._tick, self._look)
        if self._since is None or self._bites:
            return
        now = monotonic()
        if now - self._since >= self._limit or now >= self._end:
            self._bites = True
            self._task.cancel()
