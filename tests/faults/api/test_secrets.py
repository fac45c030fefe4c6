"""The key goes to its endpoint and nowhere else: not to another host, not into a log, not into an exception."""

from __future__ import annotations

import traceback
from typing import TYPE_CHECKING

import pytest

from desktop.api.client import Client, Clocks
from desktop.domain.errors import Failure
from tests.server import scripts
from tests.server.hearing import KEY, QUESTION, heard, no_blob
from tests.server.server import Cut, ScriptedServer, Stall

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.server.server import Script

SHORT = Clocks(connect=0.3, headers=0.2, silence=0.2, whole=0.5, tick=0.05)
HEAD = scripts.head(200, "text/event-stream")
ECHO = f"Incorrect API key provided: {KEY}. Authorization: Bearer {KEY}"


@pytest.fixture
def elsewhere() -> Iterator[ScriptedServer]:
    with ScriptedServer() as listening:
        scripts.works(listening)
        yield listening


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize("way", ["absolute", "without a scheme", "to https"])
async def test_neither_key_nor_question_follows_a_redirection(
    status: int, way: str, server: ScriptedServer, elsewhere: ScriptedServer
) -> None:
    target = {
        "absolute": f"{elsewhere.base_url}/chat/completions",
        "without a scheme": f"//127.0.0.1:{elsewhere.port}/v1/chat/completions",
        "to https": f"https://127.0.0.1:{elsewhere.port}/v1/chat/completions",
    }[way]
    for method, path in (("POST", "/chat/completions"), ("GET", "/models"), ("GET", "/key")):
        server.on(method, path, scripts.reply(status, headers={"Location": target}))
    client = Client(server.base_url, KEY, read_blob=no_blob)

    answer = await heard(client)
    assert answer.failure
    assert ("Redirected", "127.0.0.1") == (answer.kind, answer.failure.detail)
    for ask in (client.models, client.key):
        with pytest.raises(Failure) as caught:
            await ask()
        assert "Redirected" == caught.value.kind

    assert 3 == len(server.requests)
    assert 0 == elsewhere.connections


async def test_a_picture_or_a_source_in_an_answer_is_not_fetched(
    server: ScriptedServer, elsewhere: ScriptedServer
) -> None:
    address = f"{elsewhere.base_url}/pixel.png"
    images = [{"type": "image_url", "image_url": {"url": address}}]
    annotations = [{"type": "url_citation", "url_citation": {"url": address, "title": ""}}]
    said = scripts.delta(f"![]({address})", images=images, annotations=annotations)
    server.on("POST", "/chat/completions", scripts.stream([said, scripts.DONE]))

    await heard(Client(server.base_url, KEY, read_blob=no_blob))

    assert 0 == elsewhere.connections


async def test_no_cookie_comes_back(server: ScriptedServer) -> None:
    cookie = {"Set-Cookie": "__cf_bm=abc; path=/"}
    server.on("GET", "/models", scripts.reply(body={"data": []}, headers=cookie))
    client = Client(server.base_url, KEY, read_blob=no_blob)

    for _ in range(2):
        await client.models()

    assert all("cookie" not in request.headers for request in server.requests)


@pytest.mark.parametrize(
    "script",
    [
        scripts.error(401, ECHO),
        scripts.error(500, "Provider returned error", {"raw": ECHO, "provider_name": KEY}),
        scripts.reply(400, ECHO.encode(), "text/plain"),
        scripts.reply(302, headers={"Location": f"https://{KEY}.example/{KEY}"}),
        [b"HTTP/1.1 " + ECHO.encode() + b"\r\n\r\n", Stall()],
        [b"HTTP/1.1 200 OK\r\n" + ECHO.encode() + b"\r\n\r\n", Stall()],
        [HEAD, scripts.event({"error": {"code": 500, "message": ECHO}})],
        [HEAD, scripts.event({"choices": [], "error": ECHO})],
        [HEAD, b"data: {\n\n" * 3],
        [HEAD, Stall()],
        [Stall()],
        [Cut(reset=True)],
    ],
)
async def test_the_key_is_in_no_exception_however_it_is_printed(script: Script, server: ScriptedServer) -> None:
    server.on("POST", "/chat/completions", script)
    client = Client(server.base_url, KEY, read_blob=no_blob, clocks=SHORT)

    with pytest.raises(Failure) as caught:
        await _listen(client)

    assert f"Bearer {KEY}" == server.requests[0].headers["authorization"]
    assert KEY not in "".join(traceback.format_exception(caught.value))
    assert KEY not in repr([caught.value, caught.value.args, caught.value.facts(), vars(caught.value), client])


