"""The program's own client asks the demonstration: what is said on one side is understood on the other."""

from __future__ import annotations

import asyncio
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from desktop.api.client import Client
from desktop.api.model_list import decode
from desktop.demo.catalog import EYES, GUIDE, MIRROR
from desktop.domain.errors import CannotSeePictures, ModelNotFound
from desktop.domain.message import Role
from desktop.domain.parts import ImagePart, MediaPart, Modality, Part, TextPart
from desktop.domain.request import ChatRequest, OutgoingMessage

if TYPE_CHECKING:
    from desktop.demo.transport import DemoTransport
    from desktop.domain.delta import Delta

BASE = "https://demonstration.invalid/api/v1"
KEY = "sk-or-v1-made-up-for-this-test"
CAT = ImagePart("cat.png", media_type="image/png", blob="1" * 64)


def asked(model: str, *parts: Part, stream: bool = True) -> ChatRequest:
    return ChatRequest(model, (OutgoingMessage(Role.USER, parts or (TextPart("hello"),)),), stream=stream)


@pytest.fixture
def client(transport: DemoTransport, picture: bytes) -> Client:
    async def read_blob(_blob: str) -> bytes:
        return picture

    return Client(BASE, KEY, read_blob=read_blob, transport=transport)


def answered(client: Client, request: ChatRequest) -> list[Delta]:
    async def whole() -> list[Delta]:
        async with client.chat(request) as answer:
            return [delta async for deltas in answer for delta in deltas]

    return asyncio.run(whole())


def text(deltas: list[Delta]) -> str:
    return "".join(delta.text for delta in deltas)


def test_the_list_is_read_without_a_loss(client: Client) -> None:
    models, dropped = decode(asyncio.run(client.models()).body)

    assert ([model.id for model in models], dropped) == ([GUIDE, MIRROR, EYES], 0)
    assert [model.sees_pictures for model in models] == [False, True, True]
    assert all(model.chat_ready and model.name.startswith("Demonstration: ") for model in models)


def test_the_key_is_right(client: Client) -> None:
    info = asyncio.run(client.key())

    assert info.usage == 0
    assert info.limit is None


def test_an_answer_arrives_with_its_receipt(client: Client) -> None:
    deltas = answered(client, asked(GUIDE, TextPart("Where is my key kept?")))
    usage = next(delta.usage for delta in deltas if delta.usage)

    assert "### Where is my key kept?" in text(deltas)
    assert {"stop"} == {delta.finish_reason for delta in deltas if delta.finish_reason}
    assert {("demo/guide", "Demonstration")} == {(delta.model, delta.provider) for delta in deltas if delta.model}
    assert usage.cost == Decimal(0)
    assert usage.completion_tokens is not None
    assert usage.completion_tokens > 20


def test_an_answer_arrives_whole_when_it_is_not_streamed(client: Client) -> None:
    assert text(answered(client, asked(GUIDE, stream=False))) == text(answered(client, asked(GUIDE)))


PDF = MediaPart("a.pdf", Modality.FILE, "application/pdf", blob="0" * 64)


@pytest.mark.parametrize("model", [GUIDE, EYES])
def test_a_pdf_is_spoken_of_by_name_and_size(client: Client, picture: bytes, model: str) -> None:
    told = text(answered(client, asked(model, TextPart("Where is my key kept?"), PDF)))

    assert told.startswith(f"*With your question came a PDF (`a.pdf`, {len(picture)} bytes). I am not a language model")


def test_the_mirror_shows_pdfs_recordings_and_videos(client: Client, picture: bytes) -> None:
    voice = MediaPart("a.mp3", Modality.AUDIO, "audio/mpeg", blob="0" * 64)
    film = MediaPart("a.mp4", Modality.VIDEO, url="https://example.org/a.mp4")
    told = text(answered(client, asked(MIRROR, TextPart("What is it?"), PDF, voice, film)))

    for row in (
        f"| PDF | `a.pdf`, {len(picture)} bytes |",
        f"| recording | `mp3`, {len(picture)} bytes |",
        "| video | `https://example.org/a.mp4`, by address |",
    ):
        assert row in told


def test_the_mirror_shows_what_the_client_sends_and_not_its_key(client: Client, picture: bytes) -> None:
    told = text(answered(client, asked(MIRROR, TextPart("What is it?"), CAT)))

    assert f"| picture | `image/png`, {len(picture)} bytes" in told
    assert "| `Authorization` | sent, never shown |" in told
    assert KEY not in told


def test_the_eyes_measure_a_stored_picture(client: Client) -> None:
    assert "`#cc0000` 67%" in text(answered(client, asked(EYES, TextPart("What is it?"), CAT)))


def test_refusals_are_failures_of_the_right_kind(client: Client) -> None:
    with pytest.raises(CannotSeePictures):
        answered(client, asked(GUIDE, CAT))
    with pytest.raises(ModelNotFound, match="not part of the demonstration"):
        answered(client, asked("openai/gpt-9"))
