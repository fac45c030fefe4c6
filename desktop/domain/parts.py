"""Pieces of a message."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from desktop.domain.vision import Detail, Quality


@dataclass(frozen=True, slots=True)
class TextPart:
    text: str


class Withheld(StrEnum):
    """Why a picture stays with its message and is not sent with later questions."""

    NO = ""
    REFUSED = "refused"  # by a provider: it would refuse every later question too
    BY_HAND = "by hand"


@dataclass(frozen=True, slots=True)
class ImagePart:
    """A picture: either stored bytes, known by their hash, or an http(s) address, sent as it is.

    Attributes:
        name: File name or last part of the address; shown, never trusted.
        media_type: What the stored bytes are, such as `image/png`; empty for an address.
        blob: SHA-256 of the stored bytes, 64 hex digits; empty for an address.
        url: The address; empty for stored bytes.
        width, height: Pixels; 0 when not known.
        size: Bytes; 0 when not known.
        withheld: Whether it is sent.
        detail: What is asked for with it, of every model.
        original: SHA-256 of the picture as it came, where that is stored too; it is never sent.
        quality, keeps: As what it was made of that one.
    """

    name: str
    media_type: str = ""
    blob: str = ""
    url: str = ""
    width: int = 0
    height: int = 0
    size: int = 0
    withheld: Withheld = Withheld.NO
    detail: Detail = Detail.AUTO
    original: str = ""
    quality: Quality | None = None
    keeps: bool = False


@dataclass(frozen=True, slots=True)
class TextFilePart:
    """A text or code file: its text is stored as UTF-8, and sent as a text that names it.

    Attributes:
        name: Shown, never trusted.
        blob: SHA-256 of the stored bytes.
        size: Bytes of the file as it came.
        lines, characters: Of the text.
        encoding: What it was read as where that is not UTF-8.
    """

    name: str
    blob: str
    size: int
    lines: int
    characters: int
    encoding: str = ""


@dataclass(frozen=True, slots=True)
class ReasoningPart:
    """What a model thought before it answered.

    Attributes:
        text: Shown, folded; never part of the answer's copy.
        details: `reasoning_details` as merged from the wire, opaque JSON text; sent back unchanged
            to the model that made them (reference/openrouter-api.md §3.6).
    """

    text: str
    details: str = ""


@dataclass(frozen=True, slots=True)
class CitationPart:
    """A source that an answer names.

    Attributes:
        start, end: What it belongs to, as the endpoint counts in the answer's text; both 0 when it does not say.
            Often wrong (reference/openrouter-api.md §4.3): `citations` tells what can be believed.
    """

    url: str
    title: str = ""
    start: int = 0
    end: int = 0


Attached = ImagePart | TextFilePart
Part = TextPart | Attached | ReasoningPart | CitationPart
