"""Every fault of the wire ends in its own failure, with all that had arrived (reference/reliability.md §3)."""

from __future__ import annotations

import asyncio
import gzip
import json
import socket
import zlib
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from desktop.api.client import Client, Clocks
from desktop.domain.message import Role
from desktop.domain.parts import ImagePart
from desktop.domain.request import ChatRequest, OutgoingMessage
from tests.server import scripts
from tests.server.certificates import tls_of
from tests.server.hearing import KEY, Heard, heard, no_blob
from tests.server.server import Cut, Pause, ScriptedServer, Stall

if TYPE_CHECKING:
    from pathlib import Path

    from tests.server.server import Script, Step

SHORT = Clocks(headers=0.4, silence=0.3, whole=0.6, tick=0.05)
NO_CONNECTION = Clocks(connect=0.3)
EVENT = scripts.delta("so far")
HEAD = scripts.head(200, "text/event-stream")
CHUNKED = scripts.head(200, "text/event-stream", {"Transfer-Encoding": "chunked"})
RESET, CLOSE, STALL = Cut(reset=True), Cut(), Stall()


def clocks(kind: str) -> Clocks:
    """Short ones where one of them is to run out; on a busy machine they might in any other case."""
    return {"ConnectTimeout": NO_CONNECTION, "NoAnswer": SHORT, "Silence": SHORT}.get(kind, Clocks())


def slowly(data: bytes, pause: float) -> list[Step]:
    return [step for byte in data for step in (bytes([byte]), Pause(pause))]


async def asked(server: ScriptedServer, script: Script, **more: Any) -> Heard:
    server.on("POST", "/chat/completions", script)
    client = Client(server.base_url, KEY, read_blob=no_blob, clocks=more.pop("clocks", Clocks()))
    return await heard(client, **more)


# Before the answer


async def test_a_name_without_an_address() -> None:
    client = Client("https://parley.invalid/v1", KEY, read_blob=no_blob)

    assert (await heard(client)).kind in {"NameNotFound", "ConnectTimeout"}  # the latter where nobody answers at all


async def test_a_door_that_stays_shut() -> None:
    with closing(socket.create_server(("127.0.0.1", 0), backlog=0)) as shut:
        callers = [socket.socket() for _ in range(4)]  # they fill the queue that nobody empties
        for caller in callers:
            caller.settimeout(0)
            caller.connect_ex(shut.getsockname())
        client = Client(f"http://127.0.0.1:{shut.getsockname()[1]}/v1", KEY, read_blob=no_blob, clocks=NO_CONNECTION)
        answer = await heard(client)
        for caller in callers:
            caller.close()

    assert answer.kind == "ConnectTimeout"
    assert answer.failure
    assert answer.failure.retryable


@pytest.mark.parametrize(
    ("greeting", "kind"),
    [
        ([b"HTTP/1.1 400 Bad Request\r\n\r\n", CLOSE], "UnreadableAnswer"),
        ([STALL], "ConnectTimeout"),
        ([RESET], "Unreachable"),
    ],
)
async def test_a_server_that_does_not_speak_tls(greeting: Script, kind: str, server: ScriptedServer) -> None:
    server.greet(greeting)
    client = Client(f"https://127.0.0.1:{server.port}/v1", KEY, read_blob=no_blob, clocks=clocks(kind))

    assert kind == (await heard(client)).kind


@pytest.mark.parametrize(
    ("certificate", "reason"),
    [
        ({}, "self-signed certificate"),
        ({"begins": -3, "ends": -2}, "certificate has expired"),
        ({"begins": 2, "ends": 3}, "certificate is not yet valid"),
        ({"name": "elsewhere.example"}, "Hostname mismatch"),
    ],
)
async def test_a_certificate_that_cannot_be_trusted(
    certificate: dict[str, Any], reason: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tls = tls_of(tmp_path, **certificate)
    if certificate:
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "certificate.pem"))
    with ScriptedServer(tls) as server:
        client = Client(f"https://localhost:{server.port}/v1", KEY, read_blob=no_blob)
        answer = await heard(client)
        requests = list(server.requests)

    assert answer.failure
    assert ("CertificateRefused", False) == (answer.kind, answer.failure.retryable)
    assert answer.failure.detail.startswith(reason)
    assert [] == requests


