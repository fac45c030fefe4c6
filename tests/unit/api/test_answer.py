"""What the client makes of the bytes of an answer: in one read or many, whole or broken, of the right type or not."""

from __future__ import annotations

import gzip
import json
import threading
import zlib
from contextlib import aclosing
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from desktop.api.answer import MANY
from desktop.api.client import Client
from desktop.api.exchange import PIECE
from desktop.api.translate import Translation
from desktop.domain.errors import ProviderFailed, Unreachable
from tests.server import scripts
from tests.server.hearing import KEY, QUESTION, Played, client_for, heard, no_blob, played
from tests.server.server import ScriptedServer

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.api import wire
    from desktop.domain.delta import Delta

SSE = "text/event-stream"


def client_of(server: ScriptedServer) -> Client:
    return Client(server.base_url, KEY, read_blob=no_blob)


async def test_comments_are_signs_of_life_and_nothing_else() -> None:
    answer = await played(scripts.COMMENT, scripts.COMMENT, scripts.delta("a", "stop"), scripts.DONE)

    assert ("a", "", 4) == (answer.text, answer.kind, answer.reads)


@pytest.mark.parametrize(
    ("chunks", "kind"),
    [
        ([scripts.delta("a"), scripts.DONE], ""),
        ([scripts.delta("a", "stop")], ""),
        ([scripts.delta("a", "stop").rstrip()], ""),
        ([scripts.delta("a"), b"data: [DONE]"], ""),
        ([scripts.delta("a"), scripts.DONE, scripts.DONE, scripts.delta("b")], ""),
        ([scripts.delta("a"), scripts.DONE + scripts.delta("b")], ""),
        ([scripts.delta("a")], "ConnectionLost"),
        ([scripts.delta("a"), b'data: {"choices":'], "ConnectionLost"),
        ([scripts.delta("a"), b"data: {\n\n" * 3, scripts.DONE], "UnreadableAnswer"),
        ([scripts.delta("a"), scripts.event({"error": {"code": 500, "message": "no"}}).rstrip()], "ProviderFailed"),
        ([scripts.delta("a"), b"data: " + b"x" * 9_000_000], "AnswerTooLarge"),
        ([scripts.delta("a", "stop"), b"data: " + b"x" * 9_000_000], ""),
    ],
)
async def test_an_answer_is_complete_only_if_it_says_so(chunks: list[bytes], kind: str) -> None:
    answer = await played(*chunks)

    assert ("a", kind) == (answer.text, answer.kind)


@pytest.mark.parametrize(
    ("chunks", "content_type", "text", "kind"),
    [
        ([scripts.delta("a")], SSE, "a", "ConnectionLost"),
        ([scripts.delta("a", "stop").rstrip()], SSE, "a", ""),
        ([scripts.event({"error": {"code": 500, "message": "no"}}).rstrip()], SSE, "", "ProviderFailed"),
        ([b'{"choices":[{"message":{"content":"a"}}]}'], "application/json", "a", ""),
        ([b'{"choices":[{"message":{"content":"a'], "application/json", "", "ConnectionLost"),
    ],
)
async def test_a_broken_connection_matters_only_to_what_is_not_complete(
    chunks: list[bytes], content_type: str, text: str, kind: str
) -> None:
    answer = await played(*chunks, content_type=content_type, broken=httpx.ReadError(""))

    assert (text, kind) == (answer.text, answer.kind)


async def test_a_refusal_that_breaks_off_is_told_by_its_status() -> None:
    answer = await played(b'{"error":', status=429, content_type="application/json", broken=httpx.ReadError(""))

    assert "RateLimited" == answer.kind


async def test_a_refusal_is_not_read_to_its_end() -> None:
    answer = await played(*[b"x" * 10_000] * 100, status=500, content_type="text/plain", broken=httpx.ReadError(""))

    assert answer.failure
    assert answer.failure.detail.startswith("xxx")


