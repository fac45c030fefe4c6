"""The pieces of a message, kept equal to its blocks: those that are the same keep their layout."""

from __future__ import annotations

from math import inf
from time import thread_time
from typing import TYPE_CHECKING

from desktop.domain.blocks import Growing
from desktop.domain.seams import stands_apart, stays_quoted
from desktop.domain.whole_text import Blocks
from desktop.ui.garbage import keep
from desktop.ui.transcript.cites import Cite

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from desktop.domain.block import Block
    from desktop.ui.transcript.entry import Entry
    from desktop.ui.transcript.piece import Piece

CUT = 1_000  # characters of a long text that are cut into blocks at once …
CUTTING = 0.006  # … and seconds spent on it before the rest of the window has its turn
MANY = 300  # blocks of a growing text that become pieces at once
NOWHERE: tuple[float, tuple[int, ...]] = (inf, ())  # behind every mark


def cut(blocks: Blocks) -> list[Block]:
    """The blocks of a text, or of as much of a long one as there is time for."""
    until = thread_time() + CUTTING
    found = blocks.cut(CUT)
    while blocks.uncut and thread_time() < until:
        blocks.cut(CUT)
    if blocks.uncut:
        keep()
    return found


def is_text_of(blocks: Blocks, known: Sequence[Block]) -> bool:
    return isinstance(known, (Blocks, Growing)) and known.text == blocks.text


def grow(pieces: list[Piece], growing: Growing, make: Callable[[Block], Piece], *, streaming: bool) -> int:
    """Bring pieces nearer to a growing text, or up to date; returns the first that may have changed."""
    first = min(max(0, len(pieces) - 2), len(growing.sealed))
    while first and pieces[first - 1].writing:
        first -= 1
    fresh = growing.sealed[first : first + MANY]
    tail = growing.tail if first + len(fresh) == len(growing.sealed) else None
    if tail:
        fresh.append(tail)
    elif len(growing) > first + len(fresh):
        keep()
    reconcile(pieces, fresh, make, first, writing=tail is not None and streaming)
    return first


def reconcile(
    pieces: list[Piece],
    blocks: Sequence[Block],
    make: Callable[[Block], Piece],
    start: int = 0,
    *,
    writing: bool = False,
) -> None:
    """Bring the pieces from `start` on up to date; `writing`: the last block is still arriving."""
    count = len(blocks)
    for index, block in enumerate(blocks, start):
        last = writing and index == start + count - 1
        if index < len(pieces):
            pieces[index].set_block(block, writing=last)
        else:
            piece = make(block)
            piece.writing = last
            pieces.append(piece)
        if index:
            before = pieces[index - 1]
            pieces[index].follow(before)
            spaced = block.continued and stands_apart(before.block, block)
            joined = block.continued or block.beside_marker
            quoted, lends = stays_quoted(before.block, block), pieces[index].marker is before
            before.set_joined(joined=joined, spaced=spaced, quoted=quoted, lends=lends)
    del pieces[start + count :]


def cite(pieces: Sequence[Piece], entry: Entry) -> None:
    """Tell each piece of the text which sources are named in it."""
    if not entry.sources:
        return
    marks, end = iter(entry.marks), 0
    at, numbers = next(marks, NOWHERE)
    for piece in pieces:
        start, end = end, end + len(piece.block.source)
        cites = []
        while at <= end:
            cites.append(Cite(int(at) - start, numbers))
            at, numbers = next(marks, NOWHERE)
        piece.set_cites(tuple(cites), entry.sources)


def illustrate(pieces: Sequence[Piece], entry: Entry) -> None:
    """Tell each piece of the text which pictures there are."""
    if pieces and pieces[0].pictures != entry.images:
        for piece in pieces:
            piece.set_pictures(entry.images)
