"""Pictures in `data:` URLs: out of a text, as `![…](data:image/…;base64,…)`, while it arrives; and their bytes."""

from __future__ import annotations

import binascii
import re
from typing import TYPE_CHECKING, NamedTuple

from desktop.domain.errors import NotAPicture
from desktop.domain.picture import HEAD, sniff

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

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
SLICE = 1 << 18  # characters of base64, a multiple of four: while some are decoded no other thread runs


class EmbeddedPicture(NamedTuple):
    """A picture in the text: its name as Markdown, its `data:` URL, and all of it as it came."""

    name: str
    url: str
    source: str


class EmbeddedPictures:
    """Cuts an answer into text and pictures, each handed on as soon as it is known; joined again they are the text."""

    def __init__(self) -> None:
        self._pending = ""  # may be the beginning of a picture
        self._head: re.Match[str] | None = None  # of the picture whose address is arriving …
        self._pieces: list[str] = []  # … which is this, without its head
        self._size = 0

    @property
    def arriving(self) -> int:
        """About how many bytes there are of a picture that is arriving; 0 while none is, or one too short to tell."""
        return self._size // 4 * 3 if self._size > READABLE else 0

    def feed(self, text: str) -> Iterator[str | EmbeddedPicture]:
        """What is known once `text` has arrived too."""
        text, self._pending = self._pending + text, ""
        at = 0
        while at < len(text):
            at = yield from self._look(text, at) if self._head is None else self._go_on(text, at)

    def close(self) -> Iterator[str | EmbeddedPicture]:
        """What was pending, as the answer has ended: the rest of its text, and a picture that was cut, if it is long.

        A whole one may stand behind what began as one.
        """
        while self._head:
            rest, self._pending = self._pending, ""
            name, url, source = self._head[1], "".join(self._pieces), self._begun()
            yield source if len(source) <= READABLE else EmbeddedPicture(name, url, source)
            yield from self.feed(rest)
        if self._pending:
            yield self._pending
            self._pending = ""

    def _begun(self) -> str:
        """The picture that has begun, which is one no longer."""
        begun = (self._head[0] if self._head else "") + "".join(self._pieces)
        self._head, self._pieces, self._size = None, [], 0
        return begun

    def _look(self, text: str, at: int) -> Generator[str, None, int]:
        """Hand on the text before the next picture; returns where its address begins."""
        self._head = _HEAD.search(text, at)
        if self._head:
            begin, end = self._head.span()
        else:
            maybe = _MAYBE_HEAD.search(text, max(at, len(text) - LONGEST - MARKS))
            begin, end = maybe.start() if maybe else len(text), len(text)
            self._pending = text[begin:]
        if begin > at:
            yield text[at:begin]
        return end

    def _go_on(self, text: str, at: int) -> Generator[str | EmbeddedPicture, None, int]:
        """Go on with an address, and with what must end it; returns where other text goes on."""
        end = _end_of_address(text, at)
        self._pieces.append(text[at:end])
        self._size += end - at
        closing = _FOOT.match(text, end)
        if self._size > LARGEST:
            yield self._begun()
        elif closing and self._head:
            name, url = self._head[1], "".join(self._pieces)
            yield EmbeddedPicture(name, url, self._begun() + closing[0])
            return closing.end()
        elif "\n" in text[end : end + LONGEST] or len(text) - end > LONGEST + MARKS:
            yield self._begun()
        else:
            self._pending = text[end:]
            return len(text)
        return end


def _end_of_address(text: str, at: int) -> int:
    """Looked for in windows that grow: a pattern would take a second for the largest address."""
    window = MARKS
    while at < len(text):
        if ends := [end for sign in _NOT_IN_ADDRESSES if (end := text.find(sign, at, at + window)) >= 0]:
            return min(ends)
        at += window
        window *= 2
    return len(text)


def is_picture(url: str) -> bool:
    """Whether a `data:` URL begins as a picture does, whatever follows."""
    start = url.find(",") + 1
    head = "".join(url[start : start + 2 * HEAD].split())[: HEAD // 3 * 4]
    try:
        return url.endswith(";base64,", 0, start) and sniff(binascii.a2b_base64(head[: len(head) // 4 * 4])) != ""
    except ValueError:
        return False


def embedded_bytes(url: str) -> bytes:
    """The bytes of a base64 `data:` URL; its media type is not believed. Raises `NotAPicture`."""
    if any(blank in url for blank in "\r\n "):
        url = "".join(url.split())
    start = url.find(",") + 1
    if not url.endswith(";base64,", 0, start):
        raise NotAPicture
    try:
        return b"".join(binascii.a2b_base64(url[at : at + SLICE]) for at in range(start, len(url), SLICE))
    except ValueError:
        raise NotAPicture from None
