"""A selection that may reach over many messages, and the text of messages as it is seen."""

from __future__ import annotations

from itertools import islice, takewhile
from time import thread_time
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtGui import QTextCursor

from desktop.ui.transcript.piece import Piece
from desktop.ui.transcript.scratch import END, seen_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from PySide6.QtGui import QTextDocument

    from desktop.domain.block import Block
    from desktop.ui.transcript.entry_view import EntryView
    from desktop.ui.transcript.flow import Flow


class Spot(NamedTuple):
    """A place between two characters: message, row, position in the row's document. Spots are ordered."""

    entry: int
    row: int
    at: int


class Selection(NamedTuple):
    """From where it was begun to where it has been drawn."""

    anchor: Spot
    head: Spot

    def __bool__(self) -> bool:
        return self.anchor != self.head

    @property
    def first(self) -> Spot:
        return min(self.anchor, self.head)

    @property
    def last(self) -> Spot:
        return max(self.anchor, self.head)

    def within(self, entry: int, row: int) -> tuple[int, int] | None:
        """The selected positions of a row, None when there are none."""
        first, last = self.first, self.last
        if not (first[:2] <= (entry, row) <= last[:2]) or not self:
            return None
        start = first.at if first[:2] == (entry, row) else 0
        end = last.at if last[:2] == (entry, row) else END
        return (start, end) if start < end else None


def pieces_of(flow: Flow, selection: Selection, entry: int) -> Iterator[tuple[Piece, tuple[int, int]]]:
    """The blocks of a message that are selected, each with the positions between which it is."""
    view = flow.view(entry)
    first, last = selection.first, selection.last
    thoughts = last[:2] < (entry, view.first_piece)  # copied only when nothing else is
    begin = max(0 if thoughts else view.first_piece, first.row if first.entry == entry else 0)
    end = last.row + 1 if last.entry == entry else len(view)
    for index, row in enumerate(islice(view, begin, end), begin):
        span = selection.within(entry, index) if index in {first.row, last.row} else (0, END)
        if span is not None and isinstance(row, Piece):
            yield row, span


def length_of(piece: Piece) -> int:
    """The last position in a block; END while it is not laid out."""
    return piece.document.characterCount() - 1 if piece.document else END


def is_in_item(piece: Piece, start: int, end: int) -> bool:
    """Whether what is selected are the words of one item, from its first one on: what was found, say."""
    if piece.document is None or start not in piece.items:
        return False
    block = piece.document.findBlock(start)
    return start < end < block.position() + block.length()


def gap_before(block: Block) -> str:
    """What parts a block from the one before: nothing where that was cut inside a line."""
    if block.beside_marker:
        return "\n"
    if not block.continued:
        return "\n\n"
    return "" if block.inside else "\n"


def joined(pieces: Iterable[tuple[Block, str]]) -> str:
    """The code of one fence, of what its pieces hold."""
    return "".join((gap_before(block) if number else "") + code for number, (block, code) in enumerate(pieces))


def part_of_piece(flow: Flow, piece: Piece, start: int, end: int) -> str:
    """A part of a block as it is seen."""
    document = piece.laid_out(flow.style, piece.measured or flow.width)
    return seen_text(document, piece.items, start, end, inside=piece.block.inside)


def plain_of(flow: Flow, piece: Piece) -> str:
    """All of a block as it is seen; remembered, because those who listen ask often."""
    if piece.plain is None:
        if piece.document is not None and piece.measured:
            piece.plain = seen_text(piece.document, piece.items, inside=piece.block.inside)
        else:
            piece.plain = flow.scratch.text(piece.block, markdown=piece.markdown, writing=piece.writing)
    return piece.plain


def beside(flow: Flow, view: EntryView, row: int) -> tuple[str, str]:
    """What is seen before and behind a piece on the same line, where that was cut."""
    around = [view.row(near) if 0 <= near < len(view) else None for near in range(row - 1, row + 2)]
    before, piece, after = [near if isinstance(near, Piece) else None for near in around]
    goes_on, is_cut = piece is not None and piece.block.inside, after is not None and after.block.inside
    return plain_of(flow, before) if before and goes_on else "", plain_of(flow, after) if after and is_cut else ""


def seen_of(flow: Flow, pieces: Iterable[Piece], *, begun: bool = False) -> str:
    """All of some blocks as they are seen; when there is text before them already, with the gap to that."""
    found: list[str] = []
    for piece in pieces:
        seen = plain_of(flow, piece)
        if seen and (begun or found):
            found.append(gap_before(piece.block))
        found += [seen] if seen else []
    return "".join(found)


def said_of(flow: Flow, index: int, until: float) -> str:
    """A message as it is seen, as far as it can be read until then (CPU time of the thread); the rest as written."""
    view = flow.view(index)
    return read_of(flow, view.pieces, flow.said(index).written, until, whole=view.is_whole)


def read_of(flow: Flow, pieces: Sequence[Piece], written: str, until: float, *, whole: bool) -> str:
    """A text as it is seen, see `said_of`; `whole`: all of it is in its pieces."""
    known = 0
    for piece in pieces:
        if piece.plain is None and thread_time() > until:
            break
        plain_of(flow, piece)
        known += 1
    seen = seen_of(flow, pieces[:known])
    if known == len(pieces) and whole:
        return seen
    rest = written[sum(len(piece.block.source) for piece in pieces[:known]) :].strip("\r\n")
    return f"{seen}\n\n{rest}" if seen and rest else seen + rest


def text_between(document: QTextDocument, start: int, end: int) -> str:
    """The text between two positions as Qt keeps it, with its own marks for the ends of lines and cells."""
    cursor = QTextCursor(document)
    cursor.setPosition(start)
    cursor.setPosition(min(end, document.characterCount() - 1), QTextCursor.MoveMode.KeepAnchor)
    return cursor.selectedText()


def code_at(view: EntryView, row: int) -> tuple[str, str]:
    """The language of a fence that starts in a row, and the code of all its pieces."""
    first = view.row(row)
    assert isinstance(first, Piece)  # noqa: S101 - nothing else has code
    rows = map(view.row, range(row, len(view)))
    pieces = takewhile(lambda piece: isinstance(piece, Piece) and piece.head is first, rows)
    code = joined((piece.block, piece.block.code) for piece in pieces if isinstance(piece, Piece))
    return first.block.language, code
