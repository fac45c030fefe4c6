"""A question as JSON, its pictures encoded piece by piece while it is sent: one picture in memory at a time."""

from __future__ import annotations

import binascii
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from desktop.api.wire import mended
from desktop.domain.errors import PictureDamaged
from desktop.domain.parts import ImagePart, ReasoningPart, TextFilePart, TextPart
from desktop.domain.text_file import named

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from desktop.domain.request import ChatRequest, OutgoingMessage

ReadBlob = Callable[[str], Awaitable[bytes]]  # the bytes of a stored picture, by their hash

encode = msgspec.json.encode
PIECE = 3 * 64 * 1024  # bytes of a picture encoded at once; a multiple of 3, so that only the last is padded


class Picture(NamedTuple):
    """Stored bytes that go out as base64."""

    part: ImagePart
    size: int


class Body:
    """The body of a request, of known length; can be iterated once for each try.

    Keys stand in the same order every time, or prompt caches would not be found again.
    """

    def __init__(self, segments: list[bytes | Picture], read_blob: ReadBlob) -> None:
        self._segments = segments
        self._read_blob = read_blob

    @classmethod
    async def of(cls, request: ChatRequest, read_blob: ReadBlob) -> Body:
        """Lay out a request. Pictures of unknown size are read once more than others."""
        segments: list[bytes | Picture] = []
        json = bytearray()
        for segment in _layout(request):
            if isinstance(segment, bytes):
                json += segment
            elif isinstance(segment, TextFilePart):
                text = (await read_blob(segment.blob)).decode(errors="replace")
                json += encode(mended(named(segment.name, text)))
            else:
                size = segment.size or len(await read_blob(segment.blob))
                segments += [bytes(json), Picture(segment, size)]
                json.clear()
        return cls([*segments, bytes(json)], read_blob)

    def __len__(self) -> int:
        return sum(len(it) if isinstance(it, bytes) else (it.size + 2) // 3 * 4 for it in self._segments)

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for segment in self._segments:
            if isinstance(segment, bytes):
                yield segment
                continue
            for piece in _encoded(await self._read_blob(segment.part.blob), segment):
                yield piece


def _encoded(blob: bytes, picture: Picture) -> Iterator[bytes]:
    if len(blob) != picture.size:  # the length of the body has been announced
        raise PictureDamaged(picture.part.name)
    view = memoryview(blob)
    for start in range(0, len(blob), PIECE):
        yield binascii.b2a_base64(view[start : start + PIECE], newline=False)


def _layout(request: ChatRequest) -> Iterator[bytes | ImagePart | TextFilePart]:
    """The JSON text, with stored pictures and files where their base64 and their text belong."""
    yield b'{"model":%b,"stream":%b,"messages":[' % (encode(mended(request.model)), encode(request.stream))
    for index, message in enumerate(request.messages):
        yield b"," if index else b""
        yield from _message(message)
    yield b"]"
    if request.session:
        yield b',"session_id":%b' % encode(request.session)
    if request.modalities:
        yield b',"modalities":%b' % encode(request.modalities)
    yield b"}"


def _message(message: OutgoingMessage) -> Iterator[bytes | ImagePart | TextFilePart]:
    """Text goes before pictures (reference/openrouter-api.md §7.1); one text alone is a plain string."""
    texts = [part for part in message.parts if isinstance(part, TextPart | TextFilePart)]
    pictures = [part for part in message.parts if isinstance(part, ImagePart)]
    details = [part.details for part in message.parts if isinstance(part, ReasoningPart) and part.details]
    yield b'{"role":%b,"content":' % encode(message.role)
    if pictures or len(texts) > 1:
        for index, part in enumerate([*texts, *pictures]):
            yield b"," if index else b"["
            yield from _picture(part) if isinstance(part, ImagePart) else _text_part(part)
        yield b"]"
    elif texts:
        yield _text(texts[0])
    else:
        yield b'""'
    if details:
        yield b',"reasoning_details":%b' % details[0].encode()
    yield b"}"


def _text_part(part: TextPart | TextFilePart) -> Iterator[bytes | TextFilePart]:
    yield b'{"type":"text","text":'
    yield _text(part)
    yield b"}"


def _text(part: TextPart | TextFilePart) -> bytes | TextFilePart:
    return part if isinstance(part, TextFilePart) else encode(mended(part.text))


def _picture(picture: ImagePart) -> Iterator[bytes | ImagePart]:
    detail = b',"detail":%b' % encode(picture.detail) if picture.detail else b""
    yield b'{"type":"image_url","image_url":{"url":'
    if picture.blob:
        yield b'"data:%b;base64,' % picture.media_type.encode()
        yield picture
        yield b'"%b}}' % detail
    else:
        yield b"%b%b}}" % (encode(mended(picture.url)), detail)
