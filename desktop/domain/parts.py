"""Pieces of a message."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from desktop.domain.picture import ALONE, Change, Frames
from desktop.domain.vision import Detail, Quality


@dataclass(frozen=True, slots=True)
class TextPart:
    text: str


class Modality(StrEnum):
    """What a model must take to be sent a part, by the names of the model list (openrouter-api.md §2.3)."""

    IMAGE = "image"
    FILE = "file"
    AUDIO = "audio"
    VIDEO = "video"


EVERYTHING = frozenset(Modality)


class Engine(StrEnum):
    """Who reads a PDF (openrouter-api.md §3.7)."""

    UNSET = ""
    NATIVE = "native"  # the model itself, at the price of its tokens
    TEXT = "cloudflare-ai"  # its text alone, for nothing
    OCR = "mistral-ocr"  # scans too, for a price by the page


class Withheld(StrEnum):
    """Why a picture, PDF, recording or video stays with its message and is not sent with later questions."""

    NO = ""
    REFUSED = "refused"  # by a provider: it would refuse every later question too
    BY_HAND = "by hand"
    LOST = "lost"  # its bytes are not in the store any more, or are others


class LeftOut(StrEnum):
    """Why something is not sent. Stored with answers."""

    NOT_TAKEN = "not taken"  # the model takes none of its kind
    REFUSED = "refused"  # by a provider, before
    BY_HAND = "by hand"
    LOST = "lost"  # it is not stored any more
    OLD = "old"  # only newer ones are wanted
    TOO_LARGE = "too large"  # for this model, by what is known of its family, like the next
    FORMAT = "format"
    NO_ROOM = "no room"  # in the context, beside newer ones


class Missing(NamedTuple):
    """What is not sent, and why."""

    what: Modality
    why: LeftOut


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
        withheld: Why it is not sent any more; `Withheld.NO` where it is.
        detail: What is asked for with it, of every model.
        original: SHA-256 of the picture as it came, where that is stored too; it is never sent.
        quality, keeps, frame: As what it was made of that one; without a `frame`, of all of it or of its first page.
        most: Bytes that may be made of that one, after more were refused; 0 for as many as the model takes.
        changes, given, frames: As those of its `Attachment`, so that a chip that comes back says the same again.
        broken: It was stored as it came, and its bytes cannot be read.
        beyond: It was stored as it came, and is more than is decoded: the failure's kind. Another version may do that.
        place: Its number in the text, see `embedded`; 0 when it does not stand there.
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
    frame: int | None = None
    most: int = 0
    changes: tuple[Change, ...] = ()
    given: tuple[int, int] | None = None
    frames: Frames = ALONE
    broken: bool = False
    place: int = 0
    beyond: str = ""

    @property
    def modality(self) -> Modality:
        return Modality.IMAGE

    @property
    def is_raw(self) -> bool:
        """Whether it was stored as it came, and nobody has looked at it yet."""
        return bool(self.blob) and not (self.width or self.broken)

    @property
    def shows(self) -> bool:
        """Whether its bytes are stored, and nobody has failed to show them."""
        return bool(self.blob) and not (self.broken or self.beyond)

    def awaits(self, place: str) -> bool:
        """Whether it is to be replaced by what is made of this: its hash, as it came, or its address."""
        return place == (self.url or (self.blob if self.is_raw else None))

    @property
    def has_original(self) -> bool:
        """Whether what came is stored too, and was another one than what is sent."""
        return self.original not in {"", self.blob}

    @property
    def has_more_pixels(self) -> bool:
        """Whether it can be made of what came with more pixels than it is sent with."""
        known = self.original and self.quality not in {None, Quality.ORIGINAL} and self.given
        return bool(known) and max(self.given or ()) > max(self.width, self.height)


@dataclass(frozen=True, slots=True)
class MediaPart:
    """A PDF, a recording or a video: stored bytes, of the length in which they came, or an http(s) address, as it is.

    Attributes:
        name: Shown, never trusted.
        media_type: What the stored bytes are, such as `application/pdf`; empty for an address.
        blob, url, size, withheld: As those of a picture.
        seconds: Length of a recording; 0 when its header does not state it.
        pages: Of a PDF; 0 when that is not known.
        engine: Who reads a PDF, where that was chosen.
        changes: What became of all that was written beside picture and sound.
    """

    name: str
    modality: Modality
    media_type: str = ""
    blob: str = ""
    url: str = ""
    size: int = 0
    seconds: int = 0
    pages: int = 0
    engine: Engine = Engine.UNSET
    withheld: Withheld = Withheld.NO
    changes: tuple[Change, ...] = ()


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


@dataclass(frozen=True, slots=True)
class ParsedPart:
    """What an endpoint made of a PDF, as an answer brought it; sent back, the PDF is not parsed and paid again (§7.2).

    Attributes:
        file: The endpoint's hash of the PDF.
        blob: SHA-256 of the stored annotation: JSON, opaque.
        size: Bytes of it.
        host: Of the endpoint; "" where that is not known.
    """

    file: str
    blob: str
    size: int
    host: str = ""


@dataclass(frozen=True, slots=True)
class LostPart:
    """Pictures of an answer that could not be read or stored; how many."""

    pictures: int


Media = ImagePart | MediaPart  # what not every model takes
Attached = Media | TextFilePart
Part = TextPart | Attached | ReasoningPart | CitationPart | ParsedPart | LostPart
