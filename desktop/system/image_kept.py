"""What a camera wrote beside a picture, put back into what is sent where a person wants that. In the worker alone.

Kept are the words of the picture (who, when, with what), the camera's numbers and the place: not the small picture that
files hold of the large one, nor what only a maker understands, which may show what was cut off or blacked out.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any
from zlib import crc32

from PIL import Image

from desktop.domain.edits import UNTOUCHED, Edits
from desktop.domain.picture import Change
from desktop.domain.vision import AS_IT_IS, Plan
from desktop.system.image_codec import prepare
from desktop.system.image_metadata import webp_size
from desktop.system.image_reader import opened

if TYPE_CHECKING:
    from desktop.domain.picture import Prepared

_DETAILS, _PLACE, _MAKER = 0x8769, 0x8825, 0x927C
_WORDS = (0x010E, 0x010F, 0x0110, 0x0131, 0x0132, 0x013B, 0x8298)  # description, make, model, software, date, artist, ©
_MARK = b"Exif\0\0"
_HEADER = 100  # bytes around it, at most
_LONGEST = 65_000  # bytes: a segment of a JPEG takes no more
_PNG_HEAD = 33  # bytes of signature and first chunk
_WEBP_ALPHA, _WEBP_EXIF = 0x10, 0x08  # bits of the first byte of VP8X


def prepare_keeping(data: bytes, plan: Plan = AS_IT_IS, edits: Edits = UNTOUCHED) -> Prepared:
    """Make a picture ready, as `prepare` does, and keep what the camera wrote. Raises what that raises."""
    exif, located = _kept(data)
    if plan.most:
        plan = plan._replace(most=max(1, plan.most - len(exif) - _HEADER))
    made = prepare(data, plan, edits)
    if not exif or made.media_type not in _WRITERS:
        return made
    removed = {Change.METADATA_REMOVED, *([Change.LOCATION_REMOVED] if located else [])}
    others = tuple(change for change in made.changes if change not in removed)
    kept = (*([Change.LOCATION_KEPT] if located else []), Change.METADATA_KEPT)
    return replace(made, data=_WRITERS[made.media_type](made.data, exif), changes=(*kept, *others))


def _kept(data: bytes) -> tuple[bytes, bool]:
    """What stays of the metadata, as EXIF without its mark, and whether it names a place; nothing if it is damaged."""
    image = opened(data).image
    try:
        there: Any = image.getexif()
        kept: Any = Image.Exif()
        for tag in _WORDS:
            if tag in there:
                kept[tag] = there[tag]
        for tag in (_DETAILS, _PLACE):
            if fields := {name: value for name, value in there.get_ifd(tag).items() if name != _MAKER}:
                kept[tag] = fields
        exif: bytes = kept.tobytes().removeprefix(_MARK) if len(kept) else b""
    except Exception:  # noqa: BLE001 - damaged metadata must not cost the picture
        return b"", False
    return (exif, _PLACE in kept) if len(exif) <= _LONGEST else (b"", False)


def _into_jpeg(data: bytes, exif: bytes) -> bytes:
    """Behind the first segment, where that is JFIF's."""
    at = 4 + int.from_bytes(data[4:6], "big") if data[2:4] == b"\xff\xe0" else 2
    segment = _MARK + exif
    return data[:at] + b"\xff\xe1" + (len(segment) + 2).to_bytes(2, "big") + segment + data[at:]


def _into_png(data: bytes, exif: bytes) -> bytes:
    chunk = b"eXIf" + exif
    whole = len(exif).to_bytes(4, "big") + chunk + crc32(chunk).to_bytes(4, "big")
    return data[:_PNG_HEAD] + whole + data[_PNG_HEAD:]


def _into_webp(data: bytes, exif: bytes) -> bytes:
    """At the end; a file without the header that announces it gets one."""
    chunks = data[12:]
    if chunks[:4] == b"VP8X":
        chunks = chunks[:8] + bytes([chunks[8] | _WEBP_EXIF]) + chunks[9:]
    else:
        lets_through = _WEBP_ALPHA if chunks[:4] == b"VP8L" and chunks[12] & 0x10 else 0
        size = b"".join((edge - 1).to_bytes(3, "little") for edge in webp_size(data))
        chunks = b"VP8X" + (10).to_bytes(4, "little") + bytes([_WEBP_EXIF | lets_through, 0, 0, 0]) + size + chunks
    chunks += b"EXIF" + len(exif).to_bytes(4, "little") + exif + b"\0" * (len(exif) % 2)
    return b"RIFF" + (4 + len(chunks)).to_bytes(4, "little") + b"WEBP" + chunks


_WRITERS = {"image/jpeg": _into_jpeg, "image/png": _into_png, "image/webp": _into_webp}
