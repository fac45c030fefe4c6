"""One message with its geometry: rows in front, blocks of text, rows behind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.domain.blocks import Blocks, Growing
from desktop.ui.theme.theme import SPACE
from desktop.ui.transcript.foot_row import FootRow
from desktop.ui.transcript.geometry import Column
from desktop.ui.transcript.pictures_row import PicturesRow
from desktop.ui.transcript.piece import Piece
from desktop.ui.transcript.rows import FoldRow, HeadRow, SpaceRow
from desktop.ui.transcript.style import INDENT, PADDING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.domain.blocks import Block
    from desktop.ui.transcript.entry import Entry
    from desktop.ui.transcript.piece import Layouts
    from desktop.ui.transcript.style import Style

    Row = HeadRow | FoldRow | PicturesRow | FootRow | SpaceRow | Piece

BUBBLE_SHARE = 0.86  # of the column, for a question
SCREEN = 3_000  # pixels of new text that are laid out at once; more comes only when a long text arrives in one piece
HUGGED = 600  # characters of a question up to which its box is as narrow as its text


def estimated_height(entry: Entry, style: Style, width: int) -> int:
    """The height of a message nobody has looked at, from the length of its text."""
    blocks = entry.blocks
    length = len(blocks.text) if isinstance(blocks, Blocks) else sum(len(block.source) for block in blocks)
    lines = int(length * style.char * 1.15 / width) + 1
    around = SPACE * 4 + style.label_height + style.small_height
    return lines * style.line + around + (len(entry.images) and PADDING * 20)


class EntryView:
    """Rows of one message; those near the viewport are measured, the others estimated.

    Attributes:
        column: The rows' heights.
        pieces: The rows that hold the message's text, in order.
        thoughts: The rows that hold its reasoning, when unfolded.
    """

    def __init__(self, entry: Entry, style: Style, layouts: Layouts, width: int) -> None:
        self.entry = entry
        self.column = Column()
        self.pieces: list[Piece] = []
        self.thoughts: list[Piece] = []
        self.unfolded = False
        self._reasoning = Growing()
        self._fed = 0  # characters of the reasoning that it has taken
        self._counted = 0  # characters of the reasoning in which words were counted
        self._words = 0
        self._style = style
        self._layouts = layouts
        self._front: list[Row] = []
        self._back: list[Row] = []
        self._width = width
        self.body_width = width
        self.body_left = 0
        self._take_blocks(entry.blocks)
        self._arrange()

    # Rows

    def __len__(self) -> int:
        return len(self._front) + len(self.thoughts) + len(self.pieces) + len(self._back)

    def row(self, index: int) -> Row:
        for rows in (self._front, self.thoughts, self.pieces, self._back):
            if index < len(rows):
                return rows[index]
            index -= len(rows)
        raise IndexError(index)

    @property
    def first_piece(self) -> int:
        """Index of the row where the text starts."""
        return len(self._front) + len(self.thoughts)

    @property
    def height(self) -> int:
        return self.column.total

    def is_body(self, index: int) -> bool:
        """Whether a row lies in the box of a question."""
        return 1 <= index < len(self) - 1

    def left(self, index: int) -> int:
        if not self.is_body(index):
            return 0
        inset = INDENT // 2 if len(self._front) <= index < self.first_piece else 0
        return self.body_left + inset

    def width(self, index: int) -> int:
        """How wide a row may be."""
        if not self.is_body(index):
            return self._width
        return self.body_width - (INDENT // 2 if len(self._front) <= index < self.first_piece else 0)

    # Changes

    def restyle(self, style: Style, width: int) -> None:
        """Another font, other colors or another width: everything is to be laid out again."""
        changed = style is not self._style
        self._style = style
        self._width = width
        for piece in [*self.thoughts, *self.pieces]:
            if changed:
                piece.drop()
            piece.measured = 0
        self._arrange()

    def update(self, entry: Entry) -> None:
        """A newer state of the same message; blocks that are the same keep their layout."""
        self.entry = entry
        self._take_blocks(entry.blocks)
        if self.unfolded:
            self._think(entry.reasoning)
        self._arrange()

    def grow(self, growing: Growing, reasoning: str, waiting: str) -> int:
        """More of the answer: only what is new and the tail are looked at. Returns the height where it has changed."""
        before = len(self.pieces)
        first = self._take_growing(self.pieces, growing)
        known = self.entry
        self.entry = known._replace(blocks=growing, reasoning=reasoning, waiting=waiting)
        if waiting != known.waiting or reasoning != known.reasoning:
            thought = self._think(reasoning) if self.unfolded else len(self.thoughts)
            self._arrange()
            self._measure_end(self.thoughts, thought, len(self._front))
            self._measure_end(self.pieces, first, self.first_piece)
            return 0
        if len(self.pieces) != before:
            for piece in self.pieces[before:]:
                piece.estimate(self._style, self.body_width)
            self._restack(self.first_piece + min(before, len(self.pieces)))
        return self._measure_end(self.pieces, first, self.first_piece)

    def _measure_end(self, pieces: list[Piece], first: int, above: int) -> int:
        """Lay out what changed, as far as a screen reaches; returns the height where painting has to begin.

        `above` is the number of rows before the pieces.
        """
        room = SCREEN
        changed = self.height
        for index in range(len(pieces) - 1, first - 1, -1):
            piece = pieces[index]
            row = above + index
            if room > 0 and piece.measured != self.width(row):
                self._measure_piece(row, piece)
                changed = self.column.top(row) + int(piece.dirty + piece.origin(self._style).y())
            room -= piece.height
        return changed

    def toggle_reasoning(self) -> None:
        self.unfolded = not self.unfolded
        self.thoughts = []
        self._reasoning = Growing()
        self._fed = 0
        if self.unfolded:
            self._think(self.entry.reasoning)
        self._arrange()

    def _think(self, reasoning: str) -> int:
        """Bring the unfolded reasoning up to date; returns the first of its pieces that may have changed."""
        self._reasoning.feed(reasoning[self._fed :])
        self._fed = len(reasoning)
        return self._take_growing(self.thoughts, self._reasoning, muted=True)

    def _count_words(self, reasoning: str) -> int:
        """Words of the reasoning; while it grows only what is new is gone through."""
        if len(reasoning) < self._counted:
            self._counted = self._words = 0
        at = reasoning.rfind(" ", 0, self._counted) + 1 if self._counted else 0
        self._words += len(reasoning[at:].split()) - len(reasoning[at : self._counted].split())
        self._counted = len(reasoning)
        return self._words

    def _take_blocks(self, blocks: Sequence[Block]) -> None:
        if isinstance(blocks, Growing):
            self._take_growing(self.pieces, blocks)
        else:
            self._reconcile(self.pieces, blocks, writing=False)

    def _take_growing(self, pieces: list[Piece], growing: Growing, *, muted: bool = False) -> int:
        """Bring pieces up to date with a growing text; returns the first that may have changed."""
        first = min(max(0, len(pieces) - 2), len(growing.sealed))
        while first and pieces[first - 1].writing:
            first -= 1
        tail = growing.tail
        fresh = [*growing.sealed[first:], *([tail] if tail else [])]
        writing = tail is not None and self.entry.streaming
        self._reconcile(pieces, fresh, writing=writing, start=first, muted=muted)
        return first

    def _reconcile(
        self, pieces: list[Piece], blocks: Sequence[Block], *, writing: bool, start: int = 0, muted: bool = False
    ) -> None:
        count = len(blocks)
        for index, block in enumerate(blocks, start):
            last = writing and index == start + count - 1
            if index < len(pieces):
                pieces[index].set_block(block, writing=last)
            else:
                piece = Piece(block, markdown=not self.entry.from_user, muted=muted)
                piece.writing = last
                pieces.append(piece)
            if index:
                pieces[index - 1].set_joined(block.continued)
        del pieces[start + count :]

    # Geometry

    def _arrange(self) -> None:
        """Make the rows around the text and stack everything anew; what was measured stays as it is."""
        entry, style = self.entry, self._style
        self._front = [HeadRow(entry)]
        self._back = [FootRow(entry)]
        if entry.from_user:
            self._front.append(SpaceRow(PADDING - SPACE // 2))
            self._back.insert(0, SpaceRow(SPACE // 4))
            if self.pieces and not self.pieces[-1].is_code:
                self.pieces[-1].set_joined(True)  # the box ends here: no gap to a next block
        if entry.reasoning:
            self._front.append(
                FoldRow(
                    self._count_words(entry.reasoning),
                    opened=self.unfolded,
                    thinking=entry.streaming and not self.pieces,
                )
            )
        if entry.images:
            self._front.append(PicturesRow(entry.images))
        self._fit_box()
        for index, row in enumerate(self._front):
            row.measure(style, self.width(index))
        for row in self._back:
            row.measure(style, self._width)
        for piece in [*self.thoughts, *self.pieces]:
            if piece.measured != self.body_width and not piece.height:
                piece.estimate(style, self.body_width)
        self._restack(0)

    def _restack(self, start: int) -> None:
        self.column.truncate(start)
        for index in range(start, len(self)):
            self.column.append(self.row(index).height)

    def _fit_box(self) -> None:
        """How wide a question's box is: as wide as a short text, else most of the column."""
        self.body_width, self.body_left = self._width, 0
        if not self.entry.from_user:
            return
        room = max(PADDING * 4, int(self._width * BUBBLE_SHARE)) - 2 * PADDING
        size = sum(len(piece.block.source) for piece in self.pieces)
        if size <= HUGGED and not any(piece.is_code for piece in self.pieces):
            widths = [0]
            for piece in self.pieces:
                piece.measure(self._style, room)
                self._layouts.touch(piece)
                widths.append(int(piece.document.idealWidth()) + 1 if piece.document else 0)
            widths += [row.natural(room) for row in self._front if isinstance(row, PicturesRow)]
            room = min(room, max(widths))
        self.body_width = room
        self.body_left = self._width - room - PADDING

    def measure_between(self, top: int, bottom: int) -> bool:
        """Lay out the text between two heights; True when a height turned out to be another."""
        changed = False
        index = self.column.at(top)
        y = self.column.top(index)
        while index < len(self) and y < bottom:
            row = self.row(index)
            if isinstance(row, Piece):
                changed = self._measure_piece(index, row) or changed
            y += row.height
            index += 1
        return changed

    def _measure_piece(self, index: int, piece: Piece) -> bool:
        before = self.column[index]
        piece.measure(self._style, self.width(index))
        self._layouts.touch(piece)
        self.column[index] = piece.height
        return piece.height != before
