from __future__ import annotations

import asyncio
import gzip
import json
import logging
import threading
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from desktop.api import client as client_module
from desktop.api.client import Client
from desktop.api.faults import Faults
from desktop.api.model_list import MODELS_MOST
from desktop.domain.account import KeyInfo
from desktop.domain.errors import (
    AnswerTooLarge,
    BadAddress,
    KeyNotAscii,
    KeyRefused,
    NotAnApi,
    StoreBroken,
    UnreadableAnswer,
)
from desktop.domain.message import Role, Usage
from desktop.domain.parts import ImagePart, TextPart
from desktop.domain.request import ChatRequest, OutgoingMessage
from desktop.version import __version__
from tests.server import scripts
from tests.server.hearing import KEY, Played, client_for, heard, no_blob

if TYPE_CHECKING:
    from tests.server.server import Script, ScriptedServer

SSE = "text/event-stream"


def client_of(server: ScriptedServer, key: str = KEY, **more: Any) -> Client:
    return Client(server.base_url, key, read_blob=more.pop("read_blob", no_blob), **more)


def key_answer(data: object) -> Script:
    return scripts.reply(body={"data": data})


# Asking


async def test_a_question_and_a_list_that_is_not_public_wait_for_the_key(server: ScriptedServer) -> None:
    scripts.works(server)
    for public in (False, True):
        client = client_of(server, "", public_list=public)

        async def learn(client: Client = client) -> None:
            client.use_key(KEY)

        client.ready = learn
        await client.models()
        listed = server.requests[-1].headers.get("authorization")
        await heard(client)

        assert listed == (None if public else f"Bearer {KEY}")
        assert server.requests[-1].headers.get("authorization") == f"Bearer {KEY}"


async def test_a_question_goes_out_with_the_key_and_nothing_about_the_program(server: ScriptedServer) -> None:
    scripts.works(server, "Hi there.")

    answer = await heard(client_of(server))

    request = server.requests[0]
    assert ("Hi there.", "", {"stop"}) == (answer.text, answer.kind, answer.finish_reasons)
    assert scripts.GENERATION == answer.generation
    assert answer.usage
    assert Usage(23, 20, cost=Decimal("0.00000555")) == replace(answer.usage, sent="")
    assert scripts.USAGE == json.loads(answer.usage.sent)
    assert ("POST", "/chat/completions") == (request.method, request.path)
    assert {"model": "some/model", "stream": True, "messages": [{"role": "user", "content": "hello"}]} == request.json()
    assert request.headers == {
        "host": f"127.0.0.1:{server.port}",
        "accept": "text/event-stream, application/json",
        "accept-encoding": "identity",
        "user-agent": f"parley/{__version__}",
        "authorization": f"Bearer {KEY}",
        "content-type": "application/json",
        "content-length": str(len(request.body)),
    }


async def test_the_program_is_named_only_if_the_person_wants_it(server: ScriptedServer) -> None:
    scripts.works(server)

    client = client_of(server)
    names = {"http-referer", "x-openrouter-title", "x-openrouter-categories"}

    await heard(client)
    client.attribution = True
    await heard(client)
    await client.models()
    client.attribution = False
    await client.key()

    silent, *named, silent_again = (request.headers for request in server.requests)
    assert not names & (set(silent) | set(silent_again))
    for headers in named:
        assert names <= set(headers)
        assert ("Parley", "http://localhost/parley") == (headers["x-openrouter-title"], headers["http-referer"])


async def test_an_endpoint_without_a_key_is_asked_without_one(server: ScriptedServer) -> None:
    scripts.works(server)
    client = client_of(server, key="")

    await client.models()
    await heard(client)

    assert all("authorization" not in request.headers for request in server.requests)


async def test_a_new_key_counts_from_the_next_request_on(server: ScriptedServer) -> None:
    scripts.works(server)
    client = client_of(server, key="")

    client.use_key(KEY)
    await client.key()
    client.use_key("")
    await client.models()

    assert [f"Bearer {KEY}", None] == [request.headers.get("authorization") for request in server.requests]


async def test_pictures_are_read_when_they_are_sent(server: ScriptedServer) -> None:
    scripts.works(server)
    picture = bytes(range(256)) * 4000

    async def read_blob(blob: str) -> bytes:
        assert "a" * 64 == blob
        return picture

    part = ImagePart("a.png", "image/png", blob="a" * 64, size=len(picture))
    question = ChatRequest("m", (OutgoingMessage(Role.USER, (TextPart("what is this?"), part)),))
    await heard(client_of(server, read_blob=read_blob), question)

    url = server.requests[0].json()["messages"][0]["content"][1]["image_url"]["url"]
    assert url.startswith("data:image/png;base64,AAECAw")
    assert int(server.requests[0].headers["content-length"]) == len(server.requests[0].body)


