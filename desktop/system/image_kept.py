"""What was written beside a picture, put back into what is sent where a person wants that. In the worker alone.

Kept are the words of the picture (who, when, with what), the camera's numbers, the place, XMP and comments: not the
small picture that files hold of the large one, nor what only a maker understands, which may show what was cut off or
blacked out.
"""

from __future__ import annotations

import re
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple
from zlib import crc32

from PIL import Image

from desktop.domain.edits import UNTOUCHED, Edits
from desktop.domain.picture import Change
from desktop.domain.vision import AS_IT_IS, Plan
from desktop.system.image_codec import prepare
from desktop.system.image_metadata import webp_size
from desktop.system.image_reader import BUILT, WORDS, opened

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desktop.domain.picture import Prepared

_DETAILS, _PLACE, _MAKER = 0x8769, 0x8825, 0x927C
_MARK = b"Exif\0\0"
_HEADER = 100  # bytes around it, at most
_LONGEST = 65_000  # bytes: a segment of a JPEG takes no more
_PNG_HEAD = 33  # bytes of signature and first chunk
_WEBP_ALPHA, _WEBP_EXIF, _WEBP_XMP = 0x10, 0x08, 0x04  # bits of the first byte of VP8X
_JPEG_XMP = b"http://ns.adobe.com/xap/1.0/\0"
_PNG_XMP = "XML:com.adobe.xmp"
_COMMENT = "Comment"
_LONGEST_NAME = 79  # bytes, as PNG has it
_RAW_PROFILE = "Raw profile"  # begins the names of texts in which old programs keep all sorts of other metadata
_PICTURES = re.compile(rb"Thumbnails|xmpGImg|GImage|GDepth")  # in XMP
_LIES = re.compile(rb"(tiff:Orientation(?:\s*=\s*[\"']|>\s*))[2-8]")


class Kept(NamedTuple):
    """What stays of the metadata.

    Attributes:
        exif: Without its mark; empty where there is none, like `xmp`.
        texts: By their names; that of a comment is `_COMMENT`.
        located: Whether a place is named in it.
        lost: Whether something of these kinds was there that does not stay.
    """

    exif: bytes = b""
    xmp: bytes = b""
    texts: Mapping[str, bytes] = MappingProxyType({})
    located: bool = False
    lost: bool = False

    @property
    def size(self) -> int:
        """Bytes that it takes in a file, at most; 0 for nothing."""
        pieces = [self.exif, self.xmp, *self.texts.values()]
        return sum(len(piece) + _HEADER for piece in pieces if piece)


def prepare_keeping(data: bytes, plan: Plan = AS_IT_IS, edits: Edits = UNTOUCHED) -> Prepared:
    """Make a picture ready, as `prepare` does, and keep what was written beside it. Raises what that raises."""
    kept = _kept(data)
    if plan.most:
        plan = plan._replace(most=max(1, plan.most - kept.size))
    made = prepare(data, plan, edits)
    if made.media_type not in _WRITERS:
        return made
    kept = _fitting(kept, made.media_type)
    if not kept.size:
        return made
    removed = {Change.METADATA_REMOVED, *([Change.LOCATION_REMOVED] if kept.located else [])}
    others = tuple(change for change in made.changes if change not in removed)
    said = Change.METADATA_KEPT_IN_PART if kept.lost else Change.METADATA_KEPT
    changes = (*([Change.LOCATION_KEPT] if kept.located else []), said, *others)
    return replace(made, data=_WRITERS[made.media_type](made.data, kept), changes=changes)


def _fitting(kept: Kept, media_type: str) -> Kept:
    """As much of it as such a file has a place for."""
    named = {"image/png": set(kept.texts), "image/jpeg": {_COMMENT}}.get(media_type, set())
    texts = {name: text for name, text in kept.texts.items() if name in named}
    return kept._replace(texts=texts, lost=kept.lost or texts != kept.texts)


def _kept(data: bytes) -> Kept:
    image = opened(data).image
    exif, located, lost = _exif_of(image)
    there, texts = image.info.get("xmp", b""), _texts_of(image)
    xmp = b"" if _PICTURES.search(there) or len(there) > _LONGEST else _LIES.sub(rb"\g<1>1", there)
    short = {name: text for name, text in texts.items() if len(text) <= _LONGEST and 0 < len(name) <= _LONGEST_NAME}
    lost = lost or "photoshop" in image.info or bool(there and not xmp) or short != texts
    return Kept(exif, xmp, short, located=located or b"GPSLatitude" in xmp, lost=lost)


