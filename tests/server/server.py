"""A real HTTP/1.1 server on a thread of its own, which does to the byte what a test tells it, however wrong that is."""

from __future__ import annotations

import asyncio
import contextlib
import json
import socket
import struct
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    import ssl
    from types import TracebackType

PREFIX = "/v1"
LONGEST_START = 10  # seconds; starting takes milliseconds


@dataclass(frozen=True, slots=True)
class Pause:
    """Do nothing for some seconds."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Cut:
    """End the connection: in order (FIN), or not (RST)."""

    reset: bool = False


@dataclass(frozen=True, slots=True)
class Stall:
    """Do nothing until the client has gone."""


Step = bytes | Pause | Cut | Stall
Script = Sequence[Step]


@dataclass(slots=True)
class Received:
    """A request as it came.

    Attributes:
        path: Without the prefix of the base URL, with the query.
        headers: Names in lower case.
        gone: Set when the client closed the connection before the script had ended.
        sent: Bytes written so far.
        finished: Set when the script has ended, by itself or because the client has gone.
    """

    method: str
    path: str
    headers: dict[str, str]
    body: bytes
    gone: threading.Event = field(default_factory=threading.Event)
    sent: int = 0
    finished: threading.Event = field(default_factory=threading.Event)

    def json(self) -> Any:
        return json.loads(self.body)


Handler = Script | Callable[[Received], Script]


class ScriptedServer:
    """Listens on 127.0.0.1 while its `with` block lasts.

    Attributes:
        requests: All that came, oldest first.
        connections: How many connections were accepted.
        greeted: Those that were greeted, without what they asked.
        base_url: What a client is given.
        port: Of 127.0.0.1.
    """

    def __init__(self, tls: ssl.SSLContext | None = None) -> None:
        self.requests: list[Received] = []
        self.connections = 0
        self.greeted: list[Received] = []
        self._tls = tls
        self._handlers: dict[tuple[str, str], list[Handler]] = {}
        self._greeting: Script | None = None
        self._hold: tuple[int, threading.Event] | None = None
        self._ready = threading.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stop = asyncio.Event()
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._socket.getsockname()[1])
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve()), name="scripted server", daemon=True)

    @property
    def origin(self) -> str:
        return f"{'https' if self._tls else 'http'}://127.0.0.1:{self.port}"

    @property
    def base_url(self) -> str:
        return self.origin + PREFIX

    @property
    def questions(self) -> list[Received]:
        """Those of the requests that ask a model."""
        return [request for request in self.requests if request.path == "/chat/completions"]

    def on(self, method: str, path: str, *handlers: Handler) -> None:
        """Answer with these scripts, one request after another; the last one stays. Anything else gets a 404."""
        self._handlers[method, path] = list(handlers)

    def greet(self, script: Script) -> None:
        """Play this on every new connection, without waiting for a request."""
        self._greeting = script

    def hold_bodies(self, after: int) -> threading.Event:
        """Read so many bytes of each body, and the rest once the event is set. Before the first connection."""
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 16)
        self._hold = after, threading.Event()
        return self._hold[1]

    def __enter__(self) -> Self:
        self._thread.start()
        if not self._ready.wait(LONGEST_START):
            raise TimeoutError("the server did not start")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End all connections, and listen no more. Once is enough; the end of the block does it too."""
        if self._loop is not None and self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(LONGEST_START)

    async def _serve(self) -> None:
        self._loop = asyncio.get_running_loop()
        server = await asyncio.start_server(self._talk, sock=self._socket, ssl=self._tls, limit=1 << 26)
        self._ready.set()
        await self._stop.wait()
        server.close()
        talks = asyncio.all_tasks() - {asyncio.current_task()}
        for talk in talks:
            talk.cancel()
        await asyncio.gather(*talks, return_exceptions=True)

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        received = None
        try:
            if self._greeting is None:
                received = await _received(reader, writer.transport, self._hold)
                self.requests.append(received)
                script = self._script_for(received)
            else:
                received, script = Received("", "", {}, b""), self._greeting
                self.greeted.append(received)
            await self._play_until_gone(script, reader, writer, received)
        except (OSError, EOFError, ValueError, asyncio.CancelledError):
            pass  # whatever the client does is its right
        finally:
            if received:
                received.finished.set()
            writer.close()
            with contextlib.suppress(OSError, asyncio.CancelledError):
                await writer.wait_closed()

    def _script_for(self, received: Received) -> Script:
        handlers = self._handlers.get((received.method, received.path.partition("?")[0]))
        if not handlers:
            return [b"HTTP/1.1 404 Not Found\r\nContent-Type: text/plain\r\nContent-Length: 9\r\n\r\nnot found"]
        handler = handlers.pop(0) if len(handlers) > 1 else handlers[0]
        return handler(received) if callable(handler) else handler

    async def _play_until_gone(
        self, script: Script, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, received: Received
    ) -> None:
        play = asyncio.create_task(_play(script, writer, received))
        watch = asyncio.create_task(_gone(reader))
        try:
            await asyncio.wait({play, watch}, return_when=asyncio.FIRST_COMPLETED)
            if watch.done() and not play.done():
                received.gone.set()
        finally:
            play.cancel()
            watch.cancel()
            await asyncio.gather(play, watch, return_exceptions=True)


async def _received(
    reader: asyncio.StreamReader,
    transport: asyncio.WriteTransport,
    hold: tuple[int, threading.Event] | None,
) -> Received:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    first, *lines = head.rstrip("\r\n").split("\r\n")
    method, target, _version = first.split(" ")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    body = b""
    if "chunked" in headers.get("transfer-encoding", ""):
        while size := int(await reader.readline(), 16):
            body += (await reader.readexactly(size + 2))[:-2]
        await reader.readline()
    elif length := int(headers.get("content-length", "0")):
        if hold:
            body = await _held(reader, transport, min(hold[0], length), hold[1])
        body += await reader.readexactly(length - len(body))
    return Received(method, target.removeprefix(PREFIX), headers, body)


async def _held(reader: asyncio.StreamReader, transport: Any, count: int, go_on: threading.Event) -> bytes:
    """The first bytes of a body; nothing more is read before the event is set."""
    body = await reader.readexactly(count)
    transport.pause_reading()
    await asyncio.to_thread(go_on.wait, LONGEST_START)
    transport.resume_reading()
    return body


async def _play(script: Script, writer: asyncio.StreamWriter, received: Received) -> None:
    for step in script:
        match step:
            case bytes():
                writer.write(step)
                await writer.drain()
                received.sent += len(step)
            case Pause(seconds):
                await asyncio.sleep(seconds)
            case Stall():
                await asyncio.Event().wait()
            case Cut(reset):
                if reset:
                    linger = struct.pack("ii", 1, 0)  # closing sends RST
                    writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
                    writer.transport.abort()
                return


async def _gone(reader: asyncio.StreamReader) -> None:
    """Return when the client has closed its side."""
    with contextlib.suppress(OSError):
        while await reader.read(1 << 16):
            pass
