from __future__ import annotations

import asyncio
import base64
import json
import tracemalloc
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.api.body import PIECE, Body
from desktop.domain.errors import BytesLost
from desktop.domain.message import Role
from desktop.domain.parts import (
    CitationPart,
    Engine,
    ImagePart,
    MediaPart,
    Modality,
    ParsedPart,
    Part,
    ReasoningPart,
    TextFilePart,
    TextPart,
)
from desktop.domain.request import ChatRequest, OutgoingMessage
from desktop.domain.vision import Detail

if TYPE_CHECKING:
    from collections.abc import Callable

BLOBS = {"1" * 64: b'{"type":"file","file":{"hash":"h1"}}', "2" * 64: b'{"type":"file","file":{"hash":"h2"}}'}
BLOBS |= {"a" * 64: b"picture a", "b" * 64: bytes(range(256)) * 3000, "c" * 64: b"", "d" * 64: 'x = "ä"\n'.encode()}
A = ImagePart("a.png", "image/png", blob="a" * 64, size=9)
B = ImagePart("b.jpg", "image/jpeg", blob="b" * 64)
FILE = TextFilePart("a.py", "d" * 64, 9, 1, 8)
PDF = MediaPart('a "b".pdf', Modality.FILE, "application/pdf", "b" * 64, size=256 * 3000)
VOICE = MediaPart("a.mp3", Modality.AUDIO, "audio/mpeg", "a" * 64, size=9)
FILM = MediaPart("a.mov", Modality.VIDEO, "video/quicktime", "a" * 64, size=9)
REMOTE = ImagePart("cat.webp", url="https://pictures.example/cat.webp?a=1&b=\u00e4")


async def read_blob(blob: str) -> bytes:
    return BLOBS[blob]


def asked(*parts: Part, role: Role = Role.USER, **more: Any) -> ChatRequest:
    return ChatRequest("some/model", (OutgoingMessage(role, parts),), **more)


def sent(request: ChatRequest) -> bytes:
    """The bytes of a request, whose length was announced rightly."""

    async def read() -> bytes:
        body = await Body.of(request, read_blob)
        first, second = [b"".join([piece async for piece in body]) for _ in range(2)]
        assert len(body) == len(first)
        assert first == second
        return first

    return asyncio.run(read())


def test_what_the_connection_has_taken_is_told_piece_by_piece() -> None:
    heard: list[tuple[int, int]] = []

    async def read() -> list[int]:
        body = await Body.of(asked(TextPart("see"), A, B), read_blob, lambda *told: heard.append(told))
        return [len(piece) async for piece in body]

    lengths = asyncio.run(read())

    assert [(sum(lengths[: end + 1]), sum(lengths)) for end in range(len(lengths))] == heard


def message(*parts: Part, role: Role = Role.USER) -> Any:
    return json.loads(sent(asked(*parts, role=role)))["messages"][0]


def image(url: str) -> dict[str, Any]:
    return {"type": "image_url", "image_url": {"url": url}}


def in_letters(part: ImagePart | MediaPart) -> str:
    return base64.b64encode(BLOBS[part.blob]).decode()


def data_url(part: ImagePart | MediaPart) -> str:
    return f"data:{part.media_type};base64,{in_letters(part)}"


def test_nothing_is_sent_that_was_not_set() -> None:
    expected = b'{"model":"some/model","stream":true,"messages":[{"role":"user","content":"hello"}]}'

    assert expected == sent(asked(TextPart("hello")))


def test_what_is_set_is_sent_in_the_same_order_every_time() -> None:
    request = ChatRequest(
        "some/model",
        (
            OutgoingMessage(Role.SYSTEM, (TextPart("Be brief."),)),
            OutgoingMessage(Role.USER, (TextPart('"hé\u2028llo"\n'),)),
        ),
        stream=False,
        session="c0ffee",
        modalities=("image", "text"),
    )

    assert list(json.loads(sent(request)).items()) == [
        ("model", "some/model"),
        ("stream", False),
        (
            "messages",
            [{"role": "system", "content": "Be brief."}, {"role": "user", "content": '"hé\u2028llo"\n'}],
        ),
        ("session_id", "c0ffee"),
        ("modalities", ["image", "text"]),
    ]