async def test_a_certificate_that_the_environment_trusts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tls = tls_of(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "certificate.pem"))
    with ScriptedServer(tls) as server:
        scripts.works(server, "over TLS")
        client = Client(f"https://localhost:{server.port}/v1", KEY, read_blob=no_blob)
        answer = await heard(client)
        await client.close()

    assert ("over TLS", "") == (answer.text, answer.kind)


@pytest.mark.parametrize(
    ("steps", "kind"),
    [
        ([CLOSE], "ConnectionLost"),
        ([RESET], "ConnectionLost"),
        ([STALL], "NoAnswer"),
        (slowly(scripts.head(), 0.02), "NoAnswer"),
        ([b"HTTP/1.1 200", CLOSE], "ConnectionLost"),
        ([b"SSH-2.0-OpenSSH_9.2\r\n\r\n", STALL], "UnreadableAnswer"),
        ([b"\0\1\2\3 garbage\r\n\r\n", STALL], "UnreadableAnswer"),
        ([b"HTTP/1.1 200 OK\r\nX: " + b"x" * 2_000_000 + b"\r\n\r\n", STALL], "UnreadableAnswer"),
        ([b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n", STALL], "UnreadableAnswer"),
        ([b"HTTP/1.1 200 OK\r\nno colon\r\n\r\n", STALL], "UnreadableAnswer"),
        ([b"HTTP/1.1 101 Switching Protocols\r\n\r\n", STALL], "UnreadableAnswer"),
        (scripts.reply(204), "UnexpectedStatus"),
        (scripts.reply(206, EVENT), "UnexpectedStatus"),
        (scripts.reply(302, headers={"Location": "https://elsewhere.example/"}), "Redirected"),
    ],
)
async def test_no_usable_headers(steps: Script, kind: str, server: ScriptedServer) -> None:
    answer = await asked(server, steps, clocks=clocks(kind))

    assert ("", kind) == (answer.text, answer.kind)
    assert answer.failure
    assert not answer.failure.retryable


async def test_headers_may_come_after_others_that_do_not_count(server: ScriptedServer) -> None:
    early = b"HTTP/1.1 103 Early Hints\r\nLink: </style.css>\r\n\r\n"

    assert "" == (await asked(server, [early, *scripts.stream([EVENT, scripts.DONE])])).kind


async def test_a_slow_upload_is_not_a_server_that_does_not_answer(server: ScriptedServer) -> None:
    scripts.works(server, "got them")
    pictures = tuple(ImagePart(f"{n}.png", "image/png", blob=f"{n}" * 64, size=300_000) for n in range(6))

    async def read_slowly(_blob: str) -> bytes:
        await asyncio.sleep(SHORT.headers / 3)
        return bytes(300_000)

    client = Client(server.base_url, KEY, read_blob=read_slowly, clocks=SHORT)
    answer = await heard(client, ChatRequest("m", (OutgoingMessage(Role.USER, pictures),)))

    assert ("got them", "") == (answer.text, answer.kind)


# In mid-answer


@pytest.mark.parametrize(
    ("steps", "kind"),
    [
        ([HEAD, EVENT, CLOSE], "ConnectionLost"),
        ([HEAD, EVENT, RESET], "ConnectionLost"),
        ([HEAD, EVENT, STALL], "Silence"),
        ([CHUNKED, scripts.chunk(EVENT), CLOSE], "ConnectionLost"),
        ([CHUNKED, scripts.chunk(EVENT) + b"ff\r\ndata: {", CLOSE], "ConnectionLost"),
        ([CHUNKED, scripts.chunk(EVENT) + b"ff\r\ndata: {", RESET], "ConnectionLost"),
        ([CHUNKED, scripts.chunk(EVENT) + b"ff\r\ndata: {", STALL], "Silence"),
        ([CHUNKED, scripts.chunk(EVENT) + b"no size\r\n", STALL], "UnreadableAnswer"),
        ([CHUNKED, scripts.chunk(EVENT), scripts.chunk(b"")], "ConnectionLost"),
        ([CHUNKED, scripts.chunk(EVENT), *[scripts.chunk(b"data: " + b"x" * 2**20)] * 9, STALL], "AnswerTooLarge"),
    ],
)
async def test_an_answer_that_breaks_off_keeps_what_had_arrived(
    steps: Script, kind: str, server: ScriptedServer
) -> None:
    answer = await asked(server, [*steps[:-1], Pause(0.02), steps[-1]], clocks=clocks(kind))

    assert ("so far", kind) == (answer.text, answer.kind)
    assert answer.failure
    assert not answer.failure.retryable


@pytest.mark.parametrize("last", [CLOSE, RESET, STALL])
async def test_an_answer_that_breaks_off_behind_its_end_is_complete(last: Step, server: ScriptedServer) -> None:
    answer = await asked(
        server, [CHUNKED, scripts.chunk(scripts.delta("so far", "stop")), Pause(0.02), last], clocks=SHORT
    )

    assert ("so far", "") == (answer.text, answer.kind)


async def test_comments_keep_an_answer_alive(server: ScriptedServer) -> None:
    waiting = [step for _ in range(12) for step in (scripts.COMMENT, Pause(0.05))]

    answer = await asked(server, scripts.stream([*waiting, EVENT, scripts.DONE]), clocks=SHORT)

    assert ("so far", "") == (answer.text, answer.kind)
    assert answer.reads >= 12


async def test_blanks_keep_a_document_alive_but_not_for_ever(server: ScriptedServer) -> None:
    blanks = [step for _ in range(100) for step in (b"\n         \n", Pause(0.05))]

    answer = await asked(server, [scripts.head(), *blanks], clocks=SHORT)

    assert "Silence" == answer.kind


async def test_a_bomb_in_one_event_is_defused(server: ScriptedServer) -> None:
    bomb = gzip.compress(b"data: " + b"x" * 80_000_000)
    script = scripts.reply(body=bomb, content_type="text/event-stream", headers={"Content-Encoding": "gzip"})

    assert "AnswerTooLarge" == (await asked(server, script)).kind


@pytest.mark.parametrize("status", [200, 500])
async def test_what_is_packed_twice_is_not_unpacked(server: ScriptedServer, status: int) -> None:
    bomb = gzip.compress(gzip.compress(b"x" * 80_000_000))
    headers = {"Content-Encoding": "gzip, gzip"}
    script = scripts.reply(status, body=bomb, content_type="text/event-stream", headers=headers)

    assert "UnreadableAnswer" == (await asked(server, script)).kind


async def test_what_is_packed_badly_is_unreadable(server: ScriptedServer) -> None:
    script = scripts.reply(body=b"no gzip", content_type="text/event-stream", headers={"Content-Encoding": "gzip"})

    assert "UnreadableAnswer" == (await asked(server, script)).kind


async def test_a_packed_stream_arrives_piece_by_piece(server: ScriptedServer) -> None:
    packer = zlib.compressobj(wbits=31)
    first = packer.compress(EVENT) + packer.flush(zlib.Z_SYNC_FLUSH)
    rest = packer.compress(scripts.DONE) + packer.flush()
    headers = {"Content-Encoding": "gzip"}
    server.on("POST", "/chat/completions", scripts.stream([first, STALL], headers=headers))
    client = Client(server.base_url, KEY, read_blob=no_blob, clocks=SHORT)

    answer = await heard(client)
    assert ("so far", "Silence") == (answer.text, answer.kind)
    answer = await asked(server, scripts.stream([first, rest], headers=headers))
    assert ("so far", "") == (answer.text, answer.kind)


@pytest.mark.parametrize("mark", [b"\xef\xbb\xbf", b"\r\n", b": \r\n\r\n", b"event: message\nid: 1\nretry: 10\n"])
@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r"])
async def test_a_stream_in_another_dress_is_the_same(mark: bytes, end: bytes, server: ScriptedServer) -> None:
    odd = 'a \u2028\u2029\u0085\x7f "b"'
    body = mark + (scripts.delta(odd) + scripts.delta("", "stop")).replace(b"\n", end).replace(b"data: ", b"data:")

    answer = await asked(server, scripts.stream(bytes([byte]) for byte in body))

    assert (odd, "") == (answer.text, answer.kind)


# Refusals


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"<html><script>alert(1)</script></html>",
        b"plain words",
        b'{"error":{"message":"<b>no</b>","code":"x"}}',
        b'{"error":null}',
        b"[" * 50_000,
        b"\xff\xfe\0",
        b"x" * 300_000,
    ],
)
async def test_any_status_with_any_body_is_a_failure_with_that_status(body: bytes, server: ScriptedServer) -> None:
    for status in (400, 401, 402, 403, 404, 408, 413, 422, 429, 500, 502, 503, 504, 524, 529):
        answer = await asked(server, scripts.reply(status, body, "text/plain"))

        assert answer.failure
        assert status == answer.failure.status
        assert "script" not in answer.failure.detail
        json.dumps(answer.failure.facts())


