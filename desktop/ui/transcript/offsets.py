"""Where a place of the documents stands in the text that is read out of them, and the other way round.

Offsets are counted in units of UTF-16, as Qt counts them in all texts for those who do not look.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from desktop.domain.utf16 import width_of
from desktop.ui.transcript.scratch import seen_before
from desktop.ui.transcript.selection import gap_before

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from desktop.ui.transcript.piece import Piece

BETWEEN = 2  # units between what is read as it is seen and the rest as it was written


class Part(NamedTuple):
    """A block in such a text: which of its pieces, where it begins there, how long it is, and if as it is seen."""

    number: int
    start: int
    width: int
    seen: bool

    @property
    def end(self) -> int:
        return self.start + self.width


def parts_of(pieces: Sequence[Piece]) -> Iterator[Part]:
    """The blocks of a text, as `selection.read_of` puts them together; about where they are, as far as it is unread."""
    end, seen, begun = 0, True, False
    for number, piece in enumerate(pieces):
        unread = seen and piece.plain is None
        seen = seen and not unread
        width = width_of(piece.block.source if piece.plain is None or not seen else piece.plain)
        gap = width_of(gap_before(piece.block)) if seen and width else BETWEEN if unread else 0
        start = end + (gap if begun else 0)
        yield Part(number, start, width, seen)
        begun = begun or width > 0
        end = start + width if width else end


def offset_of(pieces: Sequence[Piece], number: int, at: int) -> int:
    """The offset of a position in the document of a piece; past the last piece, and before the first, at that end."""
    last = 0
    for part in parts_of(pieces):
        if part.number == number:
            return part.start + _inside(pieces[number], part, at)
        last = part.end
    return last if number >= 0 else 0


def part_at(pieces: Sequence[Piece], offset: int) -> Part | None:
    """The block that a letter is in, or behind which the gap is that it is in; None when there are no pieces."""
    found = None
    for part in parts_of(pieces):
        if found is not None and part.start > offset:
            break
        found = part if part.width or found is None else found
    return found


def position_of(piece: Piece, part: Part, offset: int) -> int:
    """Where in the document of a piece an offset is; 0 while it is not laid out, or was not read."""
    if piece.document is None or not part.seen:
        return 0
    last, wanted = piece.document.characterCount() - 1, min(offset - part.start, part.width)
    if part.width == last:  # no signs are told that are not in the document
        return wanted
    at = bisect_right(range(last + 1), wanted, lo=1, key=lambda at: _inside(piece, part, at)) - 1
    block = piece.document.findBlock(at)
    before_marker = at == block.position() + block.length() - 1 and _inside(piece, part, at) < wanted
    return at + (before_marker and at < last)


def _inside(piece: Piece, part: Part, at: int) -> int:
    """So many units of a block are before a position of its document."""
    if piece.document is None or not part.seen:
        return min(at, part.width)
    if part.width == piece.document.characterCount() - 1:
        return min(at, part.width)
    return min(width_of(seen_before(piece.document, piece.items, at, inside=piece.block.inside)), part.width)