def test_text_goes_before_pictures_however_they_were_put() -> None:
    found = message(A, TextPart("what is this?"), REMOTE, B)

    text = {"type": "text", "text": "what is this?"}
    assert [text, image(data_url(A)), image(REMOTE.url), image(data_url(B))] == found["content"]


def test_a_text_file_is_a_text_that_names_it_between_text_and_pictures() -> None:
    said, file = ({"type": "text", "text": text} for text in ("why?", 'File: a.py\n```\nx = "ä"\n```'))

    assert [said, file, image(REMOTE.url)] == message(TextPart("why?"), FILE, REMOTE)["content"]
    assert file["text"] == message(FILE)["content"]


def test_a_pdf_is_a_file_with_its_name_as_bytes_or_as_an_address() -> None:
    at = MediaPart("b.pdf", Modality.FILE, url="https://example.org/b.pdf?a=\u00e4")
    stored = {"type": "file", "file": {"filename": PDF.name, "file_data": data_url(PDF)}}
    remote = {"type": "file", "file": {"filename": "b.pdf", "file_data": at.url}}

    assert [{"type": "text", "text": "why?"}, stored, remote] == message(PDF, at, TextPart("why?"))["content"]


def test_a_recording_is_bare_base64_with_its_format() -> None:
    assert [{"type": "input_audio", "input_audio": {"data": in_letters(VOICE), "format": "mp3"}}] == message(VOICE)[
        "content"
    ]


def test_a_video_is_sent_as_bytes_or_as_an_address() -> None:
    at = MediaPart("b", Modality.VIDEO, url="https://example.org/b.mp4")

    assert [
        {"type": "video_url", "video_url": {"url": data_url(FILM)}},
        {"type": "video_url", "video_url": {"url": at.url}},
    ] == message(FILM, at)["content"]


def test_pictures_and_files_keep_the_order_in_which_they_were_put() -> None:
    kinds = [part["type"] for part in message(VOICE, A, PDF, REMOTE, TextPart("?"), FILM)["content"]]

    assert ["text", "input_audio", "image_url", "file", "image_url", "video_url"] == kinds


def test_who_reads_pdfs_is_said_once_for_the_whole_request() -> None:
    found = json.loads(sent(asked(PDF, engine=Engine.TEXT)))

    assert [{"id": "file-parser", "pdf": {"engine": "cloudflare-ai"}}] == found["plugins"]


@pytest.mark.parametrize("known", [True, False])
def test_what_was_made_of_pdfs_goes_back_as_it_came(known: bool) -> None:  # noqa: FBT001
    parsed = [ParsedPart(f"h{n}", f"{n}" * 64, len(BLOBS[f"{n}" * 64]) if known else 0) for n in (1, 2)]

    expected = {"role": "assistant", "content": "42", "reasoning_details": [1]}
    assert expected == message(ReasoningPart("hm", "[1]"), TextPart("42"), role=Role.ASSISTANT)
    found = message(ReasoningPart("hm", "[1]"), TextPart("42"), *parsed, role=Role.ASSISTANT)
    assert expected | {"annotations": [json.loads(BLOBS[part.blob]) for part in parsed]} == found


@pytest.mark.parametrize(
    ("parts", "content"),
    [
        ((), ""),
        ((TextPart("a"), TextPart("b")), [{"type": "text", "text": "a"}, {"type": "text", "text": "b"}]),
        ((REMOTE,), [image(REMOTE.url)]),
        ((CitationPart("https://a.example"), TextPart("a")), "a"),
        ((ReasoningPart("hm"), TextPart("a")), "a"),
    ],
)
def test_one_text_is_a_string_and_all_else_a_list(parts: tuple[Part, ...], content: object) -> None:
    assert {"role": "user", "content": content} == message(*parts)


def test_detail_is_sent_where_it_was_chosen() -> None:
    parts = replace(A, detail=Detail.LOW), replace(REMOTE, detail=Detail.HIGH), A
    first, second, third = message(*parts)["content"]

    assert first["image_url"] == {"url": data_url(A), "detail": "low"}
    assert second["image_url"] == {"url": REMOTE.url, "detail": "high"}
    assert third["image_url"] == {"url": data_url(A)}