async def test_what_is_kept_of_an_answer_is_without_the_key_and_its_words_are_as_they_came(
    server: ScriptedServer,
) -> None:
    choice = {"delta": {"content": ECHO}, "finish_reason": f"stop {KEY}", "native_finish_reason": KEY}
    choice["delta"] |= {
        "annotations": [{"type": "url_citation", "url_citation": {"url": f"https://a.example/{KEY}", "title": KEY}}],
        "reasoning": "hm",
        "reasoning_details": [{"type": "reasoning.encrypted", "data": KEY, "more": [{KEY: 1}]}],
    }
    event = {"model": KEY, "provider": f"P {KEY}", "choices": [choice], "usage": {"prompt_tokens": 1, "who": KEY}}
    head = scripts.head(200, "text/event-stream", {"X-Generation-Id": f"gen-{KEY}"})
    whole = {**event, "choices": [{"message": choice["delta"], "finish_reason": KEY}]}
    client = Client(server.base_url, KEY, read_blob=no_blob)
    for script in ([head, scripts.event(event), scripts.DONE], scripts.reply(body=whole)):
        server.on("POST", "/chat/completions", script)
        answer = await heard(client)

        assert "" == answer.kind
        assert ECHO == answer.text
        (delta,) = answer.deltas
        assert KEY not in repr([delta._replace(text=""), answer.generation])
        assert ("…", "https://a.example/…") == (delta.model, delta.citations[0].url)
        assert ({"type": "reasoning.encrypted", "data": "…", "more": [{"…": 1}]},) == delta.details


async def test_what_is_stored_of_lists_and_told_of_a_key_is_without_it(server: ScriptedServer) -> None:
    server.on("GET", "/models", scripts.reply(body={"data": [{"id": "a/b", "name": KEY}]}))
    server.on("GET", "/key", scripts.reply(body={"data": {"label": KEY}}))
    client = Client(server.base_url, KEY, read_blob=no_blob)

    assert b"a/b" in (body := (await client.models()).body)
    assert KEY.encode() not in body
    assert "…" == (await client.key()).label


async def test_our_own_frames_show_no_key_even_when_their_variables_are_printed(server: ScriptedServer) -> None:
    server.on("POST", "/chat/completions", [HEAD, scripts.delta("a"), Cut()])
    client = Client(server.base_url, KEY, read_blob=no_blob, clocks=SHORT)

    with pytest.raises(Failure) as caught:
        await _listen(client)

    shown = traceback.TracebackException.from_exception(caught.value, capture_locals=True)
    ours = [frame for frame in shown.stack if "/desktop/" in frame.filename]
    assert ours
    assert all(KEY not in value for frame in ours for value in (frame.locals or {}).values())


@pytest.mark.parametrize("base_url", ["http://example.org/v1", "http://192.168.0.9:11434/v1"])
def test_a_key_is_not_accepted_where_anybody_could_read_it(base_url: str) -> None:
    client = Client(base_url, read_blob=no_blob)

    with pytest.raises(Failure) as caught:
        client.use_key(KEY)
    assert "BadAddress" == caught.value.kind
    assert KEY not in repr(vars(client))


async def _listen(client: Client) -> None:
    async with client.chat(QUESTION) as answer:
        async for _deltas in answer:
            pass
