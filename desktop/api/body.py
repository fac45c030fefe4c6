"""A question as JSON, its pictures and files encoded piece by piece while it is sent: one in memory at a time."""

from __future__ import annotations

import binascii
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from desktop.api.wire import mended
from desktop.domain.errors import BytesLost
from desktop.domain.media import FORMATS
from desktop.domain.parts import ImagePart, MediaPart, Modality, ParsedPart, ReasoningPart, TextFilePart, TextPart
from desktop.domain.text_file import named

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Container, Iterator

    from desktop.domain.parts import Media
    from desktop.domain.request import ChatRequest, OutgoingMessage

    Stored = Media | TextFilePart | ParsedPart

ReadBlob = Callable[[str], Awaitable[bytes]]  # stored bytes, by their hash
Tell = Callable[[int, int], None]

encode = msgspec.json.encode
LOST = "[the text of {name} is lost]"  # for the model
PIECE = 3 * 64 * 1024  # bytes encoded at once; a multiple of 3, so that only the last is padded


class Segment(NamedTuple):
    """Stored bytes that go out as base64, or as they are: an annotation is JSON already."""

    part: Media | ParsedPart
    size: int

    @property
    def length(self) -> int:
        return self.size if isinstance(self.part, ParsedPart) else (self.size + 2) // 3 * 4


class Body:
    """The body of a request, of known length; can be iterated once for each try.

    Keys stand in the same order every time, or prompt caches would not be found again.
    """

    def __init__(self, segments: list[bytes | Segment], read_blob: ReadBlob, tell: Tell) -> None:
        self._segments = segments
        self._read_blob = read_blob
        self._tell = tell

    @classmethod
    async def of(cls, request: ChatRequest, read_blob: ReadBlob, tell: Tell = lambda *_: None) -> Body:
        """Lay out a request. Pictures and files of unknown size are read once more than others.

        `tell` hears how many bytes the connection has taken, and of how many, while it is sent.
        """
        segments: list[bytes | Segment] = []
        json = bytearray()
        parsed = {part for message in request.messages for part in message.parts if isinstance(part, ParsedPart)}
        lost = {part for part in parsed if await _is_lost(part, read_blob)}
        for segment in _layout(request, lost):
            if isinstance(segment, bytes):
                json += segment
            elif isinstance(segment, TextFilePart):
                json += encode(mended(await _told(segment, read_blob)))
            else:
                size = segment.size or len(await read_blob(segment.blob))
                segments += [bytes(json), Segment(segment, size)]
                json.clear()
        return cls([*segments, bytes(json)], read_blob, tell)

    def __len__(self) -> int:
        return sum(len(it) if isinstance(it, bytes) else it.length for it in self._segments)

    async def __aiter__(self) -> AsyncIterator[bytes]:
        taken, all_of_it = 0, len(self)
        async for piece in self._pieces():
            yield piece
            taken += len(piece)
            self._tell(taken, all_of_it)

    async def _pieces(self) -> AsyncIterator[bytes]:
        for segment in self._segments:
            if isinstance(segment, bytes):
                yield segment
                continue
            for piece in _encoded(await self._read_blob(segment.part.blob), segment):
                yield piece


def _encoded(blob: bytes, segment: Segment) -> Iterator[bytes]:
    if len(blob) != segment.size:  # the length of the body has been announced
        raise BytesLost(segment.part.blob)
    view = memoryview(blob)
    for start in range(0, len(blob), PIECE):
        piece = view[start : start + PIECE]
        yield bytes(piece) if isinstance(segment.part, ParsedPart) else binascii.b2a_base64(piece, newline=False)


async def _told(file: TextFilePart, read_blob: ReadBlob) -> str:
    """A text file as a model reads it, or that it is lost: the rest of the chat goes on."""
    with suppress(BytesLost):
        text = (await read_blob(file.blob)).decode(errors="replace")
        if len(text) == file.characters:
            return named(file.name, text)
    return LOST.format(name=file.name)


async def _is_lost(parsed: ParsedPart, read_blob: ReadBlob) -> bool:
    """Whether what was made of a PDF cannot be given back: it only is made again."""
    try:
        return len(await read_blob(parsed.blob)) != parsed.size > 0
    except BytesLost:
        return True


def _layout(request: ChatRequest, lost: Container[ParsedPart]) -> Iterator[bytes | Stored]:
    """The JSON text, with stored pictures and files where their base64 and their text belong."""
    yield b'{"model":%b,"stream":%b,"messages":[' % (encode(mended(request.model)), encode(request.stream))
    for index, message in enumerate(request.messages):
        yield b"," if index else b""
        yield from _message(message, lost)
    yield b"]"
    if request.session:
        yield b',"session_id":%b' % encode(request.session)
    if request.modalities:
        yield b',"modalities":%b' % encode(request.modalities)
    if request.engine:
        yield b',"plugins":%b' % encode([{"id": "file-parser", "pdf": {"engine": request.engine}}])
    yield b"}"


def _message(message: OutgoingMessage, lost: Container[ParsedPart]) -> Iterator[bytes | Stored]:
    """One text alone is a plain string."""
    content = message.content
    details = [part.details for part in message.parts if isinstance(part, ReasoningPart) and part.details]
    parsed = [part for part in message.parts if isinstance(part, ParsedPart) and part not in lost]
    yield b'{"role":%b,"content":' % encode(message.role)
    if len(content) == 1 and isinstance(content[0], TextPart | TextFilePart):
        yield _text(content[0])
    else:
        for index, part in enumerate(content):
            yield b"," if index else b"["
            yield from _medium(part) if isinstance(part, ImagePart | MediaPart) else _text_part(part)
        yield b"]" if content else b'""'
    if details:
        yield b',"reasoning_details":%b' % details[0].encode()
    for index, annotation in enumerate(parsed):
        yield b"," if index else b',"annotations":['
        yield annotation
    yield b"]}" if parsed else b"}"


def _text_part(part: TextPart | TextFilePart) -> Iterator[bytes | TextFilePart]:
    yield b'{"type":"text","text":'
    yield _text(part)
    yield b"}"


def _text(part: TextPart | TextFilePart) -> bytes | TextFilePart:
    return part if isinstance(part, TextFilePart) else encode(mended(part.text))


def _medium(part: Media) -> Iterator[bytes | Stored]:
    """A picture, PDF, recording or video (§3.2): each kind in a shape of its own."""
    if part.modality is Modality.AUDIO:
        yield b'{"type":"input_audio","input_audio":{"data":"'
        yield part
        yield b'","format":%b}}' % encode(FORMATS[part.media_type])
        return
    if part.modality is Modality.FILE:
        yield b'{"type":"file","file":{"filename":%b,"file_data":' % encode(mended(part.name))
    else:
        kind = b"image_url" if part.modality is Modality.IMAGE else b"video_url"
        yield b'{"type":"%b","%b":{"url":' % (kind, kind)
    yield from _address(part)
    if isinstance(part, ImagePart) and part.detail:
        yield b',"detail":%b' % encode(part.detail)
    yield b"}}"


def _address(part: Media) -> Iterator[bytes | Stored]:
    if part.blob:
        yield b'"data:%b;base64,' % part.media_type.encode()
        yield part
        yield b'"'
    else:
        yield encode(mended(part.url))
