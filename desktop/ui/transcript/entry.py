"""One message as the transcript shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from desktop.domain.blocks import Growing
from desktop.domain.whole_text import Blocks

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from desktop.domain.block import Block
    from desktop.domain.parts import ImagePart
    from desktop.ui.transcript.files_row import FileLine


class Fact(NamedTuple):
    """A part of the line below an answer.

    Where there is too little room, details go first – `brief` says the same without its own – then the highest ranks.
    """

    text: str
    rank: int
    brief: str = ""


class SourceLine(NamedTuple):
    """A source of an answer; the first one is number 1. `host` is the true one, "" when the address has none."""

    number: int
    url: str
    title: str
    host: str


class Entry(NamedTuple):
    """Plain values, already in words.

    Attributes:
        speaker: "You" or the model's name, translated.
        blocks: A `Blocks` (cut when first seen), a `Growing` while streaming, or any sequence of blocks.
        thought: How long the reasoning took, in words; "" when that is not known.
        pictures_below: The text stands before the pictures.
        files: All that is attached but pictures.
        leave_out: Words for keeping what is attached out of later questions; "" where nothing goes along.
        state: "stopped", "cut off", "failed", translated; empty when all is well.
        reason: The sentence under the text.
        fixes: Buttons under the text that are always shown: action and label.
        note: What was not sent, for instance.
        footer: The receipt, in the order in which it is read.
        sources: In the order of their numbers.
        marks: Offsets in the text, and the numbers of the sources that are named there, in order.
        version, versions: "2 of 3".
        followed: There are messages below it, which go when it is deleted.
        waiting: What is said while nothing comes.
    """

    id: str
    speaker: str
    from_user: bool
    blocks: Sequence[Block]
    reasoning: str = ""
    thought: str = ""
    images: tuple[ImagePart, ...] = ()
    state: str = ""
    reason: str = ""
    fixes: tuple[tuple[str, str], ...] = ()
    note: str = ""
    footer: tuple[Fact, ...] = ()
    version: int = 1
    versions: int = 1
    when: str = ""
    streaming: bool = False
    waiting: str = ""
    followed: bool = False
    sources: tuple[SourceLine, ...] = ()
    marks: tuple[tuple[int, tuple[int, ...]], ...] = ()
    pictures_below: bool = False
    files: tuple[FileLine, ...] = ()
    leave_out: str = ""


def has_turned(known: Sequence[Block], now: Sequence[Block]) -> bool:
    """Whether what an answer on its way has said has turned out to be reasoning: it is told anew, without that."""
    if now is known or not (isinstance(known, Growing) and isinstance(now, Growing)):
        return False
    return not now.text.startswith(known.text)


class Said(NamedTuple):
    """The texts of a message alone, for those who go through all of them.

    Attributes:
        growing: What has arrived of the text, while it does; `text` is empty then.
        images: As those of `Entry`.
    """

    from_user: bool
    text: str
    reasoning: str
    growing: Growing | None = None
    images: tuple[ImagePart, ...] = ()

    @property
    def written(self) -> str:
        """The text as far as it has come."""
        return self.growing.text if self.growing is not None else self.text

    @classmethod
    def of(cls, entry: Entry) -> Said:
        """The texts of a message that is made already."""
        blocks = entry.blocks
        growing = blocks if isinstance(blocks, Growing) else None
        if growing is not None:
            return cls(entry.from_user, "", entry.reasoning, growing, entry.images)
        text = blocks.text if isinstance(blocks, Blocks) else "".join(block.source for block in blocks)
        return cls(entry.from_user, text, entry.reasoning, None, entry.images)


class Branch:
    """The messages that are on view, of which only those that are looked at become entries.

    Attributes:
        ids: Of all messages, oldest first.
        sizes: Characters of their texts.
    """

    def __init__(
        self,
        ids: Sequence[str],
        sizes: Sequence[int],
        make: Callable[[int], Entry],
        said: Callable[[int], Said] | None = None,
    ) -> None:
        self.ids = ids
        self.sizes = sizes
        self._make = make
        self._said = said

    def said(self, index: int) -> Said:
        """The texts of a message, without making an entry of it where that can be helped."""
        return self._said(index) if self._said else Said.of(self._make(index))

    @classmethod
    def of(cls, entries: Sequence[Entry] | Branch) -> Branch:
        """A branch of entries that are made already; a branch is one."""
        if isinstance(entries, Branch):
            return entries
        return cls([entry.id for entry in entries], [_size(entry.blocks) for entry in entries], entries.__getitem__)

    def __len__(self) -> int:
        return len(self.ids)

    def __getitem__(self, index: int) -> Entry:
        return self._make(index)


def _size(blocks: Sequence[Block]) -> int:
    return len(blocks.text) if isinstance(blocks, Blocks) else sum(len(block.source) for block in blocks)
