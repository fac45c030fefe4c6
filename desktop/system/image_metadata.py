"""Taking metadata out of picture files without touching their pixels.

Kept is what a decoder needs to draw the picture, color profiles included unless they are damaged. All else goes:
EXIF with its place and serial numbers, XMP, comments, makers' segments, and whatever follows the picture's end, where
phones hide films and editors have left the part that was cropped away (CVE-2023-21036).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.system.image_jpeg import END

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_PNG_START = 8  # bytes of the signature
_PNG_KEPT = {
    *(b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"cICP", b"mDCV", b"cLLI"),
    *(b"sBIT", b"bKGD", b"hIST", b"sPLT", b"acTL", b"fcTL", b"fdAT"),
}
_WEBP_KEPT = {b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"}
_WEBP_EXIF_AND_XMP, _WEBP_PROFILE = 0x0C, 0x20  # bits of the first byte of VP8X
_GIF_KEPT_APPLICATIONS = {b"NETSCAPE2.0", b"ANIMEXTS1.0", b"ICCRGBG1012"}
_PROFILES = {
    "image/png": (b"iCCP", 4),
    "image/jpeg": (b"\xff\xe2", 0),
    "image/webp": (b"ICCP", 0),
}  # what pieces of them say, and where
_GIF_HEAD = 13
_JPEG_KEPT = {0xE0: b"JFIF\0", 0xE2: b"ICC_PROFILE\0", 0xEE: b"Adobe"}
_JPEG_MARKER = re.compile(rb"\xff[^\x00\xff]")
_JPEG_SCAN_END = re.compile(rb"\xff[^\x00\xff\xd0-\xd7]")
_EOI, _SOS, _COMMENT = 0xD9, 0xDA, 0xFE


class Broken(ValueError):  # noqa: N818 - named for what it says about the file, as the tree of failures is
    """The file's structure ends early or cannot be followed."""


@dataclass(frozen=True, slots=True)
class Container:
    """A picture file without metadata, and the number of frames that its structure names."""

    data: bytes
    frames: int


def without_metadata(data: bytes, media_type: str, *, profiled: bool = True) -> Container:
    """Strip a PNG, JPEG, WebP or GIF file; the first three of their color profiles too unless `profiled`.

    Raises `Broken`.
    """
    pieces: list[bytes] = []
    try:
        frames = _WALKERS[media_type](data, pieces)
        if not profiled and (named := _PROFILES.get(media_type)):
            pieces = [piece for piece in pieces if not piece.startswith(*named)]
        if media_type == "image/webp":
            pieces = _riff(pieces)
    except IndexError:
        raise Broken from None
    return Container(b"".join(pieces), frames)


def _jpeg(data: bytes, pieces: list[bytes]) -> int:
    """Follow the segments. A missing end is put there: decoders give up without one, and not only where pixels miss."""
    pieces.append(data[:2])
    at = 2
    while marker := _JPEG_MARKER.search(data, at):
        code = data[marker.end() - 1]
        if code == _EOI:
            break
        end = marker.end() + int.from_bytes(data[marker.end() : marker.end() + 2], "big")
        if code == _SOS:
            scan_end = _JPEG_SCAN_END.search(data, end)
            end = scan_end.start() if scan_end else len(data)
        if _jpeg_kept(code, data[marker.end() + 2 : marker.end() + 16]):
            pieces.append(data[marker.start() : end])
        at = end
    pieces.append(END)
    return 1


def _jpeg_kept(code: int, start: bytes) -> bool:
    is_application = code & 0xF0 == 0xE0  # noqa: PLR2004 - APP0 to APP15
    if is_application:
        return code in _JPEG_KEPT and start.startswith(_JPEG_KEPT[code])
    return code != _COMMENT


