"""The server does what it is told, seen from bare sockets and from clients that are not the program's."""

from __future__ import annotations

import contextlib
import json
import socket
import time
from typing import TYPE_CHECKING

import httpx
import openai
import pytest

from tests.server import scripts
from tests.server.process import served
from tests.server.server import Cut, Pause, ScriptedServer, Stall
from tests.waiting import wait_until

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.server.server import Script

REQUEST = b"POST /v1/chat/completions HTTP/1.1\r\nHost: here\r\nContent-Length: 2\r\n\r\n{}"


@pytest.fixture
def server() -> Iterator[ScriptedServer]:
    with ScriptedServer() as listening:
        yield listening


def caller(server: ScriptedServer) -> socket.socket:
    return socket.create_connection(("127.0.0.1", server.port), timeout=10)


def received(server: ScriptedServer, script: Script) -> bytes:
    """Every byte that came until the connection was closed."""
    server.on("POST", "/chat/completions", script)
    with caller(server) as call:
        call.sendall(REQUEST)
        data = b""
        while piece := call.recv(1 << 16):
            data += piece
    return data


def test_bytes_come_as_they_were_written(server: ScriptedServer) -> None:
    assert b"\0 anything\r\n \xff" == received(server, [b"\0 anything", b"\r\n ", Pause(0.01), b"\xff"])


def test_a_pause_delays_what_follows(server: ScriptedServer) -> None:
    begun = time.monotonic()

    received(server, [b"a", Pause(0.2), b"b"])

    assert time.monotonic() - begun >= 0.2


def test_a_cut_drops_what_follows(server: ScriptedServer) -> None:
    assert b"a" == received(server, [b"a", Cut(), b"b"])


def test_a_reset_is_one(server: ScriptedServer) -> None:
    with pytest.raises(ConnectionResetError):
        received(server, [b"a", Pause(0.05), Cut(reset=True)])


def test_a_stall_lasts_until_the_caller_has_gone(server: ScriptedServer) -> None:
    server.on("POST", "/chat/completions", [b"a", Stall(), b"b"])
    with caller(server) as call:
        call.sendall(REQUEST)
        assert b"a" == call.recv(100)
        request = wait_until(lambda: server.requests)[0]
        call.settimeout(0.1)
        with pytest.raises(TimeoutError):
            call.recv(100)
        assert not request.gone.is_set()

    assert request.gone.wait(5)
    assert request.finished.wait(5)
    assert 1 == request.sent


def test_a_server_stops_in_mid_script() -> None:
    with ScriptedServer() as server:
        server.on("POST", "/chat/completions", [Stall()])
        call = caller(server)
        call.sendall(REQUEST)
        wait_until(lambda: server.requests)

    with call, contextlib.suppress(ConnectionResetError):
        assert b"" == call.recv(100)


def test_a_closed_server_is_gone_and_closing_it_twice_is_once() -> None:
    with ScriptedServer() as server:
        server.close()

        with pytest.raises(ConnectionRefusedError):
            caller(server)


def test_a_greeting_does_not_wait_for_a_request(server: ScriptedServer) -> None:
    server.greet([b"SSH-2.0\r\n", Cut()])

    with caller(server) as call:
        assert b"SSH-2.0\r\n" == call.recv(100)
    assert 1 == server.connections


def test_requests_are_kept_as_they_came(server: ScriptedServer) -> None:
    server.on("POST", "/chat/completions", scripts.reply(body={"ok": True}))

    url = f"{server.base_url}/chat/completions?a=1"
    answer = httpx.post(url, json={"q": "ä"}, headers={"X-Odd": "b"}, trust_env=False)

    request = server.requests[0]
    assert {"ok": True} == answer.json()
    assert ("POST", "/chat/completions?a=1", {"q": "ä"}) == (request.method, request.path, request.json())
    assert "b" == request.headers["x-odd"]


def test_a_body_in_chunks_is_put_together(server: ScriptedServer) -> None:
    server.on("POST", "/chat/completions", scripts.reply())

    httpx.post(f"{server.base_url}/chat/completions", content=iter([b"ab", b"c"]), trust_env=False)

    assert b"abc" == server.requests[0].body


def test_scripts_take_turns_and_the_last_one_stays(server: ScriptedServer) -> None:
    server.on("GET", "/models", scripts.reply(503), lambda request: scripts.reply(200, {"path": request.path}))

    statuses = [httpx.get(f"{server.base_url}/models", trust_env=False).status_code for _ in range(3)]

    assert [503, 200, 200] == statuses
    assert 404 == httpx.get(f"{server.base_url}/other", trust_env=False).status_code


def test_what_is_no_request_closes_the_connection(server: ScriptedServer) -> None:
    with caller(server) as call:
        call.sendall(b"nonsense\r\n\r\n")
        assert b"" == call.recv(100)
    assert [] == server.requests


def test_an_endpoint_that_works_satisfies_another_makers_client(server: ScriptedServer) -> None:
    scripts.works(server, "Hello from the server.", rate=500)

    with openai.OpenAI(base_url=server.base_url, api_key="none") as client:
        models = [model.id for model in client.models.list()]
        chunks = list(
            client.chat.completions.create(model="m", messages=[{"role": "user", "content": "hi"}], stream=True)
        )

    assert [scripts.MODEL, "deaf/mute"] == models
    assert "Hello from the server." == "".join(c.choices[0].delta.content or "" for c in chunks)
    assert "stop" == chunks[-1].choices[0].finish_reason
    assert chunks[-1].usage
    assert 23 == chunks[-1].usage.prompt_tokens
    assert "label" in json.dumps(httpx.get(f"{server.base_url}/key", trust_env=False).json())


def test_a_server_in_another_process_is_the_same() -> None:
    with served({("GET", "/models"): scripts.reply(body={"data": []})}) as base_url:
        assert {"data": []} == httpx.get(f"{base_url}/models", trust_env=False).json()

    with pytest.raises(httpx.ConnectError):
        httpx.get(f"{base_url}/models", trust_env=False)
