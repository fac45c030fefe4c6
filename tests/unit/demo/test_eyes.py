"""demo/eyes: what is computed from real pictures."""

from __future__ import annotations

import asyncio
import base64
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from desktop.demo.eyes import ADDRESS, NOTHING, SOURCE, UNREADABLE, look
from desktop.domain.errors import DecoderFailed
from desktop.domain.picture import PictureFacts

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

FACTS = PictureFacts("image/jpeg", 300, 200, 1, 1, has_alpha=False, dominant=(), sharpness=8, brightness=0.5, ascii="#")


@pytest.fixture
def looked(examine: Callable[[bytes], Awaitable[PictureFacts]]) -> Callable[..., str]:
    return lambda *addresses: asyncio.run(look(addresses, examine))


def report(facts: PictureFacts) -> str:
    async def known(_data: bytes) -> PictureFacts:
        return facts

    return asyncio.run(look(("data:image/jpeg;base64,aGVsbG8=",), known))


def test_reports_a_real_picture(looked: Callable[..., str], picture: bytes, picture_address: str) -> None:
    told = looked(picture_address)

    assert told.startswith(SOURCE)
    assert f"| Format | PNG, {len(picture)} bytes |" in told
    assert "| Size | 60 \N{MULTIPLICATION SIGN} 40 pixels, landscape |" in told
    assert "`#cc0000` 67%, `#ffffff` 33%" in told
    assert "| Orientation | upright |" in told
    assert "| Transparency | none |" in told
    drawing = told.partition("```text\n")[2].partition("\n```")[0].splitlines()
    assert all(line.startswith("@" * 40) and not line[44:].strip() for line in drawing)


def test_numbers_several_pictures_and_fetches_none(looked: Callable[..., str], picture_address: str) -> None:
    told = looked("https://example.org/cat.png", picture_address)

    assert f"### Picture 1\n\n`https://example.org/cat.png`\n\n{ADDRESS}\n\n### Picture 2\n\n| What" in told


@pytest.mark.parametrize("data", ["", "!", base64.b64encode(b"no picture at all").decode()])
def test_says_what_cannot_be_read(looked: Callable[..., str], data: str) -> None:
    assert looked(f"data:image/png;base64,{data}") == f"{SOURCE}\n\n{UNREADABLE}"


def test_a_decoder_that_dies_is_told_like_a_damaged_picture(picture_address: str) -> None:
    async def dying(_data: bytes) -> PictureFacts:
        raise DecoderFailed

    assert UNREADABLE in asyncio.run(look((picture_address,), dying))


def test_asks_for_a_picture_when_there_is_none(looked: Callable[..., str]) -> None:
    assert looked() == NOTHING


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        (replace(FACTS, orientation=6), "200 pixels, portrait |\n| Orientation | on its side (turn it right) |"),
        (replace(FACTS, width=201), "pixels, square |"),
        (replace(FACTS, orientation=9), "| Orientation | not stated |"),
        (replace(FACTS, brightness=0.1), "| Brightness | 10%, dark |"),
        (replace(FACTS, brightness=0.9), "| Brightness | 90%, bright |"),
        (replace(FACTS, sharpness=2), "| Sharpness | 2.0, soft |"),
        (replace(FACTS, sharpness=20), "| Sharpness | 20.0, sharp |"),
        (replace(FACTS, has_alpha=True), "| Transparency | has an alpha channel |"),
        (replace(FACTS, frames=12), "| Frames | 12 |"),
        (FACTS, "| Most frequent colors | none: all of it is transparent |"),
    ],
)
def test_words_fit_the_figures(facts: PictureFacts, words: str) -> None:
    assert words in report(facts)
