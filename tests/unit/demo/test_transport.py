"""The demonstration through a real httpx client: shapes of the wire, refusals, pace and stopping."""

from __future__ import annotations

import asyncio
import json
import re
import time
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from desktop.demo.catalog import EYES, GUIDE, MIRROR
from desktop.demo.transport import DemoTransport

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from desktop.domain.picture import PictureFacts

    Examine = Callable[[bytes], Awaitable[PictureFacts]]

BASE = "https://demonstration.invalid/api/v1"


def talk(transport: httpx.AsyncBaseTransport, work: Callable[[httpx.AsyncClient], Awaitable[Any]]) -> Any:
    """Run `work` with a client whose only way out is the demonstration."""

    async def whole() -> Any:
        async with httpx.AsyncClient(transport=transport, base_url=BASE) as client:
            return await work(client)

    return asyncio.run(whole())


def question(text: str, model: str = GUIDE, **more: object) -> dict[str, Any]:
    return {"model": model, "messages": [{"role": "user", "content": text}], **more}


def seeing(model: str, address: str) -> dict[str, Any]:
    content = [{"type": "text", "text": "What is it?"}, {"type": "image_url", "image_url": {"url": address}}]
    return {"model": model, "messages": [{"role": "user", "content": content}]}


def posted(transport: httpx.AsyncBaseTransport, body: object) -> httpx.Response:
    response = talk(transport, lambda client: client.post("/chat/completions", json=body))
    assert isinstance(response, httpx.Response)
    return response


def events(response: httpx.Response) -> list[dict[str, Any]]:
    return [json.loads(event[6:]) for event in response.text.split("\n\n") if event.startswith("data: {")]


def said(response: httpx.Response) -> str:
    content = response.json()["choices"][0]["message"]["content"]
    assert isinstance(content, str)
    return content


def test_lists_three_models_of_which_two_take_pictures(transport: DemoTransport) -> None:
    body = talk(transport, lambda client: client.get("/models")).json()

    assert {row["id"]: "image" in row["architecture"]["input_modalities"] for row in body["data"]} == {
        GUIDE: False,
        MIRROR: True,
        EYES: True,
    }
    assert body["total_count"] == 3
    assert body["links"] == {"next": None}


@pytest.mark.parametrize("model", [GUIDE, "openai/gpt-5:free"])
def test_knows_of_no_provider_of_any_model(transport: DemoTransport, model: str) -> None:
    body = talk(transport, lambda client: client.get(f"/models/{model}/endpoints")).json()

    assert body == {"data": {"id": model, "endpoints": []}}


def test_accepts_every_key_and_none(transport: DemoTransport) -> None:
    key = talk(transport, lambda client: client.get("/key")).json()["data"]

    assert key["limit"] is None
    assert key["usage"] == 0
    assert "Demonstration" in key["label"]


def test_streams_a_comment_pieces_a_finish_the_usage_and_the_end_mark(transport: DemoTransport) -> None:
    response = posted(transport, question("Where is my key kept?", stream=True))
    *pieces, finish, usage = events(response)

    assert response.headers["content-type"] == "text/event-stream"
    assert response.text.startswith(": OPENROUTER PROCESSING\n\n")
    assert response.text.endswith("data: [DONE]\n\n")
    assert len(pieces) > 20
    assert all(event["choices"][0]["delta"]["role"] == "assistant" for event in (*pieces, finish, usage))
    assert all(event["choices"][0]["finish_reason"] is None for event in pieces)
    assert finish["choices"][0]["finish_reason"] == usage["choices"][0]["finish_reason"] == "stop"
    assert "usage" not in finish
    assert usage["usage"]["cost"] == 0
    assert usage["usage"]["completion_tokens"] == len(pieces)


def test_names_one_generation_in_the_header_and_in_every_event(transport: DemoTransport) -> None:
    response = posted(transport, question("hello", stream=True))
    generation = response.headers["X-Generation-Id"]

    assert re.fullmatch(r"gen-\d{10}-[0-9a-zA-Z]{20}", generation)
    assert {generation} == {event["id"] for event in events(response)}


@pytest.mark.parametrize("model", [GUIDE, MIRROR, EYES])
def test_says_the_same_streamed_and_whole(transport: DemoTransport, model: str) -> None:
    streamed = posted(transport, question("Which models can see?", model, stream=True))
    whole = posted(transport, question("Which models can see?", model, stream=False))

    text = "".join(event["choices"][0]["delta"]["content"] for event in events(streamed))
    assert (
        text.replace("`true`", "`false`").replace("148 bytes", "149 bytes").splitlines()[:-1]
        == (said(whole).splitlines()[:-1])
    )


@pytest.mark.parametrize("model", [GUIDE, MIRROR, EYES])
def test_no_answer_passes_for_that_of_a_language_model(
    transport: DemoTransport, model: str, picture_address: str
) -> None:
    bodies = [question(text, model) for text in ("hello", "Where is my key kept?", "Who was Ada Lovelace?")]
    if model != GUIDE:
        bodies.append(seeing(model, picture_address))

    for body in bodies:
        assert "language model" in said(posted(transport, body))