def test_reasoning_details_go_back_as_they_came() -> None:
    details = '[{"type":"reasoning.text","text":"hm","signature":"abc==","index":0}]'

    found = message(ReasoningPart("hm", details), TextPart("42"), role=Role.ASSISTANT)

    assert {"role": "assistant", "content": "42", "reasoning_details": json.loads(details)} == found


@pytest.mark.parametrize("text", ["a\ud83db", "\ud83d\ude00"])
def test_half_characters_do_not_stop_a_question(text: str) -> None:
    mended = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")

    assert mended == message(TextPart(text))["content"]


@given(st.integers(0, 3 * PIECE), st.booleans())
def test_a_picture_of_any_size_has_the_length_that_was_announced(size: int, known: bool) -> None:  # noqa: FBT001
    BLOBS["d" * 64] = b"\xff" * size
    part = ImagePart("d.png", "image/png", blob="d" * 64, size=size if known else 0)

    assert [image(data_url(part))] == message(part)["content"]


async def read_or_miss(blob: str) -> bytes:
    if blob not in BLOBS:
        raise BytesLost(blob)
    return BLOBS[blob]


@pytest.mark.parametrize("lost", [replace(A, size=8), replace(A, blob="e" * 64), replace(B, blob="e" * 64)])
def test_a_picture_that_has_changed_or_is_gone_is_lost(lost: ImagePart) -> None:
    async def read() -> None:
        async for _ in await Body.of(asked(A, lost), read_or_miss):
            pass

    with pytest.raises(BytesLost) as caught:
        asyncio.run(read())
    assert lost.blob == caught.value.detail


def read_whole(request: ChatRequest) -> Any:
    async def read() -> bytes:
        return b"".join([piece async for piece in await Body.of(request, read_or_miss)])

    return json.loads(asyncio.run(read()))["messages"][0]


@pytest.mark.parametrize("lost", [replace(FILE, characters=9), replace(FILE, blob="e" * 64)])
def test_of_a_text_that_has_changed_or_is_gone_the_model_is_told(lost: TextFilePart) -> None:
    BLOBS["d" * 64] = 'x = "ä"\n'.encode()
    told = [{"type": "text", "text": "see"}, {"type": "text", "text": "[the text of a.py is lost]"}]

    assert told == read_whole(asked(TextPart("see"), lost))["content"]


@pytest.mark.parametrize(
    ("parsed", "kept"),
    [
        ([ParsedPart("h1", "1" * 64, 0), ParsedPart("h2", "2" * 64, len(BLOBS["2" * 64]))], ["h1", "h2"]),
        ([ParsedPart("h1", "1" * 64, 3), ParsedPart("h2", "2" * 64, 0)], ["h2"]),
        ([ParsedPart("h1", "1" * 64, 0), ParsedPart("h2", "e" * 64, 0)], ["h1"]),
        ([ParsedPart("h1", "e" * 64, 9)], None),
    ],
)
def test_what_was_made_of_a_pdf_and_has_changed_or_is_gone_is_not_given_back(
    parsed: list[ParsedPart], kept: list[str] | None
) -> None:
    said = read_whole(asked(TextPart("42"), *parsed, role=Role.ASSISTANT))

    found = [annotation["file"]["hash"] for annotation in said["annotations"]] if "annotations" in said else None
    assert kept == found


@pytest.mark.parametrize("kind", [ImagePart, lambda n, m, **b: MediaPart(n, Modality.FILE, m, **b)])
def test_one_picture_or_file_is_in_memory_at_a_time(kind: Callable[..., Part]) -> None:
    size = 4_000_000
    parts = [kind(f"{n}", "application/pdf", blob=f"{n}" * 64, size=size) for n in range(8)]

    async def fresh(_blob: str) -> bytes:
        return bytes(size)

    async def most() -> int:
        body = await Body.of(asked(*parts), fresh)
        tracemalloc.start()
        try:
            async for _piece in body:
                pass
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    assert asyncio.run(most()) < 1.5 * size