async def test_a_picture_that_cannot_be_read_is_the_storages_failure(server: ScriptedServer) -> None:
    scripts.works(server)

    async def read_blob(_blob: str) -> bytes:
        raise StoreBroken("disk I/O error")

    part = ImagePart("a.png", "image/png", blob="a" * 64, size=3)
    question = ChatRequest("m", (OutgoingMessage(Role.USER, (part,)),))
    answer = await heard(client_of(server, read_blob=read_blob), question)

    assert "StoreBroken" == answer.kind


async def test_two_questions_at_once_open_the_network_once_and_do_not_mix(server: ScriptedServer) -> None:
    server.on("POST", "/chat/completions", lambda got: scripts.stream(scripts.spoken(got.json()["model"], rate=200)))
    client = client_of(server)

    questions = [ChatRequest(f"model {n} says", ()) for n in range(5)]
    answers = await asyncio.gather(*(heard(client, question) for question in questions))

    assert [question.model for question in questions] == [answer.text for answer in answers]
    await client.close()


@pytest.mark.parametrize("base_url", ["ftp://example.org", "https://user:secret@example.org", "http://example.org/v1"])
def test_a_client_is_not_made_for_an_unsafe_address(base_url: str) -> None:
    with pytest.raises(BadAddress):
        Client(base_url, KEY, read_blob=no_blob)


@pytest.mark.parametrize("end", ["\n", "\0", "\u200b", " x"])
def test_an_illegal_key_is_refused_and_not_shown(end: str) -> None:
    client = Client("https://openrouter.ai/api/v1", read_blob=no_blob)

    with pytest.raises(KeyNotAscii) as caught:
        client.use_key(KEY + end)

    assert KEY not in repr(caught.value) + repr(caught.value.args) + repr(client)


async def test_the_given_transport_is_used_and_closed() -> None:
    transport = Played([scripts.DONE])
    client = client_for(transport)

    assert "" == (await heard(client)).kind
    await client.close()
    assert transport.closed


async def test_a_client_that_was_never_used_closes_all_the_same() -> None:
    await Client("https://openrouter.ai/api/v1", read_blob=no_blob).close()


async def test_nothing_of_a_request_but_its_address_is_logged(
    server: ScriptedServer, caplog: pytest.LogCaptureFixture
) -> None:
    scripts.works(server)
    caplog.set_level(logging.DEBUG)
    client = client_of(server)

    await client.key()
    await heard(client)

    assert caplog.records
    assert KEY not in caplog.text
    assert "hello" not in caplog.text


# The model list


async def test_the_model_list_is_handed_on_as_it_came(server: ScriptedServer) -> None:
    body = b'\n  {"data":[{"id":"a"}]}\n'
    server.on("GET", "/models", scripts.reply(body=body))

    assert body == (await client_of(server).models()).body


async def test_a_packed_model_list_is_unpacked(server: ScriptedServer) -> None:
    body = json.dumps({"data": [scripts.model_row(f"a/{n}") for n in range(400)]}).encode()
    server.on("GET", "/models", scripts.reply(body=gzip.compress(body), headers={"Content-Encoding": "gzip"}))

    assert body == (await client_of(server).models()).body
    assert "gzip" == server.requests[0].headers["accept-encoding"]


@pytest.mark.parametrize(
    ("body", "content_type"),
    [(b"<html>login</html>", "text/html"), (b"\n <!doctype html>", "application/json"), (b"hello", "text/html")],
)
async def test_a_web_page_is_no_model_list(body: bytes, content_type: str, server: ScriptedServer) -> None:
    server.on("GET", "/models", scripts.reply(body=body, content_type=content_type))

    with pytest.raises(NotAnApi):
        await client_of(server).models()


@pytest.mark.parametrize("body", [b"", b" \n"])
async def test_nothing_is_no_model_list(body: bytes, server: ScriptedServer) -> None:
    server.on("GET", "/models", scripts.reply(body=body))

    with pytest.raises(UnreadableAnswer):
        await client_of(server).models()


async def test_a_model_list_of_50_megabytes_is_not_read_to_its_end(server: ScriptedServer) -> None:
    megabyte = scripts.chunk(b" " * 1_000_000)
    head = scripts.head(headers={"Transfer-Encoding": "chunked"})
    server.on("GET", "/models", [head, *([megabyte] * 50), scripts.chunk(b"")])

    with pytest.raises(AnswerTooLarge):
        await client_of(server).models()
    assert server.requests[0].finished.wait(5)
    assert server.requests[0].sent < 1.4 * MODELS_MOST


