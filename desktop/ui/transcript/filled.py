"""What a document is filled with beside its text: what is painted there, what can be pressed, what is wide."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from desktop.ui.transcript.strip import NOTHING_WIDE, Wide

if TYPE_CHECKING:
    from collections.abc import Sequence


class Mark(NamedTuple):
    """From one position to another: a "quote", "code" or "rule" behind the text, an "item" at its side, or a "link".

    A "formula" is one that is still to be laid out, a "cite" names a source, a "note" is the text of a footnote, a
    "ref" leads there and back, and a "picture" is one.

    Attributes:
        left: Pixels from the document's left edge; of an item, how deep it is nested.
        inset: Of an item, pixels from that edge to what it holds.
        value: A link's target, a formula's source, the number of a source or a picture, a note's label, a ref's
            action, the language of code, or an item's marker: a bullet, a number, "[x]" or "[ ]".
    """

    kind: str
    start: int
    end: int
    left: int = 0
    value: str = ""
    inset: int = 0


class Filled(NamedTuple):
    """What a document was filled with: what is painted behind it, and what may be wider than the room."""

    marks: Sequence[Mark] = ()
    wide: Wide = NOTHING_WIDE
