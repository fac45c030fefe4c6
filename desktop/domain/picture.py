"""What bytes say about a picture."""

from __future__ import annotations

import re
import zlib
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

HEAD = 4_096  # bytes that `sniff` needs at most
SVG = "image/svg+xml"
RAW = "image/x-raw"  # of a camera; many of them are TIFF files by all that their first bytes say
PHOTOSHOP = "image/vnd.adobe.photoshop"
LARGEST_FILE = 100_000_000  # bytes of a file that is read …
LARGEST = 30_000_000  # … and of what is sent of it (reference/openrouter-api.md §7.1), or of a drawing's text
GZIP = b"\x1f\x8b\x08"
GZIP_WINDOW = 31  # zlib's number for what gzip writes
MOST_SEEN = 16_000_000  # pixels that are looked at in one piece

_MAGIC = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"II*\0", "image/tiff"),
    (b"MM\0*", "image/tiff"),
    (b"II+\0", "image/tiff"),
    (b"MM\0+", "image/tiff"),
    (b"IIRO", RAW),
    (b"IIRS", RAW),
    (b"MMOR", RAW),
    (b"IIU\0", RAW),
    (b"FUJIFILMCCD-RAW ", RAW),
    (b"8BPS\0\1", PHOTOSHOP),
    (b"8BPS\0\2", PHOTOSHOP),  # of large documents (PSB)
)
_BMP_HEADERS = (12, 40, 52, 56, 64, 108, 124)  # sizes of the second header: `BM` alone begins many texts
_ICON = b"\0\0\1\0"
_ICON_START, _ICON_ENTRY = 6, 16  # bytes before the list of an icon's pictures, and of each in it
_BEFORE_ROOT = re.compile(
    rb"\xef\xbb\xbf|\s+|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>", re.DOTALL | re.IGNORECASE
)
_DRAWING = re.compile(rb"<(?:[\w.-]+:)?svg[\s/>]")
_HEIC_BRANDS = {b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1"}
_CANON = b"crx "
_AVIF_BRANDS = {b"avif", b"avis"}


class Change(StrEnum):
    """What was done to a picture before it was kept, and how it came."""

    DAMAGED = "damaged"  # nothing was done but to show what is left of it
    TURNED_UPRIGHT = "turned upright"
    LOCATION_REMOVED = "location removed"
    METADATA_REMOVED = "metadata removed"
    METADATA_REMOVED_IN_PART = "metadata removed in part"  # the rest is not understood
    METADATA_LEFT = "metadata sent as it came"  # of a recording or video whose kind is not understood
    LOCATION_KEPT = "location kept"  # as the person wanted it, like the next two
    METADATA_KEPT = "metadata kept"
    METADATA_KEPT_IN_PART = "metadata kept in part"  # the rest has no place in what is sent, or may show what does not
    CONVERTED = "converted"  # to PNG or JPEG: the picture's media type says which
    COLORS_CONVERTED = "colors converted"  # to sRGB
    TURNED = "turned"  # as the person wanted it, like all below
    CROPPED = "cropped"
    BLACKED_OUT = "blacked out"
    EMBEDDED = "embedded preview"  # of a camera's raw file
    STILL = "one frame or page only"
    PRESSED = "fewer bytes than it takes"  # at a lower quality, or with fewer pixels: the model takes no more
    LIGHTENED = "fewer bytes than were refused"  # likewise, but more were refused, for whatever reason
    LOSSY = "lossy"  # it came exact, and is no longer
    LEFT_LARGE = "not made smaller"  # it is larger than planned: smaller, it would be blurred and have more bytes
    STILL_HEAVY = "more bytes than wanted"  # it cannot be made so light
    OUTSIDE_MISSING = "outside missing"  # other files and addresses that a drawing names: none is opened
    LETTERS_MISSING = "letters missing"  # of a drawing, for which there is no font


BY_HAND = (Change.BLACKED_OUT, Change.CROPPED, Change.TURNED)  # what a person did to a picture, the weightiest first


class Frames(NamedTuple):
    """The pictures in one.

    Attributes:
        total: 1 unless it is animated or has several pages.
        at: Which of them is shown, counted from 0.
        pages: Whether they are pages, and no moments of a film.
        film: Whether all of them are sent as they are where none is chosen.
        by_hand: Whether they only are where that is chosen: as the original.
    """

    total: int = 1
    at: int = 0
    pages: bool = False
    film: bool = False
    by_hand: bool = False


ALONE = Frames()


@dataclass(frozen=True, slots=True)
class Prepared:
    """A picture ready to be stored, shown and sent.

    Attributes:
        data: What is sent: PNG, JPEG, WebP or GIF, without metadata; otherwise as it came.
        media_type: What `data` is.
        width, height: Pixels of `data`.
        thumbnail: PNG, at most 160 pixels long.
        preview: PNG or JPEG, at most 1,280 pixels long, first frame only.
        changes: What was done to it.
        given_width, given_height: Pixels that it came with, upright.
        frames: What there is to choose from.
    """

    data: bytes
    media_type: str
    width: int
    height: int
    thumbnail: bytes
    preview: bytes
    changes: tuple[Change, ...] = ()
    given_width: int = 0
    given_height: int = 0
    frames: Frames = ALONE


@dataclass(frozen=True, slots=True)
class PictureFacts:
    """What can be computed from a picture without understanding it.

    Attributes:
        format: Media type of the bytes, such as `image/png`.
        width, height: Pixels as stored, before turning.
        orientation: EXIF's number: 1 is upright, 3 upside down, 6 and 8 lie on a side, the others are mirrored.
        frames: 1 unless it is animated or has several pages.
        dominant: Colors as `#rrggbb` with their share of the visible picture (0 to 1), most frequent first.
        sharpness: Standard deviation of the Laplacian of the gray picture at 512 pixels, in gray levels (0 to 255):
            under 4 there is hardly an edge, over 12 there are many clear ones.
        brightness: Mean of the gray picture, 0 is black, 1 is white.
        ascii: The picture in characters, dark ones for dark places, lines divided by newlines.
    """

    format: str
    width: int
    height: int
    orientation: int
    frames: int
    has_alpha: bool
    dominant: tuple[tuple[str, float], ...]
    sharpness: float
    brightness: float
    ascii: str


@dataclass(frozen=True, slots=True)
class Pixels:
    """A part of a picture as it is looked at: line after line without gaps, RGB, or RGBA where `alpha`."""

    width: int
    height: int
    alpha: bool
    data: bytes


def sniff(head: bytes) -> str:
    """The media type of a picture by its first `HEAD` bytes, whatever its name says; "" for anything else."""
    for magic, media_type in _MAGIC:
        if head.startswith(magic):
            return media_type
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp"
    if head[:2] == b"BM" and int.from_bytes(head[14:18], "little") in _BMP_HEADERS:
        return "image/bmp"
    if head.startswith(_ICON) and _is_icon(head):
        return "image/vnd.microsoft.icon"
    if head[4:8] == b"ftyp":
        return _sniff_heif(head)
    return SVG if _is_drawing(_plain(head)) else ""


def _plain(head: bytes) -> bytes:
    """The first bytes of what is pressed with gzip, as few as those of all else."""
    if not head.startswith(GZIP):
        return head
    with suppress(zlib.error):
        return zlib.decompressobj(GZIP_WINDOW).decompress(head, HEAD)
    return b""


def _is_drawing(head: bytes) -> bool:
    """Whether the first element of an XML file is a drawing; before it may stand comments and declarations."""
    at = 0
    while before := _BEFORE_ROOT.match(head, at):
        at = before.end()
    return _DRAWING.match(head, at) is not None


def _is_icon(head: bytes) -> bool:
    """Whether a list of pictures follows, the first of which lies behind it: four bytes alone say too little."""
    count = int.from_bytes(head[4:6], "little")
    size, offset = (int.from_bytes(head[at : at + 4], "little") for at in (14, 18))
    return count > 0 and head[9:10] in {b"\0", b"\xff"} and size > 0 and offset >= _ICON_START + count * _ICON_ENTRY


def _sniff_heif(head: bytes) -> str:
    """HEIC, AVIF or Canon's raw by the brands in the first box: major, then compatible ones (ISO 14496-12 §4.3)."""
    end = min(int.from_bytes(head[:4], "big"), HEAD)
    brands = {head[8:12], *(head[at : at + 4] for at in range(16, end, 4))}
    if brands & _AVIF_BRANDS:
        return "image/avif"
    if _CANON in brands:
        return RAW
    return "image/heic" if brands & _HEIC_BRANDS else ""