async def test_a_refusal_that_brings_what_was_made_of_a_pdf_is_read_to_its_end() -> None:
    item = {"type": "file", "file": {"hash": "h1", "content": "x" * 1_000_000}}
    told = json.dumps({"error": {"code": 502, "message": "no", "metadata": {"file_annotations": [item]}}}).encode()
    pieces = [told[at : at + 10_000] for at in range(0, len(told), 10_000)]
    answer = await played(*pieces, status=502, content_type="application/json")

    assert answer.failure
    assert ("ProviderFailed", "no") == (answer.kind, answer.failure.detail)
    assert [item] == [json.loads(annotation.json) for annotation in answer.failure.parsed]


async def test_nobody_there_is_a_failure_of_every_method() -> None:
    with ScriptedServer() as gone:
        client = client_of(gone)

    answer = await heard(client)
    assert "Unreachable" == answer.kind
    for ask in (client.models, client.key):
        with pytest.raises(Unreachable):
            await ask()


async def test_a_failure_comes_after_all_that_was_said_before_it() -> None:
    events = scripts.delta("a") + scripts.delta("b") + scripts.event({"error": {"code": 500, "message": "no"}})

    answer = await played(events)

    assert ("ab", "ProviderFailed", 1) == (answer.text, answer.kind, answer.reads)


async def test_half_a_character_at_the_end_is_shown_as_such() -> None:
    answer = await played(b'data: {"choices":[{"delta":{"content":"a\\ud83d"},"finish_reason":"stop"}]}\n\n')

    assert ("a\ufffd", "") == (answer.text, answer.kind)


async def test_an_endpoint_that_cannot_stream_is_read_at_once() -> None:
    message = {"role": "assistant", "content": "hello", "reasoning": "hm"}
    body = json.dumps({"choices": [{"message": message, "finish_reason": "stop"}], "provider": "P"}).encode()

    answer = await played(b"\n         \n" * 3, body[:20], body[20:], content_type="application/json")

    assert ("hello", "hm", "", 4) == (answer.text, answer.reasoning, answer.kind, answer.reads)


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b'{"error":{"code":402,"message":"no"}}', "OutOfCredit"),
        (b'{"choices":null}', "ProviderFailed"),
        (b'{"choices":[{"message":{"content":"a"},"error":{"code":500,"message":"no"}}]}', "ProviderFailed"),
        (b'{"choices":', "UnreadableAnswer"),
        (b"  ", "UnreadableAnswer"),
        (b"", "UnreadableAnswer"),
        (b" " * 65 * 1024 * 1024, "AnswerTooLarge"),
    ],
)
async def test_a_document_that_is_no_answer_says_why(body: bytes, kind: str) -> None:
    answer = await played(body, content_type="application/json; charset=utf-8")

    assert answer.failure
    assert (kind, True) == (answer.kind, answer.failure.host != "")


@pytest.mark.parametrize(
    ("chunks", "content_type", "kind"),
    [
        ([b"<html>login</html>"], "text/html; charset=utf-8", "NotAnApi"),
        ([b"Ollama is running"], "text/plain", "NotAnApi"),
        ([b"<html>login</html>"], "text/plain", "NotAnApi"),
        ([scripts.delta("a")], "text/plain", "ConnectionLost"),
        ([scripts.delta("a"), scripts.DONE], "text/plain", ""),
        ([scripts.delta("a"), scripts.DONE], "", ""),
        ([b""], "", "ConnectionLost"),
    ],
)
async def test_the_content_type_matters_only_where_no_event_came(
    chunks: list[bytes], content_type: str, kind: str
) -> None:
    assert kind == (await played(*chunks, content_type=content_type)).kind


async def test_an_answer_that_ended_keeps_saying_so() -> None:
    failure = None
    async with client_for(Played([scripts.delta("a")])).chat(QUESTION) as answer:
        assert ["a"] == [delta.text for delta in await anext(answer)]
        for _ in range(2):
            with pytest.raises(Exception) as caught:  # noqa: PT011 - looked at below
                await anext(answer)
            assert failure in (None, caught.value)
            failure = caught.value
    assert "ConnectionLost" == type(failure).__name__