@pytest.mark.parametrize("last", [CLOSE, RESET, STALL])
async def test_a_refusal_that_breaks_off_counts(last: Step, server: ScriptedServer) -> None:
    head = scripts.head(429, headers={"Content-Length": "1000", "Retry-After": "3"})

    answer = await asked(server, [head, b'{"error":', Pause(0.02), last], clocks=SHORT)

    assert answer.failure
    assert ("RateLimited", 3, True) == (answer.kind, answer.failure.retry_after, answer.failure.retryable)


async def test_a_refusal_that_drips_is_not_waited_for(server: ScriptedServer) -> None:
    answer = await asked(server, [scripts.head(500), *slowly(b"x" * 1000, 0.05)], clocks=SHORT)

    assert "ProviderFailed" == answer.kind
    assert server.requests[0].gone.wait(5)


# Proxies


async def test_a_proxy_that_says_no_is_named(server: ScriptedServer, monkeypatch: pytest.MonkeyPatch) -> None:
    server.greet([Pause(0.05), b"HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n", STALL])
    monkeypatch.setenv("HTTPS_PROXY", server.origin)
    client = Client("https://parley.invalid/v1", KEY, read_blob=no_blob)

    answer = await heard(client)

    assert answer.failure
    assert ("ProxyFailed", "HTTPS_PROXY") == (answer.kind, answer.failure.detail)


