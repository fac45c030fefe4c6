"""demo/mirror: what it tells of a request, and what it never tells."""

from __future__ import annotations

import json

import httpx

from desktop.demo.catalog import MIRROR
from desktop.demo.mirror import explain
from desktop.demo.request import read

KEY = "sk-or-v1-made-up-for-this-test"
FILE = {"type": "file", "file": {"filename": "a.pdf", "file_data": "data:application/pdf;base64,JVBERg=="}}
ODD = {"type": "hologram"}


def explained(content: object, headers: dict[str, str] | None = None, **parameters: object) -> str:
    body = {"model": MIRROR, "messages": [{"role": "user", "content": content}], "stream": True, **parameters}
    return explain(read(json.dumps(body).encode()), httpx.Headers(headers))


def test_lists_parts_with_their_sizes(picture: bytes, picture_address: str) -> None:
    told = explained(
        [
            {"type": "text", "text": "What is it?"},
            {"type": "image_url", "image_url": {"url": picture_address}},
            {"type": "image_url", "image_url": {"url": "https://example.org/cat.png"}},
            {"type": "image_url", "image_url": {"url": "data:image/png;base64,!"}},
            FILE,
            ODD,
        ]
    )

    assert "| 1 | `user` | text | 11 characters: `What is it?` |" in told
    assert f"| picture | `image/png`, {len(picture)} bytes ({len(picture_address)} bytes as text) |" in told
    assert "| picture, by address | `https://example.org/cat.png` |" in told
    assert "| picture | `image/png`, not readable |" in told
    assert "| PDF | `a.pdf`, 4 bytes |" in told
    assert f"| `hologram` | {len(json.dumps(ODD))} bytes |" in told


def test_lists_every_parameter_as_it_arrived() -> None:
    told = explained("hi", session_id="1f", temperature=0.5, modalities=["image", "text"])

    for row in (
        '| `model` | `"demo/mirror"` |',
        "| `stream` | `true` |",
        '| `session_id` | `"1f"` |',
        "| `temperature` | `0.5` |",
        '| `modalities` | `["image", "text"]` |',
    ):
        assert row in told


def test_tells_that_there_is_a_key_and_never_which() -> None:
    told = explained("hi", {"Authorization": f"Bearer {KEY}"})

    assert "| `Authorization` | sent, never shown |" in told
    assert KEY not in told
    assert "| `Authorization` | not sent" in explained("hi")


def test_names_the_headers_that_say_who_asks() -> None:
    told = explained("hi", {"x-openrouter-title": "Parley", "x-other": "unlisted"})

    assert "| `X-OpenRouter-Title` | `Parley` |" in told
    assert "| `HTTP-Referer` | not sent |" in told
    assert "unlisted" not in told
