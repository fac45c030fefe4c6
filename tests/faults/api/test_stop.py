"""Stopping closes the connection at once, whatever the client is waiting for: that is what ends the bill."""

from __future__ import annotations

import asyncio
import gc
import sys
from typing import TYPE_CHECKING, Any

import pytest

from desktop.api.client import Client, Clocks
from desktop.domain.errors import Failure
from desktop.domain.message import Role
from desktop.domain.parts import ImagePart
from desktop.domain.request import ChatRequest, OutgoingMessage
from tests.server import scripts
from tests.server.hearing import KEY, QUESTION, heard, no_blob
from tests.server.server import Pause, ScriptedServer, Stall
from tests.waiting import until

if TYPE_CHECKING:
    from collections.abc import Coroutine, Iterator

    from PySide6.QtWidgets import QApplication

GENEROUS = 2.0  # seconds; it takes about a millisecond
BIG = 16_000_000  # bytes: more than the buffers of a connection on this machine
ENDLESS = scripts.stream(scripts.spoken("word " * 10_000, rate=100))


async def _big_blob(_blob: str) -> bytes:
    return bytes(BIG)


async def stop_when(server: ScriptedServer, work: Coroutine[Any, Any, object], ready: Any) -> None:
    """Cancel `work` as soon as `ready()` and see the server notice, and the task end, soon."""
    task = asyncio.ensure_future(work)
    await until(ready)
    task.cancel()
    await asyncio.wait([task], timeout=GENEROUS)
    assert task.cancelled()


async def test_stopping_in_mid_answer_is_seen_by_the_server(server: ScriptedServer) -> None:
    server.on("POST", "/chat/completions", ENDLESS)
    client = Client(server.base_url, KEY, read_blob=no_blob)

    await stop_when(server, heard(client), lambda: server.requests and server.requests[0].sent > 5000)

    assert await asyncio.to_thread(server.requests[0].gone.wait, GENEROUS)


@pytest.mark.parametrize(
    "script",
    [
        [Stall()],
        [b"HTTP/1.1 200 OK\r\n", Stall()],
        [scripts.head(200, "text/event-stream"), Stall()],
        [scripts.head(200), b"    ", Stall()],
        [scripts.head(500), b"x", Stall()],
    ],
    ids=["waiting", "in headers", "before the first event", "in blanks", "in a refusal"],
)
async def test_stopping_is_seen_by_the_server_in_every_phase(script: Any, server: ScriptedServer) -> None:
    server.on("POST", "/chat/completions", script)
    client = Client(server.base_url, KEY, read_blob=no_blob)
    whole = sum(len(step) for step in script if isinstance(step, bytes))

    await stop_when(server, heard(client), lambda: server.requests and server.requests[0].sent == whole)

    assert await asyncio.to_thread(server.requests[0].gone.wait, GENEROUS)


async def test_stopping_while_connecting(server: ScriptedServer) -> None:
    server.greet([Stall()])
    client = Client(f"https://127.0.0.1:{server.port}/v1", KEY, read_blob=no_blob)

    await stop_when(server, heard(client), lambda: server.greeted)

    assert await asyncio.to_thread(server.greeted[0].gone.wait, GENEROUS)


async def test_stopping_while_the_name_is_looked_up(server: ScriptedServer, monkeypatch: pytest.MonkeyPatch) -> None:
    looking = asyncio.Event()

    async def never(*_args: object, **_more: object) -> object:
        looking.set()
        return await asyncio.get_running_loop().create_future()

    monkeypatch.setattr(asyncio.get_running_loop(), "getaddrinfo", never)
    client = Client("https://parley.invalid/v1", KEY, read_blob=no_blob)

    await stop_when(server, heard(client), looking.is_set)


async def test_stopping_while_pictures_go_out(server: ScriptedServer) -> None:
    reading = asyncio.Event()

    async def never(_blob: str) -> bytes:
        reading.set()
        await asyncio.get_running_loop().create_future()
        return b""

    part = ImagePart("a.png", "image/png", blob="a" * 64, size=3)
    client = Client(server.base_url, KEY, read_blob=never)

    await stop_when(server, heard(client, ChatRequest("m", (OutgoingMessage(Role.USER, (part,)),))), reading.is_set)
    assert [] == server.requests


