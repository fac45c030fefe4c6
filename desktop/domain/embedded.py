"""Pictures in `data:` URLs: out of a text, as `![…](data:image/…;base64,…)`, while it arrives; and their bytes.

A number is left in their places, by which an `ImagePart` is known.
"""

from __future__ import annotations

import binascii
import re
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote, unquote_to_bytes

from desktop.domain.errors import NotAPicture
from desktop.domain.picture import HEAD, sniff

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from desktop.domain.parts import ImagePart

LONGEST = 300  # characters of a name or a title, as the patterns below have it; longer ones are prose in brackets
LARGEST = 42_000_000  # characters of a picture: 30 MB in base64, and a bit
_HEAD = re.compile(r"!\[([^\[\]\n]{0,300})\]\([ ]?<?(?=data:image/)")
# The last characters of what arrived that may become a head: all of it is known but for its end.
_MAYBE_HEAD = re.compile(
    r"!(?:\[[^\[\]\n]{0,300}(?:\](?:\([ ]?<?(?:d(?:a(?:t(?:a(?::(?:i(?:m(?:a(?:ge?)?)?)?)?)?)?)?)?)?)?)?)?$"
)
_NOT_IN_ADDRESSES = ')>" \n'
_FOOT = re.compile(r">?[ \t]{0,8}(?:\"[^\"\n]{0,300}\"[ \t]{0,8})?\)")
READABLE = 8_000  # characters up to which what has come of a picture stays as text
MARKS = 20  # characters around names and titles, at most
WINDOW = 1 << 16  # characters of text that are looked through before what is known of them is handed on
START = 4 * HEAD  # characters of an address by which it is known whether it is a picture
LARGEST_WRITTEN = 1_000_000  # characters of an address that is not in base64: these take half a second
BASE64 = ";base64,"
_PLACE = re.compile(r"#picture-(\d{1,4})")
_PLACED = re.compile(rf"!\[([^\[\]\n]{{0,{LONGEST}}})\]\({_PLACE.pattern}\)")
MOST_PLACED = 90  # in a text: one with more might not be read as Markdown
SLICE = 1 << 18  # characters of base64, a multiple of four: while some are decoded no other thread runs


def placed(name: str, number: int) -> str:
    """What stands in a text in the place of a picture; `name` is Markdown."""
    return f"![{name}](#picture-{number})"


def number_of(target: str) -> int:
    """The number of the picture that is placed with a target; 0 when none is."""
    found = _PLACE.fullmatch(target)
    return int(found[1]) if found else 0


def has_place(text: str, number: int) -> bool:
    """Whether a picture is placed in a text."""
    return f"](#picture-{number})" in text


def places_in(text: str) -> int:
    """How many pictures are placed in a text."""
    return len(_PLACED.findall(text))


def without_places(text: str, files: Mapping[int, str] | None = None) -> str:
    """A text for those to whom its places mean nothing: with the names of its pictures.

    Of those that are in `files`, by their places, that is a reference to the file, as Markdown elsewhere has it.
    """
    return _PLACED.sub(lambda found: _elsewhere(found[1], (files or {}).get(int(found[2]), "")), text)


def files_of(images: Iterable[ImagePart]) -> dict[int, str]:
    """The names of the files of pictures that are placed in a text, by their places."""
    return {image.place: image.name for image in images if image.place}


def _elsewhere(name: str, file: str) -> str:
    return f"![{name}]({quote(file)})" if file else name