async def test_a_bomb_is_measured_by_what_it_unpacks_to(server: ScriptedServer) -> None:
    bomb = gzip.compress(b" " * 2 * MODELS_MOST)
    server.on("GET", "/models", scripts.reply(body=bomb, headers={"Content-Encoding": "gzip"}))

    with pytest.raises(AnswerTooLarge):
        await client_of(server).models()


@pytest.mark.parametrize("size", [1_000, 1_000_000])
async def test_the_loop_does_not_wait_while_a_key_is_looked_for_in_a_long_list(
    size: int, server: ScriptedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked = []

    def look(faults: Faults, document: bytes) -> bytes:
        looked.append(threading.current_thread() is threading.main_thread())
        return without_key_in(faults, document)

    without_key_in = Faults.without_key_in
    monkeypatch.setattr(Faults, "without_key_in", look)
    escaped = "".join(f"\\u{ord(letter):04x}" for letter in KEY)
    server.on("GET", "/models", scripts.reply(body=f'{{"data": ["{escaped}", "{"x" * size}"]}}'.encode()))
    body = (await client_of(server).models()).body

    assert json.loads(body)["data"][0] == "…"
    assert looked == [size == 1_000]


# The key


async def test_the_facts_of_a_key_are_read(server: ScriptedServer) -> None:
    data = {
        "label": "sk-or-v1-abc...xyz",
        "limit": 10,
        "limit_remaining": "-0.5",
        "limit_reset": "monthly",
        "usage": 10.5,
        "byok_usage": "1.25e-2",
        "free_model_daily_requests": {"used": 20, "limit": 1000, "remaining": 980},
        "is_free_tier": True,
        "is_management_key": False,
        "is_provisioning_key": False,
        "expires_at": "2027-01-31T12:00:00+02:00",
        "rate_limit": {"requests": -1},
    }
    server.on("GET", "/key", key_answer(data))

    assert await client_of(server).key() == KeyInfo(
        label="sk-or-v1-abc...xyz",
        limit=Decimal(10),
        limit_remaining=Decimal("-0.5"),
        limit_reset="monthly",
        usage=Decimal("10.5"),
        byok_usage=Decimal("0.0125"),
        free_requests=1000,
        free_requests_remaining=980,
        is_free_tier=True,
        expires_at=datetime(2027, 1, 31, 10, tzinfo=UTC),
    )


@pytest.mark.parametrize(
    "data",
    [
        None,
        [],
        {},
        {"label": None, "limit": None, "usage": "much", "is_free_tier": None, "expires_at": "soon"},
        {"byok_usage": [], "free_model_daily_requests": None},
        {"free_model_daily_requests": {"limit": None, "remaining": -1}},
        *({"expires_at": odd} for odd in ("soon", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00")),
        {"expires_at": "9999-12-31T23:59:59Z"},  # another day where the clock is ahead, and there is none
        {"expires_at": "0001-01-01T00:00:00"},
    ],
)
async def test_what_is_missing_about_a_key_stays_open(data: object, server: ScriptedServer) -> None:
    server.on("GET", "/key", key_answer(data))

    assert KeyInfo() == await client_of(server).key()


async def test_a_date_without_a_zone_is_utc_and_the_older_name_of_management_keys_counts(
    server: ScriptedServer,
) -> None:
    server.on("GET", "/key", key_answer({"expires_at": "2027-01-31T12:00:00", "is_provisioning_key": True}))

    expected = KeyInfo(expires_at=datetime(2027, 1, 31, 12, tzinfo=UTC), is_management_key=True)
    assert expected == await client_of(server).key()


@pytest.mark.parametrize("body", [b"[]", b"{", b"ok"])
async def test_an_answer_about_a_key_that_says_nothing_is_unreadable(body: bytes, server: ScriptedServer) -> None:
    server.on("GET", "/key", scripts.reply(body=body))

    with pytest.raises(UnreadableAnswer):
        await client_of(server).key()


@pytest.mark.parametrize(
    "script",
    [
        scripts.error(401, "User not found."),
        scripts.reply(body={"error": {"code": 401, "message": "User not found."}}),
    ],
)
async def test_a_refused_key_is_told_so_whatever_the_status(script: Script, server: ScriptedServer) -> None:
    server.on("GET", "/key", script)

    with pytest.raises(KeyRefused) as caught:
        await client_of(server).key()
    assert ("User not found.", 401) == (caught.value.detail, caught.value.status)


async def test_an_endpoint_that_knows_no_keys_says_404(server: ScriptedServer) -> None:
    with pytest.raises(NotAnApi) as caught:
        await client_of(server).key()
    assert 404 == caught.value.status


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, 0),
        ({"Cache-Control": "public, max-age=300, stale-while-revalidate=3600"}, 300),
        ({"Cache-Control": "max-age=300", "Age": "250"}, 50),
        ({"Cache-Control": "max-age=300", "Age": "400"}, 0),
        ({"Cache-Control": "max-age=300", "Age": "old"}, 300),
        ({"Cache-Control": "no-store"}, 0),
        ({"Cache-Control": "max-age=99999999999999999999"}, 999_999_999),
    ],
)
async def test_a_list_says_how_long_it_is_good(server: ScriptedServer, headers: dict[str, str], seconds: int) -> None:
    server.on("GET", "/models", scripts.reply(body=b"[]", headers=headers))

    assert (await client_of(server).models()).fresh_for == seconds