def _exif_of(image: Image.Image) -> tuple[bytes, bool, bool]:
    """EXIF without its mark, whether it names a place, and whether some of it is lost; nothing if it is damaged."""
    try:
        there: Any = image.getexif()
        kept: Any = Image.Exif()
        for tag in WORDS:
            if tag in there:
                kept[tag] = there[tag]
        for tag in (_DETAILS, _PLACE):
            if fields := {name: value for name, value in there.get_ifd(tag).items() if name != _MAKER}:
                kept[tag] = fields
        lost = _MAKER in there.get_ifd(_DETAILS) or not {*there} <= {*WORDS, *BUILT, _DETAILS, _PLACE}
        exif: bytes = kept.tobytes().removeprefix(_MARK) if len(kept) else b""
    except Exception:  # noqa: BLE001 - damaged metadata must not cost the picture
        return b"", False, False
    return (b"", False, True) if len(exif) > _LONGEST else (exif, _PLACE in kept, lost)


def _texts_of(image: Image.Image) -> dict[str, bytes]:
    """Comments, by their names in a PNG, where others may stand beside them."""
    if image.format == "PNG":
        named = {str(name): text for name, text in image.info.items() if isinstance(text, str) and name != _PNG_XMP}
        return {name: text.encode() for name, text in named.items() if not name.startswith(_RAW_PROFILE)}
    comment = image.info.get("comment")
    return {_COMMENT: comment} if isinstance(comment, bytes) and comment else {}


def _into_jpeg(data: bytes, kept: Kept) -> bytes:
    """Behind the first segment, where that is JFIF's."""
    at = 4 + int.from_bytes(data[4:6], "big") if data[2:4] == b"\xff\xe0" else 2
    exif, xmp, comment = kept.exif, kept.xmp, kept.texts.get(_COMMENT, b"")
    pieces = [(b"\xe1", _MARK, exif), (b"\xe1", _JPEG_XMP, xmp), (b"\xfe", b"", comment)]
    there = [(code, name + piece) for code, name, piece in pieces if piece]
    segments = [b"\xff" + code + (len(piece) + 2).to_bytes(2, "big") + piece for code, piece in there]
    return data[:at] + b"".join(segments) + data[at:]


def _into_png(data: bytes, kept: Kept) -> bytes:
    texts = {_PNG_XMP: kept.xmp, **kept.texts}
    words = [b"iTXt" + name.encode("latin-1") + bytes(5) + text for name, text in texts.items() if text]
    chunks = [*([b"eXIf" + kept.exif] if kept.exif else []), *words]
    whole = [(len(chunk) - 4).to_bytes(4, "big") + chunk + crc32(chunk).to_bytes(4, "big") for chunk in chunks]
    return data[:_PNG_HEAD] + b"".join(whole) + data[_PNG_HEAD:]


def _into_webp(data: bytes, kept: Kept) -> bytes:
    """At the end; a file without the header that announces it gets one."""
    chunks = data[12:]
    flags = (_WEBP_EXIF if kept.exif else 0) | (_WEBP_XMP if kept.xmp else 0)
    if chunks[:4] == b"VP8X":
        chunks = chunks[:8] + bytes([chunks[8] | flags]) + chunks[9:]
    else:
        lets_through = _WEBP_ALPHA if chunks[:4] == b"VP8L" and chunks[12] & 0x10 else 0
        size = b"".join((edge - 1).to_bytes(3, "little") for edge in webp_size(data))
        chunks = b"VP8X" + (10).to_bytes(4, "little") + bytes([flags | lets_through, 0, 0, 0]) + size + chunks
    for name, piece in ((b"EXIF", kept.exif), (b"XMP ", kept.xmp)):
        if piece:
            chunks += name + len(piece).to_bytes(4, "little") + piece + b"\0" * (len(piece) % 2)
    return b"RIFF" + (4 + len(chunks)).to_bytes(4, "little") + b"WEBP" + chunks


_WRITERS = {"image/jpeg": _into_jpeg, "image/png": _into_png, "image/webp": _into_webp}