def test_a_model_is_optional_as_with_the_real_service(transport: DemoTransport) -> None:
    response = posted(transport, {"messages": [{"role": "user", "content": "hello"}]})

    assert response.json()["model"] == GUIDE


def test_goes_on_from_what_an_answer_has_said_already(transport: DemoTransport) -> None:
    whole = said(posted(transport, question("Where is my key kept?")))
    body = question("Where is my key kept?")
    body["messages"].append({"role": "assistant", "content": whole[:100]})

    assert said(posted(transport, body)) == whole[100:]


@pytest.mark.parametrize(
    ("body", "status", "words"),
    [
        (question("hi", "openai/gpt-9"), 404, "openai/gpt-9 is not part of the demonstration"),
        ([], 400, "not a JSON object"),
        ({"model": GUIDE}, 400, "at least 1 token"),
        ({"model": GUIDE, "messages": []}, 400, "at least 1 token"),
        ({"model": GUIDE, "messages": ["hi"]}, 400, "not an object"),
        (question(""), 400, "at least 1 token"),
    ],
)
def test_refuses_with_an_error_body(transport: DemoTransport, body: object, status: int, words: str) -> None:
    response = posted(transport, body)
    error = response.json()["error"]

    assert (response.status_code, error["code"]) == (status, status)
    assert words in error["message"]
    assert error["metadata"]["error_type"] in {"not_found", "invalid_request"}


@pytest.mark.parametrize("data", [b"", b"{", b"\xff", b"[" * 100_000])
def test_refuses_what_is_not_json(transport: DemoTransport, data: bytes) -> None:
    response = talk(transport, lambda client: client.post("/chat/completions", content=data))

    assert response.status_code == 400
    assert response.json()["error"]["message"] == "The body is not JSON."


def test_refuses_a_picture_for_the_guide_in_the_words_of_the_real_service(
    transport: DemoTransport, picture_address: str
) -> None:
    body = seeing(GUIDE, picture_address)
    body["messages"].append({"role": "user", "content": "A picture earlier in the chat counts too."})
    response = posted(transport, body)

    assert response.status_code == 404
    assert response.json()["error"]["message"] == "No endpoints found that support image input"


@pytest.mark.parametrize(("method", "path"), [("GET", "/credits"), ("GET", "/chat/completions"), ("POST", "/models")])
def test_whatever_else_is_asked_is_not_found(transport: DemoTransport, method: str, path: str) -> None:
    response = talk(transport, lambda client: client.request(method, path))

    assert response.status_code == 404
    assert path in response.json()["error"]["message"]


def test_halves_of_letters_do_no_harm(transport: DemoTransport) -> None:
    data = json.dumps(question("zebra \ud83d", stream=True)).encode("ascii")
    response = talk(transport, lambda client: client.post("/chat/completions", content=data))

    assert response.status_code == 200
    assert "nothing about `zebra ?`" in "".join(e["choices"][0]["delta"]["content"] for e in events(response))


def test_pieces_arrive_one_after_the_other(help_pages: dict[str, str], examine: Examine) -> None:
    async def read(client: httpx.AsyncClient) -> list[float]:
        async with client.stream("POST", "/chat/completions", json=question("hello", stream=True)) as response:
            return [time.monotonic() async for _ in response.aiter_raw()]

    quick = talk(DemoTransport(help_pages, examine, pace=0), read)
    paced = talk(DemoTransport(help_pages, examine, pace=0.3), read)

    assert len(quick) == len(paced)
    assert paced[-1] - paced[0] > 3 * (quick[-1] - quick[0])


def test_a_cancelled_reader_ends_at_once_and_the_next_is_answered(help_pages: dict[str, str], examine: Examine) -> None:
    waiting = DemoTransport(help_pages, examine, pace=100_000)  # more than twenty minutes between two pieces

    async def stop(client: httpx.AsyncClient) -> tuple[list[bytes], int]:
        arrived: list[bytes] = []

        async def read() -> None:
            async with client.stream("POST", "/chat/completions", json=question("hello", stream=True)) as response:
                async for chunk in response.aiter_raw():
                    arrived.append(chunk)  # noqa: PERF401 - what arrived before the end must stay

        with pytest.raises(TimeoutError):
            await asyncio.wait_for(read(), 0.05)
        return arrived, (await client.get("/key")).status_code

    assert talk(waiting, stop) == ([b": OPENROUTER PROCESSING\n\n"], 200)


def test_a_closed_stream_is_over(transport: DemoTransport) -> None:
    async def close(client: httpx.AsyncClient) -> list[bytes]:
        request = client.build_request("POST", "/chat/completions", json=question("hello", stream=True))
        response = await transport.handle_async_request(request)
        assert isinstance(response.stream, httpx.AsyncByteStream)
        await response.stream.aclose()
        return [chunk async for chunk in response.stream]

    assert talk(transport, close) == []