async def test_a_proxy_of_plain_requests_that_says_no_is_named(
    server: ScriptedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.greet([Pause(0.05), b"HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n", STALL])
    monkeypatch.setenv("ALL_PROXY", server.origin)
    client = Client("http://parley.invalid/v1", read_blob=no_blob)

    answer = await heard(client)

    assert answer.failure
    assert ("ProxyFailed", "ALL_PROXY") == (answer.kind, answer.failure.detail)


async def test_a_dead_proxy_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    with ScriptedServer() as gone:
        monkeypatch.setenv("HTTPS_PROXY", gone.origin)
    client = Client("https://parley.invalid/v1", KEY, read_blob=no_blob)

    answer = await heard(client)

    assert answer.failure
    assert ("ProxyFailed", "HTTPS_PROXY") == (answer.kind, answer.failure.detail)


@pytest.mark.parametrize(
    ("variable", "kind"), [("HTTPS_PROXY", "ProxyFailed"), ("SSL_CERT_FILE", "CertificatesMissing")]
)
async def test_a_wrong_environment_is_a_failure_of_each_request_and_not_of_the_start(
    variable: str, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(variable, "gopher://nonsense")
    client = Client("https://parley.invalid/v1", KEY, read_blob=no_blob)

    for _ in range(2):
        answer = await heard(client)
        assert answer.failure
        assert (kind, variable) == (answer.kind, answer.failure.detail)