@pytest.mark.parametrize("kind", [SSE, "application/json"])
@pytest.mark.parametrize(("size", "cut"), [(1_000, 2), (5_000_000, 2), (5_000_000, 1)])
async def test_a_large_picture_does_not_hold_up_the_loop(
    monkeypatch: pytest.MonkeyPatch, kind: str, size: int, cut: int
) -> None:
    threads = []

    class Watched(Translation):
        def _delta(self, chunk: wire.Chunk, data: bytes) -> Delta:
            threads.append(threading.current_thread() is threading.main_thread())
            return super()._delta(chunk, data)

    monkeypatch.setattr("desktop.api.answer.Translation", Watched)
    url = "data:image/png;base64," + "A" * size
    said = {"images": [{"image_url": {"url": url}}]}
    body = json.dumps({"choices": [{"delta" if kind == SSE else "message": said, "finish_reason": "stop"}]}).encode()
    sent = b"data: " + body + b"\n\n" if kind == SSE else body

    answer = await played(sent[:-cut], sent[-cut:], content_type=kind)

    assert (size > 1_000 and kind == SSE and cut > 1) == (answer.arriving[0] > size // 4 * 3)
    assert 0 == answer.arriving[-1]
    assert [(url,)] == [delta.images for delta in answer.deltas]
    assert [size < 4_000_000] == threads


@pytest.mark.parametrize(("name", "pack"), [("gzip", gzip.compress), ("Deflate", zlib.compress), ("identity", bytes)])
async def test_a_packed_stream_is_unpacked(name: str, pack: Callable[[bytes], bytes], server: ScriptedServer) -> None:
    packed = pack(scripts.delta("a") + scripts.DONE)
    script = scripts.reply(body=packed, content_type=SSE, headers={"Content-Encoding": name})
    server.on("POST", "/chat/completions", script)

    answer = await heard(client_of(server))

    assert ("a", "") == (answer.text, answer.kind)


async def test_however_much_a_read_stands_for_it_is_unpacked_piece_by_piece(server: ScriptedServer) -> None:
    packed = gzip.compress(b": \n" * 20 * PIECE + scripts.delta("a") + scripts.DONE)
    script = scripts.reply(body=packed, content_type=SSE, headers={"Content-Encoding": "gzip"})
    server.on("POST", "/chat/completions", script)
    answer = await heard(client_of(server))

    assert len(packed) < PIECE
    assert ("a", "") == (answer.text, answer.kind)
    assert answer.reads > 60


@pytest.mark.parametrize("end", [b"", scripts.DONE])
async def test_of_many_events_in_one_read_only_some_are_read_at_once(end: bytes) -> None:
    events = [scripts.delta(f"{number} ") for number in range(3 * MANY + 1)]
    answer = await played(b"".join([*events, end, *([scripts.delta("x")] * 3 * MANY if end else [])]))

    assert "".join(f"{number} " for number in range(3 * MANY + 1)) == answer.text
    assert ("" if end else "ConnectionLost", 4) == (answer.kind, answer.reads)


async def test_a_refusal_has_its_status_its_words_and_its_wait(server: ScriptedServer) -> None:
    server.on("POST", "/chat/completions", scripts.error(503, "No provider is available", headers={"Retry-After": "7"}))

    answer = await heard(client_of(server))

    assert isinstance(answer.failure, ProviderFailed)
    assert (503, "No provider is available", 7, True, client_of(server).host) == (
        answer.failure.status,
        answer.failure.detail,
        answer.failure.retry_after,
        answer.failure.retryable,
        answer.failure.host,
    )


async def test_leaving_an_answer_early_closes_the_connection(server: ScriptedServer) -> None:
    server.on("POST", "/chat/completions", scripts.stream(scripts.spoken("word " * 1000, rate=100)))

    async with client_of(server).chat(QUESTION) as answer:
        async for deltas in answer:
            if deltas:
                break

    assert server.requests[0].gone.wait(5)


async def test_an_exception_of_the_listener_is_not_taken_for_one_of_the_network(server: ScriptedServer) -> None:
    scripts.works(server)

    async def listen() -> None:
        async with client_of(server).chat(QUESTION) as answer, aclosing(_deltas(answer)) as deltas:
            async for _delta in deltas:
                raise LookupError

    with pytest.raises(LookupError):
        await listen()


async def _deltas(answer: Any) -> Any:
    async for deltas in answer:
        for delta in deltas:
            yield delta
