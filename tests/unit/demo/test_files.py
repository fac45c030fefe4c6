"""What the demonstration tells of PDFs, recordings and videos without opening them."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest

from desktop.demo.files import Medium, medium, told
from desktop.demo.request import Piece, read


def data(size: int, kind: str = "application/pdf") -> str:
    return f"data:{kind};base64,{base64.b64encode(bytes(size)).decode()}"


def file(name: str, address: str) -> dict[str, Any]:
    return {"type": "file", "file": {"filename": name, "file_data": address}}


SOUND = {"type": "input_audio", "input_audio": {"data": base64.b64encode(bytes(1001)).decode(), "format": "mp3"}}
FILM = {"type": "video_url", "video_url": {"url": "https://example.org/a.mp4"}}


@pytest.mark.parametrize(
    ("part", "found"),
    [
        *((file("a.pdf", data(size)), Medium("PDF", "a.pdf", size)) for size in (0, 1, 2, 3, 1000)),
        (file("b.pdf", "https://example.org/b.pdf"), Medium("PDF", "b.pdf", None)),
        (SOUND, Medium("recording", "mp3", 1001)),
        (FILM, Medium("video", "https://example.org/a.mp4", None)),
        ({"type": "video_url", "video_url": {"url": data(5, "video/mp4")}}, Medium("video", "", 5)),
        ({"type": "file", "file": None}, Medium("PDF", "", None)),
        ({"type": "file"}, Medium("PDF", "", None)),
        ({"type": "other"}, None),
    ],
)
def test_kind_name_and_size_are_told(part: dict[str, Any], found: Medium | None) -> None:
    assert found == medium(Piece(str(part["type"]), json.dumps(part)))


def body(*messages: Any) -> Any:
    return read(json.dumps({"messages": messages}).encode())


def test_what_came_with_the_last_question_is_told_in_a_sentence() -> None:
    first = {"role": "user", "content": [file("old.pdf", data(9))]}
    last = {"role": "user", "content": [{"type": "text", "text": "?"}, file("a|b.pdf", data(2000)), SOUND]}
    said = told(body(first, last))

    assert r"came a PDF (`a\|b.pdf`, 2 kB); a recording (`mp3`, 1 kB). I am not a language model" in said
    assert "old.pdf" not in said
    assert not told(body(last, {"role": "user", "content": "hi"}))
    assert not told(body({"role": "assistant", "content": "hi"}))
