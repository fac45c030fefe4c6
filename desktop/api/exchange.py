"""One request, and the bytes that come back."""

from __future__ import annotations

import asyncio
import zlib
from contextlib import asynccontextmanager
from functools import partial
from typing import TYPE_CHECKING, Any, cast

import httpx

from desktop.api.faults import HTTPX, is_web_page
from desktop.api.watch import Watchdog
from desktop.domain.errors import AnswerTooLarge, Failure, NotAnApi, UnreadableAnswer

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping

    from desktop.api.body import Body
    from desktop.api.faults import Faults
    from desktop.api.watch import Clocks

OK = 200
PACKINGS = ("gzip", "deflate")
BY_ITS_HEAD = 32 + zlib.MAX_WBITS  # zlib's number for either of them
PIECE = 64 * 1024  # bytes that are unpacked at once, as many as are read at once of what is not packed
ERROR_BODY = 64 * 1024  # bytes that are read of an answer that says no …
PARSED_MARK = b'"file_annotations"'
PARSED_BODY = 48 * 1024 * 1024  # … and of one that brings what was made of a PDF, which may have been paid for


class Exchange:
    """An answer whose headers have been read.

    Attributes:
        headers: Of the answer.
        faults: Makes the failures.
    """

    def __init__(self, response: httpx.Response, watchdog: Watchdog, clocks: Clocks, faults: Faults) -> None:
        self.headers = response.headers
        self.faults = faults
        self._response = response
        self._watchdog = watchdog
        self._clocks = clocks
        # The bare stream is two generators less for each token. Nothing was asked to be packed; what is, is unpacked.
        stream = cast("httpx.AsyncByteStream", response.stream)
        packed = response.headers.get("content-encoding", "").strip().lower() in PACKINGS
        self._next = aiter(_unpacked(stream) if packed else stream).__anext__

    def expect(self, *, whole: bool) -> None:
        """Start the clocks of the body, which is one document or goes on for as long as the model speaks."""
        self._watchdog.expect_body(self._clocks.silence, self._clocks.whole if whole else float("inf"))

    async def chunk(self) -> bytes:
        """What came with one read of the network, b"" at the end. Raises `Failure`."""
        try:
            return await self._watchdog.wait(self._next())
        except StopAsyncIteration:
            return b""
        except HTTPX as error:
            raise self.faults.of_exception(error) from None  # its text quotes what came, which may be our key

    async def document(self, most: int) -> bytes:
        """The whole body, without the key.

        Raises:
            NotAnApi: It is a web page.
            AnswerTooLarge: More than `most` bytes, however few were sent to say them.
            UnreadableAnswer: Nothing but blanks.
        """
        self.expect(whole=True)
        pieces = []
        left = most
        while piece := await self.chunk():
            pieces.append(piece)
            left -= len(piece)
            if left < 0:
                raise AnswerTooLarge(host=self.faults.host)
        body = b"".join(pieces)
        if is_web_page(self.headers, body):
            raise NotAnApi(host=self.faults.host)
        if not body.strip():
            raise UnreadableAnswer(host=self.faults.host)
        if len(body) > PIECE:  # looking through megabytes of escapes takes seconds
            return await asyncio.to_thread(self.faults.without_key_in, body)
        return self.faults.without_key_in(body)

    async def refusal(self) -> Failure:
        """What an answer other than 200 says, as far as its body can be had."""
        self._watchdog.expect_body(self._clocks.headers, self._clocks.headers)
        body = bytearray()
        most = ERROR_BODY
        try:
            while len(body) < most and (piece := await self.chunk()):
                body += piece
                if most == ERROR_BODY and PARSED_MARK in body:
                    most = PARSED_BODY
        except Failure:
            pass  # the status says enough
        told = partial(self.faults.of_response, self._response.status_code, self.headers, bytes(body[:most]))
        return await asyncio.to_thread(told) if len(body) > ERROR_BODY else told()

    async def close(self) -> None:
        """Close the connection, then let go of httpx's generators: in this order and in this task they end quietly."""
        await self._response.aclose()
        del self._next


@asynccontextmanager
async def exchange(
    transport: httpx.AsyncBaseTransport,
    url: httpx.URL,
    headers: Mapping[str, str],
    body: Body | None,
    clocks: Clocks,
    faults: Faults,
) -> AsyncIterator[Exchange]:
    """Ask, by POST where there is a body; the connection is closed on leaving, whatever happened. Raises `Failure`.

    The transport has no `AsyncClient` around it: nothing follows a redirection, keeps a cookie or changes a header.
    """
    watchdog = Watchdog(clocks, faults.host)
    try:
        response = await _sent(transport, _request(url, headers, body, watchdog), watchdog, clocks, faults)
        opened = Exchange(response, watchdog, clocks, faults)
        try:
            if "," in response.headers.get("content-encoding", ""):  # unpacking twice makes gigabytes of nothing
                raise UnreadableAnswer("content-encoding", host=faults.host)
            if response.status_code != OK:
                raise await opened.refusal()
            yield opened
        finally:
            await opened.close()
    finally:
        watchdog.stop()


async def _unpacked(stream: httpx.AsyncByteStream) -> AsyncIterator[bytes]:
    """Piece by piece, with a break behind each: a read of a few bytes may stand for megabytes."""
    unpacking = zlib.decompressobj(BY_ITS_HEAD)
    try:
        async for packed in stream:
            piece, rest = unpacking.decompress(packed, PIECE), unpacking.unconsumed_tail
            while piece:
                yield piece
                await asyncio.sleep(0)
                piece, rest = unpacking.decompress(rest, PIECE), unpacking.unconsumed_tail
    except zlib.error as error:
        raise httpx.DecodingError(str(error)) from None


def _request(url: httpx.URL, headers: Mapping[str, str], body: Body | None, watchdog: Watchdog) -> httpx.Request:
    if body is None:
        return httpx.Request("GET", url, headers=headers)
    headers = {**headers, "Content-Type": "application/json", "Content-Length": str(len(body))}
    return httpx.Request("POST", url, headers=headers, content=_watched(body, watchdog))


async def _sent(
    transport: httpx.AsyncBaseTransport, request: httpx.Request, watchdog: Watchdog, clocks: Clocks, faults: Faults
) -> httpx.Response:
    """The headers of the answer. Whatever happens before they are there, no connection stays open."""
    connections = []

    async def note(event: str, facts: Mapping[str, Any]) -> None:
        if event == "connection.connect_tcp.complete":
            connections.append(facts["return_value"])

    timeout = httpx.Timeout(None, connect=clocks.connect)  # the watchdog has the other clocks
    request.extensions |= {"timeout": timeout.as_dict(), "trace": note}
    try:
        return await watchdog.wait(transport.handle_async_request(request))
    except BaseException as error:
        for connection in connections:  # httpcore 1.0.9 forgets one whose TLS handshake is cancelled
            await connection.aclose()
        if isinstance(error, HTTPX):
            raise faults.of_exception(error) from None
        raise


async def _watched(body: Body, watchdog: Watchdog) -> AsyncIterator[bytes]:
    """A slow upload is alive as long as it moves."""
    async for piece in body:
        watchdog.alive()
        yield piece
    watchdog.alive()
