"""Photoshop's documents that Pillow does not read: large ones (PSB), and those of 16 bits. In the worker process alone.

All that is read is the one picture that stands for all layers. What Python raises here means `PictureDamaged`.
"""

from __future__ import annotations

from itertools import accumulate, pairwise
from struct import Struct, unpack_from
from typing import NamedTuple

from PIL import Image, ImageChops

from desktop.domain.errors import PictureDamaged

_HEAD = Struct(">4xH6xHIIHH")
_LENGTH, _LARGE_LENGTH, _SHORT = Struct(">I"), Struct(">Q"), Struct(">H")
_LARGE, _DEEP = 2, 16  # a version, and bits
_MODES = {1: "L", 3: "RGB", 4: "CMYK", 8: "L", 9: "LAB"}
_PLAIN, _PACKED = 0, 1
_COUNT = Struct(">h")
_DEEP_LAYERS = b"8BIMLr16"
_PROFILE = b"8BIM\x04\x0f\0\0"  # and no name


class Document(NamedTuple):
    """What the first bytes say; `mode` is a number of Photoshop's own."""

    version: int
    channels: int
    height: int
    width: int
    bits: int
    mode: int

    @property
    def unusual(self) -> bool:
        """Whether Pillow does not read it."""
        return self.version == _LARGE or self.bits == _DEEP


def head_of(data: bytes) -> Document:
    """What a document says of itself."""
    return Document(*_HEAD.unpack_from(data))


def flattened(data: bytes, head: Document) -> Image.Image:
    """The picture of a document, in 8 bits. Raises `PictureDamaged` for kinds that nobody sends, such as of 32 bits."""
    mode = _MODES.get(head.mode, "")
    if not mode or head.bits not in {8, _DEEP}:
        raise PictureDamaged(f"Photoshop {head.mode} {head.bits}")
    resources = _behind(data, _HEAD.size)
    layers = _behind(data, resources)
    length = _LARGE_LENGTH if head.version == _LARGE else _LENGTH
    pixels = _behind(data, layers, length)
    extra = mode == "RGB" and head.channels > len(mode)
    mode = "RGBA" if extra and _is_transparent(data[layers + length.size : pixels], length) else mode
    planes = _planes(data, head, pixels, len(mode))
    image = Image.merge(mode, [ImageChops.invert(plane) for plane in planes] if mode == "CMYK" else planes)
    at = data.find(_PROFILE, resources, layers)
    if at >= 0:
        start = at + len(_PROFILE) + _LENGTH.size
        image.info["icc_profile"] = data[start : start + _LENGTH.unpack_from(data, start - _LENGTH.size)[0]]
    return image


def _behind(data: bytes, at: int, length: Struct = _LENGTH) -> int:
    """Where a section ends, which begins with its length."""
    return at + length.size + int(length.unpack_from(data, at)[0])


def _is_transparent(layers: bytes, length: Struct) -> bool:
    """Whether the channel behind the colors is what is transparent; else it is a selection that somebody saved.

    The number of layers is negative then. Documents of 16 bits have them in a block of their own.
    """
    rest = layers if any(layers[: length.size]) else layers.partition(_DEEP_LAYERS)[2]
    return len(rest) >= length.size + _COUNT.size and _COUNT.unpack_from(rest, length.size)[0] < 0


def _planes(data: bytes, head: Document, at: int, wanted: int) -> list[Image.Image]:
    """The first channels, one after the other."""
    row = head.width * head.bits // 8
    packing, at = _SHORT.unpack_from(data, at)[0], at + _SHORT.size
    if packing == _PLAIN:
        ends = [at + row * head.height * number for number in range(wanted + 1)]
    elif packing == _PACKED:
        size = _LENGTH if head.version == _LARGE else _SHORT
        rows = unpack_from(f">{head.height * head.channels}{size.format[-1]}", data, at)
        sizes = [sum(rows[start : start + head.height]) for start in range(0, wanted * head.height, head.height)]
        ends = list(accumulate(sizes, initial=at + size.size * len(rows)))
    else:
        raise PictureDamaged("Photoshop")
    decoder = ("packbits", "L") if packing == _PACKED else ("raw", "L")
    planes = (Image.frombytes("L", (row, head.height), data[start:end], *decoder) for start, end in pairwise(ends))
    return [_of_8_bits(plane) if head.bits == _DEEP else plane for plane in planes]


def _of_8_bits(plane: Image.Image) -> Image.Image:
    """Of every two bytes the first, which says more."""
    return Image.frombytes("L", (plane.width // 2, plane.height), plane.tobytes()[::2])