class EmbeddedPicture(NamedTuple):
    """A picture in the text. It may have megabytes, which are joined only when somebody asks for them.

    Attributes:
        name: As Markdown.
        pieces: Its `data:` URL.
        foot: What ends it, "" when it did not come to its end.
    """

    name: str
    head: str
    pieces: Sequence[str]
    foot: str

    @property
    def url(self) -> str:
        return "".join(self.pieces)

    @property
    def source(self) -> str:
        """All of it as it came."""
        return "".join([self.head, *self.pieces, self.foot])

    @property
    def begins_as_one(self) -> bool:
        """Whether its bytes begin as those of a picture do, whatever follows, and are not too many to be read."""
        url = ""
        for piece in self.pieces:
            url += piece[:START]
            if len(url) >= START:
                break
        start = url.find(",") + 1
        head = "".join(url[start : start + 2 * HEAD].split())[: HEAD // 3 * 4]
        try:
            if url.endswith(BASE64, 0, start):
                return sniff(binascii.a2b_base64(head[: len(head) // 4 * 4])) != ""
            readable = start > 0 and sum(map(len, self.pieces)) <= LARGEST_WRITTEN
            return readable and sniff(unquote_to_bytes(url[start : start + 3 * HEAD])[:HEAD]) != ""
        except ValueError:
            return False


class EmbeddedPictures:
    """Cuts an answer into text and pictures, each handed on as soon as it is known; joined again they are the text."""

    def __init__(self) -> None:
        self._text, self._at = "", 0  # what arrived last, and how far it was looked through
        self._head: re.Match[str] | None = None  # of the picture whose address is arriving …
        self._pieces: list[str] = []  # … which is this, without its head
        self._size = 0

    @property
    def arriving(self) -> int:
        """About how many bytes there are of a picture that is arriving; 0 while none is, or one too short to tell."""
        return self._size // 4 * 3 if self._size > READABLE else 0

    def feed(self, text: str) -> Iterator[str | EmbeddedPicture]:
        """What is known once `text` has arrived too, each looked for when it is asked for.

        To be gone through before more is fed; what is not, comes with `close`.
        """
        self._text, self._at = self._text + text, 0
        known = True
        while known and self._at < len(self._text):
            piece, known = self._look() if self._head is None else self._go_on()
            if piece:
                yield piece
        self._text, self._at = self._text[self._at :], 0

    def close(self) -> Iterator[str | EmbeddedPicture]:
        """What was pending, as the answer has ended: the rest of its text, and a picture that was cut, if it is long.

        A whole one may stand behind what began as one. What was fed and not looked through comes as it is.
        """
        while self._head:
            piece, known = self._go_on()
            if known:
                yield piece if isinstance(piece, str) else piece.source
                break
            cut = self._picture("")
            yield cut.source if len(cut.head) + self._size <= READABLE else cut
            self._forget()
            self._text = self._text[self._at :]
            yield from self.feed("")
        if self._at < len(self._text):
            yield self._text[self._at :]
        self._text, self._at = "", 0

    def _picture(self, foot: str) -> EmbeddedPicture:
        assert self._head is not None  # noqa: S101 - asked for only once one has begun
        return EmbeddedPicture(self._head[1], self._head[0], self._pieces, foot)

    def _forget(self) -> None:
        self._head, self._pieces, self._size = None, [], 0

    def _look(self) -> tuple[str, bool]:
        """The text before the next picture, and whether what is behind it can be known yet."""
        text, at = self._text, self._at
        until = min(at + WINDOW, len(text))
        self._head = _HEAD.search(text, at, until)
        if self._head:
            begin, self._at = self._head.span()
            return text[at:begin], True
        maybe = _MAYBE_HEAD.search(text, max(at, until - LONGEST - MARKS), until)
        self._at = maybe.start() if maybe else until
        return text[at : self._at], until < len(text)

    def _go_on(self) -> tuple[str | EmbeddedPicture, bool]:
        """Go on with an address, and with what must end it: the picture, or what is none, and whether that is known."""
        text = self._text
        end = _end_of_address(text, self._at)
        self._pieces.append(text[self._at : end])
        self._size += end - self._at
        self._at = end
        closing = _FOOT.match(text, end)
        if closing and self._head and self._size <= LARGEST:
            self._at = closing.end()
            picture = self._picture(closing[0])
            self._forget()
            return picture, True
        if self._size > LARGEST or "\n" in text[end : end + LONGEST] or len(text) - end > LONGEST + MARKS:
            begun = self._picture("").source
            self._forget()
            return begun, True
        return "", False


def _end_of_address(text: str, at: int) -> int:
    """Looked for in windows that grow: a pattern would take a second for the largest address."""
    window = MARKS
    while at < len(text):
        if ends := [end for sign in _NOT_IN_ADDRESSES if (end := text.find(sign, at, at + window)) >= 0]:
            return min(ends)
        at += window
        window *= 2
    return len(text)


def embedded_bytes(url: str) -> bytes:
    """The bytes of a `data:` URL in base64 or, as drawings come, in `%` signs; its media type is not believed.

    Raises `NotAPicture`.
    """
    start = url.find(",") + 1
    try:
        if start and not "".join(url[:start].split()).endswith(BASE64):
            if len(url) > LARGEST_WRITTEN:
                raise NotAPicture
            return unquote_to_bytes(url[start:])
        if any(blank in url for blank in "\r\n "):
            url = "".join(url.split())
            start = url.find(",") + 1
        if not start:
            raise NotAPicture
        return b"".join(binascii.a2b_base64(url[at : at + SLICE]) for at in range(start, len(url), SLICE))
    except ValueError:
        raise NotAPicture from None
