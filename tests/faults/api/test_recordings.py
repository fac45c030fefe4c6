"""What others recorded with OpenRouter is understood to the last word, also when it breaks off at any byte."""

from __future__ import annotations

import json
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from desktop.api.client import Client
from tests.server import scripts
from tests.server.hearing import heard, no_blob, played
from tests.server.recordings import Recording, recordings

if TYPE_CHECKING:
    from tests.server.server import ScriptedServer

ANSWERS = recordings(["0*", "10*", "11*", "17*"])
STREAMS = recordings(["0*-stream-*", "10-*", "16-*", "17-*"])
SHORT = 2_000  # bytes: such a stream has characters of several bytes
REFUSALS = {
    "12-error-400-bad-model": ("ModelNotFound", 400, "some/nonexistent-model is not a valid model ID", None),
    "13-error-401": ("KeyMissing", 401, "Missing Authentication header", None),
    "14-error-404-no-endpoint": ("NoEndpoint", 404, "No endpoints found that support tool use.", None),
    "15-error-429-free-limit": ("RateLimited", 429, "Rate limit exceeded: free-models-per-min.", 44),
    "16-stream-error-mid-stream": ("ProviderFailed", 502, "Upstream error from Venice", None),
    "18-error-402-credits": ("OutOfCredit", 402, "This request requires more credits", None),
}

needs_recordings = pytest.mark.skipif(not ANSWERS, reason="the recordings are not here")


@dataclass(frozen=True, slots=True)
class Line:
    """An event of a recorded stream, read without the program: where its JSON ends, and what it says."""

    end: int
    text: str
    finish: str
    failed: bool


def lines(recording: Recording) -> list[Line]:
    found = []
    at = 0
    for line in recording.body.splitlines(keepends=True):
        data = line.rstrip().removeprefix(b"data: ")
        if line.startswith(b"data: "):
            end = at + len(line.rstrip())
            found.append(Line(end, "", "stop", failed=False) if data == b"[DONE]" else _line(end, json.loads(data)))
        at += len(line)
    return found


def _line(end: int, event: dict[str, Any]) -> Line:
    choice = (event.get("choices") or [{}])[0]
    return Line(
        end, choice.get("delta", {}).get("content") or "", choice.get("finish_reason") or "", failed="error" in event
    )


def message(recording: Recording) -> dict[str, Any]:
    """Text, reasoning, usage and the like of a whole recorded answer, read without the program."""
    if "json" in recording.headers["content-type"]:
        events = [json.loads(recording.body)]
    else:
        events = [json.loads(line[6:]) for line in recording.body.splitlines() if line.startswith(b"data: {")]
    choices = [choice for event in events for choice in event["choices"]]
    said = [choice.get("delta") or choice.get("message") or {} for choice in choices]
    usage = next(event["usage"] for event in events if event.get("usage"))
    return {
        "text": "".join(one.get("content") or "" for one in said),
        "reasoning": "".join(one.get("reasoning") or "" for one in said),
        "details": [detail for one in said for detail in one.get("reasoning_details") or []],
        "images": [image["image_url"]["url"] for one in said for image in one.get("images") or []],
        "sources": [note["url_citation"]["url"] for one in said for note in one.get("annotations") or []],
        "finish": {choice["finish_reason"] for choice in choices} - {None},
        "native": {choice["native_finish_reason"] for choice in choices} - {None},
        "who": {(event["model"], event["provider"]) for event in events},
        "usage": (usage["prompt_tokens"], usage["completion_tokens"], Decimal(str(usage["cost"]))),
    }


@needs_recordings
@pytest.mark.parametrize("recording", ANSWERS, ids=lambda recording: recording.name)
async def test_a_recorded_answer_is_heard_as_it_was_said(recording: Recording, server: ScriptedServer) -> None:
    head = scripts.head(200, recording.headers["content-type"], {"Transfer-Encoding": "chunked"})
    steps = [head, *map(scripts.chunk, recording.chunks), scripts.chunk(b"")]
    server.on("POST", "/chat/completions", steps)

    answer = await heard(Client(server.base_url, read_blob=no_blob))

    expected = message(recording)
    assert "" == answer.kind
    assert answer.usage
    assert expected == {
        "text": answer.text,
        "reasoning": answer.reasoning,
        "details": [detail for delta in answer.deltas for detail in delta.details],
        "images": [url for delta in answer.deltas for url in delta.images],
        "sources": [source.url for delta in answer.deltas for source in delta.citations],
        "finish": answer.finish_reasons,
        "native": {delta.native_finish_reason for delta in answer.deltas} - {""},
        "who": {(delta.model, delta.provider) for delta in answer.deltas},
        "usage": (answer.usage.prompt_tokens, answer.usage.completion_tokens, answer.usage.cost),
    }


@needs_recordings
@pytest.mark.parametrize("recording", recordings(REFUSALS), ids=lambda recording: recording.name)
async def test_a_recorded_refusal_is_told_in_its_own_words(recording: Recording, server: ScriptedServer) -> None:
    script = scripts.reply(
        recording.status,
        recording.body,
        recording.headers["content-type"],
        {name: value for name, value in recording.headers.items() if name != "content-type"},
    )
    server.on("POST", "/chat/completions", script)

    answer = await heard(Client(server.base_url, read_blob=no_blob))

    kind, status, detail, wait = REFUSALS[recording.name]
    assert answer.failure
    assert (kind, status, wait) == (answer.kind, answer.failure.status, answer.failure.retry_after)
    assert answer.failure.detail.startswith(detail)


@needs_recordings
@pytest.mark.parametrize("broken", [None, httpx.ReadError("")], ids=["in order", "reset"])
@pytest.mark.parametrize("recording", STREAMS, ids=lambda recording: recording.name)
async def test_a_recorded_stream_that_ends_anywhere_ends_in_the_right_state(
    recording: Recording, broken: Exception | None
) -> None:
    events = lines(recording)
    # Between the first and the last events are many that say the same again; of a short one every byte is an end.
    step = 1 if len(recording.body) < SHORT else 41
    edges = {event.end + near for event in (*events[:10], *events[-10:]) for near in (-2, -1, 0, 1, 2)}

    for end in sorted({*range(0, len(recording.body), step), *edges} & {*range(len(recording.body))}):
        answer = await played(recording.body[:end], broken=broken)

        whole = [event for event in events if event.end <= end]
        failed = any(event.failed for event in whole)
        complete = any(event.finish for event in whole)
        expected = "ProviderFailed" if failed else "" if complete else "ConnectionLost"
        assert (end, expected) == (end, answer.kind)
        assert "".join(event.text for event in whole) == answer.text


@needs_recordings
@pytest.mark.parametrize("recording", STREAMS, ids=lambda recording: recording.name)
@pytest.mark.parametrize("size", [1, 2, 7, 64, 1000])
async def test_a_recorded_stream_is_the_same_in_pieces_of_any_size(recording: Recording, size: int) -> None:
    pieces = [recording.body[start : start + size] for start in range(0, len(recording.body), size)]

    in_pieces, at_once = await played(*pieces), await played(recording.body)

    assert at_once.deltas == in_pieces.deltas
    assert at_once.kind == in_pieces.kind
