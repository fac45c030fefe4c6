"""How far the waiting for an answer is: always in exactly one phase."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.domain.errors import Failure


@dataclass(frozen=True, slots=True)
class Patience:
    """Clocks of a turn, in seconds."""

    quiet: float = 15  # without content before the person is told that the provider is queueing
    question: float = 300  # without content before the person is asked whether to go on
    tick: float = 1
    upload: float = 0.5  # after which a question that is still being sent is worth a word
    first_retry: float = 0.5  # doubled at the second; `Retry-After` wins
    longest_retry: float = 60  # a longer `Retry-After` is left to the person
    retries: int = 2  # only while no content has arrived (reference/openrouter-api.md §5.2)


@dataclass(frozen=True, slots=True)
class Sending:
    """Sending the question takes long: so many bytes are on their way, of so many."""

    taken: int
    whole: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """No content has come, for so many seconds once they are worth a word, else 0."""

    seconds: int = 0


@dataclass(frozen=True, slots=True)
class Asking:
    """No content has come for so many seconds that the person should say whether to go on."""

    seconds: int


@dataclass(frozen=True, slots=True)
class Retrying:
    """The last try failed; the next one begins in so many seconds, or has begun: 0."""

    failure: Failure
    seconds: int = 0


@dataclass(frozen=True, slots=True)
class Streaming:
    """Content comes; none has for so many seconds once they are worth a word, else 0."""

    silent: int = 0


@dataclass(frozen=True, slots=True)
class Receiving:
    """Of a picture so many bytes have come, and nothing of it can be shown yet; no more for so many seconds, if any."""

    size: int
    silent: int = 0


Phase = Sending | Waiting | Asking | Retrying | Streaming | Receiving


class Progress:
    """Knows the phase, and the clocks that change it.

    Args:
        changed: Called when there is another phase.

    Attributes:
        phase: What is going on.
    """

    def __init__(self, patience: Patience, changed: Callable[[], object]) -> None:
        self.phase: Phase = Waiting()
        self._patience = patience
        self._changed = changed
        self._usual: Waiting | Retrying | Streaming = Waiting()  # the phase while nothing takes long
        self._upload: Sending | None = None  # also before it takes long
        self._receiving = 0  # bytes
        self._started = time.monotonic()
        self._last_content = self._started

    @property
    def begun(self) -> bool:
        """Whether content has arrived."""
        return isinstance(self._usual, Streaming)

    @property
    def seconds(self) -> float:
        """How long this try takes so far: waiting for it was not the model's slowness."""
        return time.monotonic() - self._started

    @property
    def content_seconds(self) -> float:
        """How long it took until the last content so far."""
        return self._last_content - self._started

    def start(self) -> None:
        """A try begins."""
        self._started = time.monotonic()
        self.keep_waiting()

    def keep_waiting(self) -> None:
        """Count the silence from now: the person wants to go on, or another try begins."""
        self._last_content = time.monotonic()
        self._look()

    def sending(self, taken: int, whole: int) -> None:
        """The connection has taken so much of the question: no answer can be late yet."""
        self._upload = Sending(taken, whole) if taken < whole else None
        self.keep_waiting()

    def sent(self) -> None:
        """No more of the question is on its way, whether all of it was taken or not."""
        self._upload = None
        self._look()

    def content_arrived(self) -> None:
        self._usual = Streaming()
        self.keep_waiting()

    def receiving(self, size: int) -> None:
        """So many bytes have come of a picture; 0 when none is on its way, or none any more."""
        if size != self._receiving:
            self._receiving = size
            self.keep_waiting()

    async def count_down(self, failure: Failure, seconds: float) -> None:
        """Wait before another try, in sight; nothing is late before it begins."""
        until = self._last_content = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            self._usual = Retrying(failure, max(1, round(left)))
            self._look()
            await asyncio.sleep(min(left, self._patience.tick))
        self._usual = Retrying(failure)
        self._look()

    async def watch(self) -> None:
        """Look at the clocks until cancelled; comments on the wire do not count as content."""
        while True:
            await asyncio.sleep(self._patience.tick)
            self._look()

    def _look(self) -> None:
        """Find the phase, and tell when it is another one."""
        phase = self._found()
        if phase != self.phase:
            self.phase = phase
            self._changed()

    def _found(self) -> Phase:
        if self._upload is not None and self.seconds > self._patience.upload:
            return self._upload
        silent = time.monotonic() - self._last_content
        if silent < self._patience.quiet:
            return Receiving(self._receiving) if self._receiving else self._usual
        seconds = max(1, int(silent))
        if not self.begun and silent >= self._patience.question:
            return Asking(seconds)
        if self._receiving:
            return Receiving(self._receiving, seconds)
        return Streaming(seconds) if self.begun else Waiting(seconds)