async def test_no_key_is_sent_for_a_list_that_anybody_may_read(server: ScriptedServer) -> None:
    server.on("GET", "/models", scripts.reply(body=b"[]"))
    server.on("GET", "/key", key_answer({}))
    client = client_of(server, public_list=True)
    await client.models()
    await client.key()

    assert ["authorization" in request.headers for request in server.requests] == [False, True]


@pytest.mark.parametrize(("public", "asked"), [(True, "/models?output_modalities=text,image"), (False, "/models")])
async def test_models_that_answer_with_pictures_alone_are_asked_for_where_the_endpoint_knows_how(
    server: ScriptedServer, *, public: bool, asked: str
) -> None:
    server.on("GET", "/models", scripts.reply(body=b"[]"))

    await client_of(server, public_list=public).models()

    assert [asked] == [request.path for request in server.requests]


async def test_providers_are_asked_about_without_a_key_where_anybody_may(server: ScriptedServer) -> None:
    server.on("GET", "/providers", scripts.reply(body=b'{"data":[]}'))

    assert await client_of(server).providers() is None
    assert not server.requests
    assert await client_of(server, public_list=True).providers() == b'{"data":[]}'
    assert "authorization" not in server.requests[0].headers


async def test_details_are_asked_for_at_the_path_that_the_list_names(server: ScriptedServer) -> None:
    path = "/api/v1/models/~z-ai/glm-latest:free/endpoints"
    server.on("GET", path, scripts.reply(body=b'{"data":{}}'))

    assert await client_of(server).details(path) == b'{"data":{}}'
    assert server.requests[0].headers["authorization"] == f"Bearer {KEY}"


@pytest.mark.parametrize(
    "path",
    [
        "",
        "models",
        "//evil.example/x",
        "/../x",
        "/a/./b",
        "/a/..",
        "/a?b",
        "/a#b",
        "/a b",
        "/a\\b",
        "/\u00e4",
        "https://e.org/",
    ],
)
async def test_a_path_that_leads_elsewhere_is_not_asked(server: ScriptedServer, path: str) -> None:
    with pytest.raises(BadAddress):
        await client_of(server).details(path)
    assert not server.requests


def page(*ids: str, following: object = None) -> Script:
    return scripts.reply(body={"data": [{"id": name} for name in ids], "links": {"next": following}})


async def test_a_list_that_comes_in_pages_is_put_together(server: ScriptedServer) -> None:
    first = page("a", "b", following="https://elsewhere.example/v1/models?offset=2&limit=2")
    server.on("GET", "/models", first, page("c", following="/api/v1/models?offset=4"), page("d"))

    found = json.loads((await client_of(server).models()).body)
    assert [row["id"] for row in found["data"]] == ["a", "b", "c", "d"]
    assert [request.path for request in server.requests] == [
        "/models",
        "/models?offset=2&limit=2",
        "/models?offset=4",
    ]


@pytest.mark.parametrize("following", [None, "", "https://e.org/next", 7, ["x"], "/models?a b", "/models?" + "x" * 600])
async def test_what_is_no_address_of_a_page_ends_the_list(server: ScriptedServer, following: object) -> None:
    server.on("GET", "/models", page("a", following=following))

    assert len(json.loads((await client_of(server).models()).body)["data"]) == 1
    assert len(server.requests) == 1


async def test_pages_without_end_have_one(server: ScriptedServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client_module, "PAGES_MOST", 3)
    server.on("GET", "/models", *(page("a", following=f"?again={n}") for n in range(9)))

    await client_of(server).models()
    assert len(server.requests) == 3


async def test_pages_that_name_each_other_are_asked_for_once(server: ScriptedServer) -> None:
    server.on(
        "GET", "/models", page("a", following="?at=1"), page("b", following="?at=2"), page("c", following="?at=1")
    )

    found = json.loads((await client_of(server).models()).body)
    assert [row["id"] for row in found["data"]] == ["a", "b", "c"]


async def test_all_pages_together_have_a_limit(server: ScriptedServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client_module.model_list, "MODELS_MOST", 100)
    server.on("GET", "/models", page("a" * 30, following="?again=1"))

    with pytest.raises(AnswerTooLarge):
        await client_of(server).models()
