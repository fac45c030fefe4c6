"""The text of messages as it is seen, without laying anything out: for what goes through all of them, as finding does.

Blocks are built in a document that is never shown, by the same code as those on view: 1.6 times the cost of parsing
them, a third of laying them out, and never another text than what is painted.
"""

from __future__ import annotations

import re
from time import thread_time
from typing import TYPE_CHECKING

from desktop.domain.blocks import BlockKind, Growing
from desktop.domain.find import fold
from desktop.ui.transcript.document import new_document
from desktop.ui.transcript.inline import plain
from desktop.ui.transcript.piece import fill_with_prose, shown_code

if TYPE_CHECKING:
    from desktop.domain.blocks import Block
    from desktop.ui.transcript.style import Style

CUT = 4_000  # characters that are cut into blocks at once
_SENTENCES = re.compile(r"[^\W\d_](?:[^\W_]| (?! )|[.,;:?'\"()/%-])*\s*")  # one line in which nothing is a mark


class Reader:
    """Makes the seen text of blocks, folded for one way of comparing."""

    def __init__(self, style: Style, *, exact: bool) -> None:
        self._style = style
        self._exact = exact
        self._document = new_document(style)

    def read(self, block: Block, *, markdown: bool, writing: bool = False) -> str:
        return fold(self._seen(block, markdown=markdown, writing=writing), exact=self._exact)

    def _seen(self, block: Block, *, markdown: bool, writing: bool) -> str:
        if block.kind is BlockKind.CODE:
            return plain(shown_code(block, writing=writing))
        if not block.context and not writing and _SENTENCES.fullmatch(block.source):
            return block.source.rstrip()
        fill_with_prose(self._document, block, self._style, markdown=markdown, writing=writing)
        return self._document.toRawText()


class Strand:
    """A text in its pieces – what was said, or what was thought – read as far as there is time, and as it grows.

    Attributes:
        parts: The folded text of each piece.
        counts: How often the words occur in each.
        total: How often they occur in all.
    """

    __slots__ = ("_fed", "_given", "_growing", "_markdown", "_sealed", "_tail", "counts", "parts", "total")

    def __init__(self, given: Growing | None, *, markdown: bool) -> None:
        self._markdown = markdown
        self._given = given is not None
        self._growing: Growing | None = given or Growing()
        self._fed = 0
        self._sealed = 0  # blocks that are read and do not change any more
        self._tail: Block | None = None
        self.parts: list[str] = []
        self.counts: list[int] = []
        self.total = 0

    def count(self, words: str) -> None:
        """Count other words."""
        self.counts = [part.count(words) for part in self.parts]
        self.total = sum(self.counts)

    def read(self, reader: Reader, text: str, words: str, until: float, *, streaming: bool) -> bool:
        """Read what is new of a text, or of the growing one it was made for; whether that is all there is by now."""
        growing = self._growing
        if growing is None:
            return True
        while True:
            while self._sealed < len(growing.sealed):
                self._put(self._sealed, reader.read(growing.sealed[self._sealed], markdown=self._markdown), words)
                self._sealed += 1
                self._tail = None
                if thread_time() > until:
                    return False
            if self._given or self._fed >= len(text):
                break
            growing.feed(text[self._fed : self._fed + CUT])
            self._fed += CUT
            if self._fed >= len(text):
                self._fed = len(text)
                if not streaming:
                    growing.close()
        self._read_tail(growing, reader, words, streaming=streaming)
        if not streaming:
            self._growing = None  # the text was in it once more
        return True

    def _read_tail(self, growing: Growing, reader: Reader, words: str, *, streaming: bool) -> None:
        tail = growing.tail
        if tail is not None and tail != self._tail:
            self._tail = tail
            self._put(self._sealed, reader.read(tail, markdown=self._markdown, writing=streaming), words)

    def _put(self, index: int, part: str, words: str) -> None:
        count = part.count(words) if words else 0
        if index < len(self.parts):
            self.total -= self.counts[index]
            self.parts[index], self.counts[index] = part, count
        else:
            self.parts.append(part)
            self.counts.append(count)
        self.total += count