def _png(data: bytes, pieces: list[bytes]) -> int:
    pieces.append(data[:_PNG_START])
    frames = 0
    at = _PNG_START
    while True:
        name = data[at + 4 : at + 8]
        end = at + 12 + int.from_bytes(data[at : at + 4], "big")
        if end > len(data):
            raise Broken
        if name in _PNG_KEPT:
            pieces.append(data[at:end])
        frames += name == b"fcTL"
        if name == b"IEND":
            return max(frames, 1)
        at = end


def _webp(data: bytes, pieces: list[bytes]) -> int:
    frames = 0
    for name, content in _riff_chunks(data):
        if name in _WEBP_KEPT:
            pieces.append(name + len(content).to_bytes(4, "little") + content + b"\0" * (len(content) % 2))
            frames += name == b"ANMF"
    return max(frames, 1)


def _riff(chunks: list[bytes]) -> list[bytes]:
    """A WebP file of these chunks, which promises nothing that is not among them."""
    gone = _WEBP_EXIF_AND_XMP | (0 if any(chunk.startswith(b"ICCP") for chunk in chunks) else _WEBP_PROFILE)
    chunks = [it[:8] + bytes([it[8] & ~gone]) + it[9:] if it.startswith(b"VP8X") else it for it in chunks]
    return [b"RIFF" + (4 + sum(map(len, chunks))).to_bytes(4, "little") + b"WEBP", *chunks]


def _riff_chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    end = 8 + int.from_bytes(data[4:8], "little")
    if end > len(data) + 1:  # some writers forget the last padding byte
        raise Broken
    at = 12
    while at + 8 <= end:
        size = int.from_bytes(data[at + 4 : at + 8], "little")
        if at + 8 + size > len(data):
            raise Broken
        yield data[at : at + 4], data[at + 8 : at + 8 + size]
        at += 8 + size + size % 2


def _gif(data: bytes, pieces: list[bytes]) -> int:
    """Follow the blocks. A missing trailer at the end of a block is common, and harmless."""
    at = _GIF_HEAD + _gif_colors(data[10])
    pieces.append(data[:at])
    frames = 0
    while at < len(data):
        kind = data[at]
        if kind == ord(";"):
            pieces.append(b";")
            break
        if kind == ord(","):
            end = _gif_blocks_end(data, at + 11 + _gif_colors(data[at + 9]))
            frames += 1
        elif kind == ord("!"):
            end = _gif_blocks_end(data, at + 2)
        else:
            raise Broken
        if kind == ord(",") or _gif_extension_kept(data[at + 1], data[at + 3 : at + 14]):
            pieces.append(data[at:end])
        at = end
    return max(frames, 1)


def _gif_colors(flags: int) -> int:
    """Bytes of the color table that a packed field announces."""
    return 3 << ((flags & 7) + 1) if flags & 0x80 else 0


def _gif_blocks_end(data: bytes, at: int) -> int:
    while size := data[at]:
        at += 1 + size
    return at + 1


def _gif_extension_kept(label: int, application: bytes) -> bool:
    comment, named = 0xFE, 0xFF
    return label != comment and (label != named or application in _GIF_KEPT_APPLICATIONS)


_WALKERS: dict[str, Callable[[bytes, list[bytes]], int]] = {
    "image/jpeg": _jpeg,
    "image/png": _png,
    "image/webp": _webp,
    "image/gif": _gif,
}


def webp_size(data: bytes) -> tuple[int, int]:
    """Width and height by the header; (0, 0) when it is not understood.

    Pillow's reader takes memory for the whole canvas as soon as a file is opened, before anybody can ask.
    """
    if data[12:16] == b"VP8X":
        return int.from_bytes(data[24:27], "little") + 1, int.from_bytes(data[27:30], "little") + 1
    if data[12:16] == b"VP8L":
        bits = int.from_bytes(data[21:25], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if data[12:16] == b"VP8 ":
        return int.from_bytes(data[26:28], "little") & 0x3FFF, int.from_bytes(data[28:30], "little") & 0x3FFF
    return 0, 0