async def test_one_answer_dies_and_the_other_goes_on(server: ScriptedServer) -> None:
    said = "word " * 40
    server.on("POST", "/chat/completions", ENDLESS, scripts.stream(scripts.spoken(said, rate=200)))
    client = Client(server.base_url, KEY, read_blob=no_blob)

    task = asyncio.ensure_future(heard(client))
    await until(lambda: server.requests)
    other = asyncio.ensure_future(heard(client))
    await until(lambda: len(server.requests) == 2)
    task.cancel()

    answer = await other
    assert (said, "") == (answer.text, answer.kind)


async def test_closing_the_client_ends_its_answers(server: ScriptedServer) -> None:
    server.on("POST", "/chat/completions", ENDLESS)
    client = Client(server.base_url, KEY, read_blob=no_blob)

    with pytest.raises(Failure):
        await _close_in_mid_answer(client)
    assert await asyncio.to_thread(server.requests[0].gone.wait, GENEROUS)


async def _close_in_mid_answer(client: Client) -> None:
    async with client.chat(QUESTION) as answer:
        async for _deltas in answer:
            await client.close()


# The same under the loop that the program runs in


@pytest.fixture
def qt_loop(qapp: QApplication) -> Iterator[asyncio.AbstractEventLoop]:
    import qasync

    loop = qasync.QEventLoop(qapp)
    asyncio.set_event_loop(loop)
    yield loop
    loop.close()
    asyncio.set_event_loop(None)


def test_the_loop_of_qt_hears_and_stops_without_a_complaint(
    qt_loop: asyncio.AbstractEventLoop, server: ScriptedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also without the hooks for asynchronous generators, which qasync 0.28 lacks."""
    complaints: list[object] = []
    monkeypatch.setattr(sys, "unraisablehook", complaints.append)
    qt_loop.set_exception_handler(lambda _loop, context: complaints.append(context))
    told = scripts.stream([*scripts.spoken("Hello from the server."), Pause(0.05)])
    clocks = Clocks(silence=0.2, tick=0.05)
    client = Client(server.base_url, KEY, read_blob=no_blob, clocks=clocks)

    async def everything() -> None:
        server.on("POST", "/chat/completions", told)
        answer = await heard(client)
        assert ("Hello from the server.", "") == (answer.text, answer.kind)

        server.on("POST", "/chat/completions", ENDLESS)
        await stop_when(server, heard(client), lambda: len(server.requests) > 1 and server.requests[1].sent > 5000)
        await _leave_early(client)

        server.on("POST", "/chat/completions", scripts.stream([scripts.delta("so far"), Stall()]))
        answer = await heard(client)
        assert ("so far", "Silence") == (answer.text, answer.kind)
        await client.close()
        gc.collect()
        await asyncio.sleep(0.05)

    qt_loop.run_until_complete(everything())

    assert all(request.gone.wait(GENEROUS) for request in server.requests[1:])
    assert [] == complaints


async def _leave_early(client: Client) -> None:
    async with client.chat(QUESTION) as answer:
        async for deltas in answer:
            if deltas:
                return


async def test_stopping_while_a_question_is_sent_does_not_wait_for_a_slow_line(server: ScriptedServer) -> None:
    """Until then it is told how much of it is written, and that is never all of it."""
    go_on = server.hold_bodies(after=1_000)
    told: list[tuple[int, int]] = []
    client = Client(server.base_url, KEY, read_blob=_big_blob)
    picture = ImagePart("a.png", "image/png", "0" * 64, size=BIG)
    question = ChatRequest("m/x", (OutgoingMessage(Role.USER, (picture,)),))

    async def ask() -> None:
        async with client.chat(question, lambda *of: told.append(of)):
            raise AssertionError("an answer came")

    await stop_when(server, ask(), lambda: told)

    go_on.set()
    whole = told[0][1]
    assert told == sorted(told)
    assert whole > BIG * 4 // 3
    assert 0 < told[-1][0] < whole


async def test_of_a_question_that_is_sent_all_of_it_is_told_in_the_end(server: ScriptedServer) -> None:
    scripts.works(server)
    told: list[tuple[int, int]] = []
    client = Client(server.base_url, KEY, read_blob=_big_blob)

    async with client.chat(QUESTION, lambda *of: told.append(of)):
        pass

    [request] = server.requests
    assert told[-1] == (len(request.body), len(request.body))
