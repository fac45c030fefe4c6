"""What a drop or a paste offers, in the order of worth: picture data, files, a page's picture, an address.

Nothing is loaded or decoded and no file is opened here; `services.intake` looks at contents.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote, urlsplit

from PySide6.QtCore import QCoreApplication, QMimeData
from PySide6.QtGui import QImage

from desktop.domain.attachment import LONGEST_ADDRESS, MOST, Offer, last_part
from desktop.domain.embedded import embedded_bytes
from desktop.domain.endings import is_picture, may_be_folder, may_fit, modality_named
from desktop.domain.media import is_youtube, modality_at
from desktop.domain.parts import Modality
from desktop.domain.text_file import LONGEST as LARGEST_TEXT
from desktop.ui.images.decode import png_of
from desktop.ui.images.handed import handed_name, handed_over, hands_over
from desktop.ui.images.once import LARGEST_PAGE, UTF8, Once
from desktop.ui.images.paths import local_path, title_in, url_lines

if TYPE_CHECKING:
    from collections.abc import Callable

MOST_PIXELS = 50_000_000  # of a bare bitmap: encoding more takes seconds, and its PNG may be too large to attach
LONGEST_TEXT = 1_000_000  # characters
MOST_BESIDE = 200  # pictures between words that are counted
LOOKED_AT = 100_000  # of these, while it is dragged: all of them take a third of a second

ORIGINALS = {
    "image/png": "png",
    "image/jpeg": "jpg",
    "image/webp": "webp",
    "image/gif": "gif",
    "image/heic": "heic",
    "image/heif": "heif",
    "image/avif": "avif",
    "image/tiff": "tif",
    "image/svg+xml": "svg",
}
# Programs make these of any bitmap, in whatever order: they are taken after all others.
MADE_ANYWAY = ("image/tiff", "image/svg+xml")
BITMAP = "application/x-qt-image"
WORDS = "text/plain"
RICH = ("text/rtf", "application/rtf", "text/richtext")
EMBEDDED = re.compile(r"data:(image/(?:png|jpeg|webp|gif))(?:;[\w=-]+)*;base64,(?=[a-z0-9+/])", re.IGNORECASE)


class Beside(NamedTuple):
    """The pictures between words: those that are surely meant to be looked at, and `others` without a size."""

    certain: list[Offer]
    others: list[Offer]


def offers_of(
    mime: QMimeData | Once,
    again: Callable[[], QMimeData | None] | None = None,
    came: str = "",
    most: int = LARGEST_PAGE,
) -> list[Offer]:
    """The pictures in it, at most `MOST`; none when it is text or nothing that can be attached.

    A path that is text is none either: it may lead nowhere. `paths_in` finds it. Where one can look `again` at what
    is there by then, a bitmap is not fetched in vain, which another program may have to make first. What has no name
    is called after how it `came`. Whether a page is of pictures alone its first bytes decide, so many at `most`.
    """
    mime = Once.of(mime)
    came = came or QCoreApplication.translate("mime", "Pasted picture")
    named = partial(_named, came)
    if _is_of_words(mime, most):
        return []
    if _is_of_files(mime):
        return _with_bitmap(_files(mime), mime, again, named)
    return named(_data(mime)) or _files(mime) or handed_over(mime) or named(_from_page(mime, most)) or _addresses(mime)


def _named(came: str, offers: list[Offer]) -> list[Offer]:
    """With a name where there is none but an ending."""
    nameless = (not (it.path or it.url) and it.name.startswith(".") for it in offers)
    return [replace(it, name=came + it.name) if bare else it for it, bare in zip(offers, nameless, strict=True)]


def _with_bitmap(
    files: list[Offer],
    mime: Once,
    again: Callable[[], QMimeData | None] | None,
    named: Callable[[list[Offer]], list[Offer]],
) -> list[Offer]:
    """Files, and for the case that the one there is cannot be read, the bitmap that was drawn from it."""
    if len(files) != 1 or not _has_pixels(mime):
        return files
    if again is None:
        drawn = named(_data(mime))
        return [replace(files[0], instead=lambda: next(iter(drawn), None))]
    lines = url_lines(mime)

    def bitmap() -> Offer | None:
        found = Once.of(there) if (there := again()) else None
        return next(iter(named(_data(found))), None) if found and url_lines(found) == lines else None

    return [replace(files[0], instead=bitmap)]


@dataclass(frozen=True, slots=True)
class Brought:
    """What a drag brings that can be attached, judged by kinds and names alone.

    Attributes:
        count: How many files, pictures and addresses; 0 refuses the drag.
        kinds: What models have to take for each, as far as names tell; None for texts, and for what may be a folder.
        addresses: Those that are sent as they are.
        others: How many files have names that promise nothing that can be attached; what is in them decides.
        unlikely: Where all of them have, their paths.
        folders: How many may be folders by their names.
        pages: Addresses of what cannot be attached either, but can be written of.
    """

    count: int = 0
    kinds: tuple[Modality | None, ...] = ()
    addresses: tuple[str, ...] = ()
    others: int = 0
    unlikely: tuple[str, ...] = ()
    folders: int = 0
    pages: tuple[str, ...] = ()


def brought_by(mime: QMimeData | Once) -> Brought:
    """What there is in it. Every file counts: what cannot be attached says so when it was looked into."""
    mime = Once.of(mime)
    if _is_of_words(mime, LOOKED_AT):
        return Brought()
    if _has_data(mime):
        return Brought(1, (Modality.IMAGE,))
    lines = url_lines(mime)
    if paths := [path for path in map(local_path, lines[:MOST]) if path]:
        fitting, folders = sum(map(may_fit, paths)), sum(map(may_be_folder, paths))
        kinds = tuple(map(modality_named, paths))
        unlikely = () if fitting else tuple(paths)
        return Brought(len(paths) + left_out(mime), kinds, (), len(paths) - fitting, unlikely, folders)
    if hands_over(mime):
        name = handed_name(mime)
        return Brought(1, (modality_named(name),), others=int(not may_fit(name)))
    offers = _from_page(mime, LOOKED_AT, LOOKED_AT) or _addresses(mime)
    kinds = tuple(modality_at(offer.url) or Modality.IMAGE for offer in offers)
    addresses = tuple(offer.url for offer in offers if offer.url)
    written = not offers and len(lines) <= MOST and all(map(_is_written, lines))
    return Brought(len(offers), kinds, addresses, pages=tuple(lines) if written else ())


def left_out(mime: QMimeData | Once) -> int:
    """How many files of a large lot `offers_of` leaves out."""
    return max(0, len(url_lines(Once.of(mime))) - MOST)


def is_too_large(mime: QMimeData | Once) -> bool:
    """Whether it is a bare bitmap that `offers_of` leaves out for its size; one beside words is not what is meant."""
    mime = Once.of(mime)
    return not _is_of_words(mime) and _is_vast_alone(mime)


def _is_vast_alone(mime: Once) -> bool:
    return mime.hasFormat(BITMAP) and not _originals(mime) and _is_vast(mime.imageData())


def _is_vast(image: object) -> bool:
    return isinstance(image, QImage) and image.width() * image.height() > MOST_PIXELS


def file_of(text: str) -> Offer | None:
    """A text that is too long to be written on, as a file; None for a shorter one, or where no file is so large."""
    data = text.encode(errors="replace") if len(text) > LONGEST_TEXT else b""
    named = QCoreApplication.translate("mime", "Pasted text") + ".txt"
    return Offer(named, data=data) if 0 < len(data) <= LARGEST_TEXT else None


def text_of(mime: QMimeData | Once, most: int = LARGEST_PAGE) -> str:
    """The words in it; where there is no plain text, those of the first bytes of a page."""
    mime = Once.of(mime)
    if mime.hasText() and (text := mime.text()):
        return text
    page = mime.page(most)
    return page.text() if page else ""


def pictures_beside(mime: QMimeData | Once) -> Beside:
    """The pictures between the words of a page; icons, what is hidden and the like are none."""
    page = Once.of(mime).page()
    shown = [picture for picture in page.pictures if not picture.small] if page else []
    certain = {picture.source: picture.certain for picture in reversed(shown)}
    named = QCoreApplication.translate("mime", "Pasted picture")
    beside = Beside([], [])
    for source in islice(dict.fromkeys(picture.source for picture in shown), MOST_BESIDE):
        if offer := _from_source(source):
            (beside.certain if certain[source] else beside.others).extend(_named(named, [offer]))
    return beside


def drawing_of(words: Once, again: Callable[[], QMimeData | None]) -> Callable[[], tuple[list[Offer], bool]] | None:
    """What attaches the picture data beside words, fetched when it is wanted, if they are still there `again`.

    It also says whether that is left out for its size.
    """
    if not _has_pixels(words):
        return None
    text, named = words.text(), QCoreApplication.translate("mime", "Pasted picture")

    def drawing() -> tuple[list[Offer], bool]:
        found = Once.of(there) if (there := again()) else None
        if found is None or found.text() != text:
            return [], False
        return _named(named, _data(found)), _is_vast_alone(found)

    return drawing


def _has_data(mime: Once) -> bool:
    return _has_pixels(mime) and not _is_of_files(mime)


def _is_of_files(mime: Once) -> bool:
    """Whether there are files, which are as they are: picture data beside them was made of them, or is their icon.

    Beside what nobody attaches it is what is meant.
    """
    paths = [path for path in map(local_path, url_lines(mime)[:MOST]) if path]
    return bool(paths) and all(map(may_fit, paths))


def _is_of_words(mime: Once, most: int = LARGEST_PAGE) -> bool:
    """Whether it is words, of which any picture data is but a drawing: office programs put one beside what is copied.

    Beside a picture that was copied stand its name, its path or its address; or its page, which shows nothing else.
    """
    if not mime.hasFormat(WORDS) and not mime.hasFormat(UTF8):
        return False
    if any(map(mime.hasFormat, RICH)):
        return True
    if not _has_pixels(mime) or url_lines(mime) or _is_name(mime.text().strip()):
        return False
    page = mime.page(most)
    return page is None or bool(page.text()) or not page.pictures


def _is_name(text: str) -> bool:
    """Whether a text says no more than what a picture is called, or where it lies."""
    return "\n" not in text and (not text or is_picture(text) or _is_web(text))


def _has_pixels(mime: Once) -> bool:
    return any(map(mime.hasFormat, (*ORIGINALS, BITMAP)))


def _data(mime: Once) -> list[Offer]:
    for kind in _originals(mime):
        if data := bytes(mime.data(kind).data()):
            ending = ORIGINALS[kind]
            return [Offer(_name_beside(mime, ending) or f".{ending}", data=data)]
    image = mime.imageData() if mime.hasFormat(BITMAP) else None
    if not isinstance(image, QImage) or image.isNull() or (_is_vast(image) and not _originals(mime)):
        return []
    return [Offer(".png", encode=lambda: bytes(png_of(image).data()))]


def _originals(mime: Once) -> list[str]:
    """The formats of picture data, the best first: programs name what they hold before what they make of it.

    What they make of a bitmap begins with PNG (GTK, Qt, browsers), so that another format before it is the original.
    One behind it, as Firefox's JPEG, is made of the same pixels and loses some.
    """
    kinds = [kind for kind in mime.formats() if kind in ORIGINALS]
    return sorted(kinds, key=lambda kind: kind in MADE_ANYWAY)


def _name_beside(mime: Once, ending: str) -> str:
    """What picture data is called by the one address that comes with it, if that is of a picture, with its ending."""
    lines = url_lines(mime)
    told = (_name_of(lines[0]), title_in(mime)) if len(lines) == 1 else ()
    name = next(filter(is_picture, told), "")
    return PurePosixPath(name).stem + f".{ending}" if name else ""


def _files(mime: Once) -> list[Offer]:
    paths = map(local_path, url_lines(mime)[:MOST])
    return [Offer(PurePosixPath(path).name, path=path) for path in paths if path]


def _from_page(mime: Once, decisive: int, most: int = LARGEST_PAGE) -> list[Offer]:
    """The pictures in the first bytes of a page, of which the decisive ones are nothing but pictures.

    One with words is pasted as words.
    """
    if mime.hasFormat(WORDS) and not _is_web(mime.text().strip()) and mime.text().strip():
        return []
    deciding = mime.page(decisive)
    if deciding is None or deciding.text() or (page := mime.page(most)) is None:
        return []
    return [offer for picture in page.pictures[:MOST] if (offer := _from_source(picture.source))]


def _addresses(mime: Once) -> list[Offer]:
    """Those of pictures and files, where there is nothing else."""
    lines = url_lines(mime) or (mime.text().split("\n", MOST) if mime.hasText() else [])
    addresses = [address for line in lines if (address := line.strip())]
    if len(addresses) > MOST or not all(map(can_be_sent, addresses)):
        return []
    return [offer_of(address) for address in addresses]


def offer_of(name: str) -> Offer:
    """A file by its path, or what lies at an address."""
    return Offer(last_part(name), path=name) if name.startswith("/") else Offer(_name_of(name), url=name)


def can_be_sent(text: str) -> bool:
    """Whether a text is one http(s) address of a picture or a file, without a name and password before the host."""
    return len(text) <= LONGEST_ADDRESS and _is_web(text) and modality_at(text) is not None


def _is_web(text: str) -> bool:
    if not text.lower().startswith(("http://", "https://")) or len(text.split()) != 1 or not text.isprintable():
        return False
    try:
        parts = urlsplit(text)
        return bool(parts.hostname) and "@" not in parts.netloc
    except ValueError:
        return False


def _is_written(line: str) -> bool:
    return len(line) <= LONGEST_ADDRESS and _is_web(line)


def _from_source(source: str) -> Offer | None:
    """A page's picture: an address or embedded bytes. A local file is not one: pages name what they like."""
    source = source.strip()
    if _is_web(source):
        return Offer(_name_of(source), url=source)
    embedded = EMBEDDED.match(source)
    if embedded is None:
        return None
    return Offer("." + ORIGINALS[embedded[1].lower()], encode=lambda: embedded_bytes(source))


def _name_of(address: str) -> str:
    if is_youtube(address):
        return address.partition("//")[2]  # what distinguishes its pages is not in their paths
    parts = urlsplit(address)
    return unquote(PurePosixPath(parts.path).name) or parts.netloc
