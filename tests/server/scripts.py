"""The usual scripts: replies, streams, and the answers of an endpoint that works."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from tests.server.server import Cut, Pause

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from tests.server.server import Script, ScriptedServer, Step

GENERATION = "gen-1777319809-KRozO9hOQbdWkZAi8Zj7"
MODEL = "openai/gpt-5.4-nano"
PROVIDER = "OpenAI"
COMMENT = b": OPENROUTER PROCESSING\n\n"
DONE = b"data: [DONE]\n\n"


def head(
    status: int = 200,
    content_type: str = "application/json",
    headers: Mapping[str, str] | None = None,
) -> bytes:
    """The beginning of an answer, with an empty line at its end; without a length it goes on until it is closed."""
    lines = [f"HTTP/1.1 {status} Because", f"Content-Type: {content_type}", "Connection: close"]
    lines += [f"{name}: {value}" for name, value in (headers or {}).items()]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")


def reply(
    status: int = 200,
    body: object = b"",
    content_type: str = "application/json",
    headers: Mapping[str, str] | None = None,
) -> Script:
    """A whole answer of known length; a body that is not bytes is sent as JSON."""
    data = body if isinstance(body, bytes) else json.dumps(body, ensure_ascii=False).encode()
    told = {"Content-Length": str(len(data))} | dict(headers or {})
    return [head(status, content_type, told), data]


def error(status: int, message: str, metadata: object = None, headers: Mapping[str, str] | None = None) -> Script:
    """An answer that says no, as OpenRouter words it."""
    told = {"code": status, "message": message, "metadata": metadata}
    return reply(status, {"error": told}, headers=headers)


def chunk(data: bytes) -> bytes:
    """One piece of a body with `Transfer-Encoding: chunked`; an empty one ends it."""
    return b"%x\r\n%b\r\n" % (len(data), data)


def stream(
    pieces: Iterable[Step],
    content_type: str = "text/event-stream",
    headers: Mapping[str, str] | None = None,
) -> Script:
    """An answer in pieces; each is one chunk. It ends in order, unless a `Cut` says otherwise."""
    more = {"Transfer-Encoding": "chunked", "X-Generation-Id": GENERATION} | dict(headers or {})
    steps = [chunk(piece) if isinstance(piece, bytes) else piece for piece in pieces]
    cut = bool(steps) and isinstance(steps[-1], Cut)
    return [head(200, content_type, more), *steps, *([] if cut else [chunk(b"")])]


def event(data: object) -> bytes:
    return b"data: %b\n\n" % json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()


def delta(content: str | None = None, finish: str | None = None, **more: Any) -> bytes:
    """One event in the shape of the recorded ones; `more` goes into the delta, except `usage` and `error`."""
    top: dict[str, Any] = {name: more.pop(name) for name in ("usage", "error") if name in more}
    said: dict[str, Any] = {"content": content, "role": "assistant", **more}
    choice: dict[str, Any] = {"index": 0, "delta": said, "finish_reason": finish, "native_finish_reason": finish}
    facts: dict[str, Any] = {"id": GENERATION, "object": "chat.completion.chunk", "created": 1777319809}
    return event(facts | {"model": MODEL, "provider": PROVIDER, "choices": [choice]} | top)


USAGE = {"prompt_tokens": 23, "completion_tokens": 20, "total_tokens": 43, "cost": 0.00000555}


def spoken(text: str, rate: float = 0) -> Iterator[Step]:
    """A text as events, a word each, `rate` of them a second (as fast as can be when 0), then finish and usage."""
    yield COMMENT
    for word in text.split(" ")[:1] + [f" {word}" for word in text.split(" ")[1:]]:
        yield delta(word)
        if rate:
            yield Pause(1 / rate)
    yield delta("", "stop")
    yield delta("", "stop", usage=USAGE)
    yield DONE


def model_row(model_id: str, name: str = "", inputs: Iterable[str] = ("text",)) -> dict[str, Any]:
    """A model in the shape of the recorded lists."""
    return {
        "id": model_id,
        "name": name or model_id,
        "created": 1777319809,
        "context_length": 131072,
        "architecture": {"input_modalities": list(inputs), "output_modalities": ["text"]},
        "pricing": {"prompt": "0.0000002", "completion": "0.000001"},
        "top_provider": {"context_length": 131072, "max_completion_tokens": 16384},
        "supported_parameters": ["max_tokens", "temperature"],
    }


def works(server: ScriptedServer, text: str = "Hello from the server.", rate: float = 0) -> None:
    """Let a server answer everything an endpoint is asked: two models (one sees pictures), a key, and `text`."""
    rows = [model_row(MODEL, "OpenAI: GPT-5.4 Nano", ("text", "image")), model_row("deaf/mute", "Words Only")]
    lists(server, rows)
    key: dict[str, Any] = {"label": "sk-or-v1-abc...xyz", "limit": 10, "limit_remaining": 7.5, "usage": 2.5}
    server.on("GET", "/key", reply(body={"data": key}))
    server.on("POST", "/chat/completions", lambda _received: stream(spoken(text, rate)))


def lists(server: ScriptedServer, *answers: Iterable[Mapping[str, Any]]) -> None:
    """Let a server answer with these models when it is asked for its list, one answer after another."""
    server.on("GET", "/models", *(reply(body={"data": list(rows)}) for rows in answers))
