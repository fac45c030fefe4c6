"""Pictures and files on their way into a message: offered, then prepared, then ready or refused."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import count
from pathlib import PurePath
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote, urlsplit

from desktop.domain.edits import UNTOUCHED
from desktop.domain.endings import RAW_FILES
from desktop.domain.errors import BadAddress
from desktop.domain.parts import ImagePart, MediaPart
from desktop.domain.picture import ALONE, RAW, Change, Frames

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from decimal import Decimal

    from desktop.domain.edits import Edits
    from desktop.domain.errors import Failure
    from desktop.domain.parts import Attached, Engine, TextFilePart
    from desktop.domain.vision import Detail, Estimate, Quality

MOST = 50  # pictures and files in one message
LONGEST_STEM = 200  # bytes: room for an ending, and for the number of a second copy
LONGEST_NAME = 255  # characters, as in most file systems
LONGEST_ADDRESS = 8_000
_MISLEADING = {"Cc", "Cf", "Cs", "Zl", "Zp"}  # controls, writing directions and other invisible ones, lone surrogates
_NOT_IN_FILES = set('/\\:*?"<>|')
_ENDINGS = {
    "image/png": ("png",),
    "image/jpeg": ("jpg", "jpeg", "jpe", "jfif"),
    "image/webp": ("webp",),
    "image/gif": ("gif",),
    "image/heic": ("heic", "heif"),
    "image/avif": ("avif",),
    "image/bmp": ("bmp",),
    "image/tiff": ("tif", "tiff", *RAW_FILES),
    RAW: RAW_FILES,
    "image/vnd.microsoft.icon": ("ico",),
    "image/vnd.adobe.photoshop": ("psd", "psb"),
    "image/svg+xml": ("svg", "svgz"),
    "application/pdf": ("pdf",),
    "audio/wav": ("wav",),
    "audio/mpeg": ("mp3",),
    "audio/flac": ("flac",),
    "audio/ogg": ("ogg", "oga", "opus"),
    "audio/mp4": ("m4a", "m4b", "mp4"),
    "audio/aac": ("aac",),
    "video/mp4": ("mp4", "m4v"),
    "video/quicktime": ("mov",),
    "video/webm": ("webm",),
    "video/mpeg": ("mpeg", "mpg"),
}
_NOT_IN_ADDRESSES = _MISLEADING | {"Zs"}


@dataclass(frozen=True, slots=True)
class Offer:
    """Something dropped, pasted or picked, not looked into yet: a local path, bytes, or an http(s) address.

    Attributes:
        blob: Of bytes that are in the store, their hash.
        digest: Of a file that was read before, the SHA-256 of what it was then; nothing else is to be read for it.
        encode: Makes the bytes where there are only pixels; takes long, and may run on any thread.
        instead: Gives what else was offered of the same, for where this cannot be read; to be asked on the window's
            thread, and None where that is no longer there.
        edits: What is to be done to it.
        keeps: Whether what a camera wrote beside it stays in it.
        most: Bytes that may be sent of it, after more were refused; 0 for as many as the model takes.
        done: What a person did to what is stored of it, before: it is told on, though it is not done again.
    """

    name: str
    path: str = ""
    data: bytes = b""
    url: str = ""
    blob: str = ""
    digest: str = ""
    encode: Callable[[], bytes] | None = None
    instead: Callable[[], Offer | None] | None = field(default=None, compare=False)
    edits: Edits = UNTOUCHED
    keeps: bool = False
    most: int = 0
    done: tuple[Change, ...] = ()


class Preparation(StrEnum):
    PENDING = "pending"
    READY = "ready"
    FAILED = "failed"


class Choice(NamedTuple):
    """What is sent of a picture with another `Quality`, about; `size` in bytes where it is made already, else 0."""

    quality: Quality
    width: int
    height: int
    size: int
    estimate: Estimate | None


@dataclass(frozen=True, slots=True)
class Attachment:
    """One chip.

    Attributes:
        id: Unique within the program's run.
        image: The stored picture, once ready.
        thumbnail: A small PNG, or a preview as stored, once ready; for an address once somebody has looked at it.
        failure: Why it cannot be attached, once failed; or why a ready one stays as it was.
        path: Of the file that was offered, if it was one.
        quality: How much of the picture is sent; None where that can no longer be chosen.
        given: Pixels that it came with, width and height; None when not known.
        edits: What the person had done to `image`.
        file: The stored text file, once ready, where it is one.
        frames: What there is to choose from in what was offered.
        media: The PDF, recording or video, once ready, where it is one.
        engines: Who can be asked to read a PDF.
        unread: PDFs of earlier questions that the same engine reads anew.
        token_price: USD for each token that the model itself makes of it; None where that is not known.
        keeps: Whether what a camera wrote stays in `image` or `media`.
        unreached: It lies at an address that the endpoint cannot fetch.
        strippable: Whether that can be chosen of `media`.
        choices: What there would be with each `quality`, where that can be chosen.
        details: What it costs with each detail, where that is known.
        unsure: All of a film is sent, to a model of which nobody says whether it takes such.
        lacked: The model at hand does not take such things: it is sent without this.
    """

    id: str
    name: str
    preparation: Preparation = Preparation.PENDING
    image: ImagePart | None = None
    thumbnail: bytes = b""
    changes: tuple[Change, ...] = ()
    failure: Failure | None = None
    path: str = ""
    quality: Quality | None = None
    given: tuple[int, int] | None = None
    edits: Edits = UNTOUCHED
    file: TextFilePart | None = None
    frames: Frames = ALONE
    media: MediaPart | None = None
    engines: tuple[Engine, ...] = ()
    unread: tuple[MediaPart, ...] = ()
    token_price: Decimal | None = None
    keeps: bool = False
    choices: tuple[Choice, ...] = ()
    details: tuple[tuple[Detail, Estimate], ...] = ()
    lacked: bool = False
    unsure: bool = False
    strippable: bool = False
    unreached: bool = False

    @property
    def part(self) -> Attached | None:
        """What is sent of it, once there is something."""
        return self.image or self.file or self.media

    @property
    def kept(self) -> Attached | str:
        """What a draft keeps of it: what is sent, else the path of a file that is pending; "" for nothing."""
        return self.part or (self.path if self.preparation is Preparation.PENDING else "")

    def holding(self, part: Attached) -> Attachment:
        """The same chip, ready, with what is sent of it."""
        ready = replace(self, preparation=Preparation.READY)
        if isinstance(part, ImagePart):
            return replace(ready, image=part)
        if isinstance(part, MediaPart):
            return replace(ready, media=part, changes=part.changes, keeps=Change.METADATA_KEPT in part.changes)
        return replace(ready, file=part)


def picture_address(text: str) -> str:
    """An http(s) address, checked by its letters alone: nothing is asked for.

    Raises:
        BadAddress: Another scheme, no host, a user name in it, blanks or invisible characters, or too long.
    """
    address = text.strip()
    hidden = any(unicodedata.category(character) in _NOT_IN_ADDRESSES for character in address)
    try:
        parts = urlsplit(address)
        wrong = parts.scheme not in {"http", "https"} or not parts.hostname or "@" in parts.netloc or parts.port == 0
    except ValueError:
        wrong = True
    if wrong or hidden or len(address) > LONGEST_ADDRESS:
        raise BadAddress
    return address


def address_name(address: str) -> str:
    """What an address is called: the last part of its path, else its host."""
    parts = urlsplit(address)
    return shown_name(unquote(parts.path.rstrip("/").rpartition("/")[2])) or shown_name(parts.netloc)


def last_part(path: str) -> str:
    """What a file is called, by its path as this system writes it; on most systems a backslash belongs to the name."""
    return PurePath(path).name


def shown_name(name: str) -> str:
    """A file name that cannot deceive: line breaks, changes of writing direction and their like become visible."""
    visible = ("\ufffd" if unicodedata.category(c) in _MISLEADING else c for c in name[:LONGEST_NAME])
    return "".join(visible).strip()


def numbered(name: str, taken: Collection[str]) -> str:
    """A name whose part before the ending none of these has, by a number behind that."""
    stem, dot, ending = _cut(name)
    stems = {_cut(other)[0] for other in taken}
    numbers = (f"{stem} {number}" for number in count(2))
    return name if stem not in stems else next(other for other in numbers if other not in stems) + dot + ending


def _cut(name: str) -> tuple[str, str, str]:
    """What stands before the ending of a name, the dot, and the ending."""
    return name.rpartition(".") if "." in name else (name, "", "")


def file_name(name: str, media_type: str) -> str:
    """A name under which a picture or a file can be kept in any folder, ending in what it is."""
    clean = "".join("_" if c in _NOT_IN_FILES or unicodedata.category(c) in _MISLEADING else c for c in name)
    endings = _ENDINGS.get(media_type, ("bin",))
    stem, _, ending = clean.strip(" .").rpartition(".")
    if ending.lower() not in {known for group in _ENDINGS.values() for known in group}:
        stem, ending = clean, ""
    if ending.lower() not in endings:
        ending = endings[0]
    stem = stem.strip(" .").encode()[:LONGEST_STEM].decode(errors="ignore")
    nameless = "picture" if media_type.startswith("image/") else "file"
    return f"{stem or nameless}.{ending}"
