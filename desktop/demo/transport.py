"""The demonstration provider: speaks the wire format inside the process, with no port and no network."""

from __future__ import annotations

import asyncio
from functools import cached_property
from typing import TYPE_CHECKING, Any

import httpx

from desktop.demo import catalog, eyes, files, mirror
from desktop.demo.guide import Guide
from desktop.demo.request import ChatBody, Refused, read
from desktop.demo.stream import PIECES_PER_SECOND, Answer, encoded

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping

    from desktop.domain.picture import PictureFacts


class DemoTransport(httpx.AsyncBaseTransport):
    """Answers `GET …/models`, `GET …/key` and `POST …/chat/completions` below any base URL.

    No answer comes from a language model, and each says so.

    Args:
        help_pages: Markdown of the built-in help, by the name of its file.
        examine: Measures an encoded picture. May raise `AttachmentFailure`.
        pace: Multiplies the waits between the pieces of a streamed answer; 0 sends it all at once.
    """

    def __init__(
        self,
        help_pages: Mapping[str, str],
        examine: Callable[[bytes], Awaitable[PictureFacts]],
        *,
        pace: float = 1.0,
    ) -> None:
        self._help_pages = help_pages
        self._examine = examine
        self._interval = pace / PIECES_PER_SECOND

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        try:
            return await self._respond(request)
        except Refused as refused:
            return _json(refused.body(), refused.status)

    async def _respond(self, request: httpx.Request) -> httpx.Response:
        asked = request.method, request.url.path
        match asked:
            case "GET", path if path.endswith("/models"):
                return _json(catalog.models())
            case "GET", path if path.endswith("/endpoints"):
                return _json(catalog.endpoints(path.partition("/models/")[2].removesuffix("/endpoints")))
            case "GET", path if path.endswith("/key"):
                return _json(catalog.key())
            case "POST", path if path.endswith("/chat/completions"):
                return await self._chat(request)
        raise Refused(404, f"The demonstration has no {' '.join(asked)}.", "not_found")

    async def _chat(self, request: httpx.Request) -> httpx.Response:
        body = read(await request.aread())
        text = await self._text(body, request)
        answer = Answer(body.model, body.question, text.removeprefix(body.begun))
        if body.stream:
            events = PacedStream(answer.events(), self._interval)
            response = httpx.Response(200, headers={"Content-Type": "text/event-stream"}, stream=events)
        else:
            response = _json(answer.whole())
        response.headers["X-Generation-Id"] = answer.id
        return response

    async def _text(self, body: ChatBody, request: httpx.Request) -> str:
        if body.model == catalog.MIRROR:
            return mirror.explain(body, request.headers)
        said = files.told(body)
        if body.model == catalog.EYES:
            answer = await eyes.look(body.pictures, self._examine)
        else:
            answer = self._guide.answer(body.question)
        return f"{said}\n\n{answer}" if said else answer

    @cached_property
    def _guide(self) -> Guide:
        """Built with the first question: nobody else waits for the index."""
        return Guide(self._help_pages)


def _json(body: dict[str, Any], status: int = 200) -> httpx.Response:
    return httpx.Response(status, headers={"Content-Type": "application/json"}, content=encoded(body))


class PacedStream(httpx.AsyncByteStream):
    """Events one by one, `interval` seconds apart; ends as soon as it is closed or its reader is cancelled.

    An iterator and not a generator: an abandoned asynchronous generator complains under qasync 0.28.
    """

    def __init__(self, events: Iterable[bytes], interval: float) -> None:
        self._events = iter(events)
        self._interval = interval
        self._due: float | None = None

    def __aiter__(self) -> AsyncIterator[bytes]:
        return self

    async def __anext__(self) -> bytes:
        now = asyncio.get_running_loop().time()
        due = now if self._due is None else self._due
        await asyncio.sleep(max(0.0, due - now))
        self._due = due + self._interval
        for event in self._events:
            return event
        raise StopAsyncIteration

    async def aclose(self) -> None:
        self._events = iter(())
