"""What the program's client makes of an answer."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import httpx

from desktop.api.client import Client
from desktop.domain.errors import Failure
from desktop.domain.message import Role
from desktop.domain.parts import TextPart
from desktop.domain.request import ChatRequest, OutgoingMessage

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable, Mapping

    from desktop.domain.delta import Delta
    from desktop.domain.message import Usage

HOST = "openrouter.ai"
BASE_URL = f"https://{HOST}/api/v1"
KEY = "sk-or-v1-" + "5e27" * 16
QUESTION = ChatRequest("some/model", (OutgoingMessage(Role.USER, (TextPart("hello"),)),))


@dataclass(slots=True)
class Heard:
    """An answer as a turn would fold it.

    Attributes:
        reads: How many lists of deltas came, empty ones included.
        arriving: What had come of a picture at each of them.
        failure: What ended it; None when it is complete.
    """

    deltas: list[Delta] = field(default_factory=list)
    reads: int = 0
    failure: Failure | None = None
    generation: str = ""
    arriving: list[int] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(delta.text for delta in self.deltas)

    @property
    def reasoning(self) -> str:
        return "".join(delta.reasoning for delta in self.deltas)

    @property
    def finish_reasons(self) -> set[str]:
        return {delta.finish_reason for delta in self.deltas} - {""}

    @property
    def usage(self) -> Usage | None:
        return next((delta.usage for delta in reversed(self.deltas) if delta.usage), None)

    @property
    def kind(self) -> str:
        """The failure's name, empty when the answer is complete."""
        return self.failure.kind if self.failure else ""


async def heard(client: Client, question: ChatRequest = QUESTION) -> Heard:
    """Ask, and listen to the end."""
    told = Heard()
    try:
        async with client.chat(question) as answer:
            told.generation = answer.generation
            async for deltas in answer:
                told.reads += 1
                told.deltas += deltas
                told.arriving.append(answer.arriving)
    except Failure as failure:
        told.failure = failure
    return told


class Played(httpx.AsyncBaseTransport):
    """Answers every request with the same chunks, and breaks off with an exception where one is given."""

    def __init__(
        self,
        chunks: Iterable[bytes],
        content_type: str = "text/event-stream",
        *,
        status: int = 200,
        headers: Mapping[str, str] | None = None,
        broken: Exception | None = None,
    ) -> None:
        self.requests: list[httpx.Request] = []
        self.closed = False
        self._chunks = list(chunks)
        self._status = status
        self._headers = {"content-type": content_type, **(headers or {})}
        self._broken = broken

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        await request.aread()
        self.requests.append(request)
        return httpx.Response(self._status, headers=self._headers, content=self._body())

    async def _body(self) -> AsyncIterator[bytes]:
        for chunk in self._chunks:
            yield chunk
        if self._broken:
            raise self._broken

    async def aclose(self) -> None:
        self.closed = True


async def no_blob(blob: str) -> bytes:
    raise AssertionError(f"nobody asked for {blob}")


def client_for(transport: httpx.AsyncBaseTransport, key: str = KEY) -> Client:
    return Client(BASE_URL, key, read_blob=no_blob, transport=transport)


async def played(
    *chunks: bytes,
    content_type: str = "text/event-stream",
    status: int = 200,
    headers: Mapping[str, str] | None = None,
    broken: Exception | None = None,
) -> Heard:
    """What is heard of an answer in these chunks."""
    transport = Played(chunks, content_type, status=status, headers=headers, broken=broken)
    return await heard(client_for(transport))
