"""Pictures that a model writes into its text, as `![…](data:image/…;base64,…)`, taken out while the text arrives."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST = 300  # characters of a name or a title, as the patterns below have it; longer ones are prose in brackets
LARGEST = 42_000_000  # characters of a picture: 30 MB in base64, and a bit
_HEAD = re.compile(r"!\[([^\[\]\n]{0,300})\]\([ ]?<?(?=data:image/)")
# The last characters of what arrived that may become a head: all of it is known but for its end.
_MAYBE_HEAD = re.compile(
    r"!(?:\[[^\[\]\n]{0,300}(?:\](?:\([ ]?<?(?:d(?:a(?:t(?:a(?::(?:i(?:m(?:a(?:ge?)?)?)?)?)?)?)?)?)?)?)?)?$"
)
_NOT_IN_ADDRESSES = ')>" \n'
_FOOT = re.compile(r">?[ \t]*(?:\"[^\"\n]{0,300}\"[ \t]*)?\)")
MARKS = 20  # characters around names and titles


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

    def feed(self, text: str) -> Iterator[str | EmbeddedPicture]:
        """What is known once `text` has arrived too."""
        if self._head is None:
            yield from self._look(self._pending + text)
        else:
            yield from self._go_on(text)

    def close(self) -> str:
        """What was still pending, as the answer has ended: it is no picture."""
        rest = (self._head[0] if self._head else "") + "".join(self._pieces) + self._pending
        self._head, self._pieces, self._size, self._pending = None, [], 0, ""
        return rest

    def _look(self, text: str) -> Iterator[str | EmbeddedPicture]:
        """Go through text in which no picture has begun."""
        if head := _HEAD.search(text):
            self._pending = ""
            if before := text[: head.start()]:
                yield before
            self._head = head
            yield from self._go_on(text[head.end() :])
            return
        maybe = _MAYBE_HEAD.search(text, max(0, len(text) - LONGEST - MARKS)) if "!" in text else None
        end = maybe.start() if maybe else len(text)
        self._pending = text[end:]
        if end:
            yield text[:end]

    def _go_on(self, text: str) -> Iterator[str | EmbeddedPicture]:
        """Go on with an address; what stands behind it waits until it is known that it ends a picture."""
        if not self._pending:
            # a pattern would take a second for the largest
            end = min((at for sign in _NOT_IN_ADDRESSES if (at := text.find(sign)) >= 0), default=len(text))
            self._pieces.append(text[:end])
            self._size += end
            text = text[end:]
            if self._size > LARGEST:
                yield from self._give_up(text)
                return
            if not text:
                return
        foot = self._pending + text
        head = self._head
        if (closing := _FOOT.match(foot)) and head is not None:
            url = "".join(self._pieces)
            self._head, self._pieces, self._size, self._pending = None, [], 0, ""
            yield EmbeddedPicture(head[1], url, f"{head[0]}{url}{closing[0]}")
            yield from self._look(foot[closing.end() :])
        elif "\n" in foot or len(foot) > LONGEST + MARKS:
            yield from self._give_up(foot)
        else:
            self._pending = foot

    def _give_up(self, rest: str) -> Iterator[str | EmbeddedPicture]:
        """It was no picture: hand on what it is, and look for one behind it."""
        self._pending = ""
        yield self.close()
        yield from self._look(rest)
