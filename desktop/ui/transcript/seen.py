"""The text of messages as it is seen, folded, for what goes through all of them, as finding does."""

from __future__ import annotations

from time import thread_time
from typing import TYPE_CHECKING

from desktop.domain.block import BlockKind
from desktop.domain.blocks import Growing
from desktop.domain.find import GOES_ON, count_in, fold
from desktop.ui.transcript.formula_object import sought
from desktop.ui.transcript.prose import shown_code
from desktop.ui.transcript.scratch import simple_table, simple_text, typed_text
from desktop.ui.transcript.units import plain

if TYPE_CHECKING:
    from desktop.domain.block import Block
    from desktop.ui.transcript.scratch import Scratch

CUT = 4_000  # characters that are cut into blocks at once


class Reader:
    """Makes the seen text of blocks, folded for one way of comparing."""

    def __init__(self, scratch: Scratch, *, exact: bool) -> None:
        self._scratch = scratch
        self._exact = exact

    def read(self, block: Block, *, markdown: bool, writing: bool = False) -> str:
        """A block; where that goes on in the middle of a line, its text begins with a sign of that."""
        seen = fold(self._seen(block, markdown=markdown, writing=writing), exact=self._exact)
        return GOES_ON + seen if block.inside else seen

    def _seen(self, block: Block, *, markdown: bool, writing: bool) -> str:
        if block.kind is BlockKind.CODE:
            return plain(shown_code(block, writing=writing))
        text = None
        if not markdown:
            text = typed_text(block.source)
        elif not block.context and not writing:
            text = (simple_table if block.source.startswith("|") else simple_text)(block.source)
        if text is not None:
            return text
        self._scratch.build(block, markdown=markdown, writing=writing)
        return sought(self._scratch.document)[0]


class Strand:
    """A text in its pieces – what was said, or what was thought – read as far as there is time, and as it grows.

    Attributes:
        parts: The folded text of each piece.
        total: How often the words occur in all.
    """

    __slots__ = ("_fed", "_given", "_growing", "_markdown", "_sealed", "_tail", "parts", "total")

    def __init__(self, given: Growing | None, *, markdown: bool) -> None:
        self._markdown = markdown
        self._given = given is not None
        self._growing: Growing | None = Growing(typed=not markdown) if given is None else given
        self._fed = 0
        self._sealed = 0  # blocks that are read and do not change any more
        self._tail: Block | None = None
        self.parts: list[str] = []
        self.total = 0

    def is_of(self, growing: Growing | None) -> bool:
        """Whether it was made for a growing text, which may be another one by now."""
        return not self._given or growing is None or self._growing is None or growing is self._growing

    def count(self, words: str) -> None:
        """Count other words."""
        self.total = count_in(self.parts, words)

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
        near = slice(max(0, index - 1), index + 1)  # words that begin in the part before may end in this one
        self.total -= count_in(self.parts[near], words)
        self.parts[index:] = [part]
        self.total += count_in(self.parts[near], words)
