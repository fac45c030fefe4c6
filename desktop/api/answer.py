"""An answer as it arrives: bytes → events → deltas, and the verdict on its end."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from desktop.api.sse import Events, Whole
from desktop.api.translate import Translation
from desktop.domain.errors import AnswerTooLarge, ConnectionLost, Failure, NotAnApi, UnreadableAnswer

if TYPE_CHECKING:
    from desktop.api.exchange import Exchange
    from desktop.domain.delta import Delta

MANY = 200  # events: reading more takes longer than a frame
LARGE = 4 * 1024 * 1024  # bytes of an event that take longer than a frame to be put together and decoded


class Answer:
    """Iterate once: a list of deltas for each read of the network, empty when only signs of life came.

    A read of many events makes several lists, with a break between them.

    Ends normally only when the endpoint said that the answer is complete; raises `Failure` otherwise, after all
    that could be read.

    Attributes:
        generation: The endpoint's id of the answer, known before its first word; empty when there is none.
    """

    def __init__(self, exchange: Exchange) -> None:
        """Raises `NotAnApi` for a web page."""
        content_type = exchange.headers.get("content-type", "").lower()
        if "html" in content_type:
            raise NotAnApi(host=exchange.faults.host)
        self.generation = exchange.faults.without_key(exchange.headers.get("x-generation-id", ""))
        self._exchange = exchange
        self._whole = "json" in content_type  # not asked for a stream, or the endpoint does not know how
        self._doubtful = not self._whole and "event-stream" not in content_type and content_type != ""
        self._parser = Whole() if self._whole else Events()
        self._translation = Translation(exchange.faults)
        self._unread: list[list[bytes]] = []  # events that have come, the last ones first
        self._ended = False
        self._verdict: Failure | None = None
        exchange.expect(whole=self._whole)

    @property
    def arriving(self) -> int:
        """About how many bytes have come of a picture that is on its way; 0 while none is."""
        return 0 if isinstance(self._parser, Whole) else self._parser.picture // 4 * 3

    def __aiter__(self) -> Answer:
        return self

    async def __anext__(self) -> list[Delta]:
        if not self._ended:
            cut = None
            if not self._translation.over:
                try:
                    if self._unread:
                        await asyncio.sleep(0)
                        return self._translation.deltas(self._unread.pop())
                    if chunk := await self._exchange.chunk():
                        if self._parser.held > LARGE and (b"\n" in chunk or b"\r" in chunk):
                            return await asyncio.to_thread(self._heard, chunk)
                        return self._heard(chunk)
                except Failure as failure:
                    cut = failure.at(self._exchange.faults.host)
            self._ended = True
            large = self._parser.held > LARGE
            rest = await asyncio.to_thread(self._rest, cut) if large else self._rest(cut)
            self._verdict = self._judged(cut)
            if rest:
                return rest
        if self._verdict:
            raise self._verdict
        raise StopAsyncIteration

    def _heard(self, chunk: bytes) -> list[Delta]:
        events = self._parser.feed(chunk)
        if len(events) > MANY:
            self._unread = [events[at : at + MANY] for at in range(0, len(events), MANY)][::-1]
            events = self._unread.pop()
        return self._translation.deltas(events)

    def _rest(self, cut: Failure | None) -> list[Delta]:
        """What is left when nothing more comes, for instance an event without the blank line behind it."""
        if isinstance(cut, AnswerTooLarge):
            return []
        events = self._parser.close()
        if self._whole:
            return self._translation.whole(events[0])
        return self._translation.deltas(events) + self._translation.rest()

    def _judged(self, cut: Failure | None) -> Failure | None:
        """Why the answer is not complete, None when it is, even if the connection broke behind its end."""
        reported = self._translation.failure
        if reported and not (cut and isinstance(reported, UnreadableAnswer)):
            return reported
        if self._translation.complete:
            return None
        unheard = self._doubtful and not self._translation.begun
        return cut or (NotAnApi if unheard else ConnectionLost)(host=self._exchange.faults.host)
