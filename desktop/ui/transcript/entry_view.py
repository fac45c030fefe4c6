"""One message as rows: some in front, blocks of text, some behind."""

from __future__ import annotations

from functools import partial
from math import inf
from typing import TYPE_CHECKING

from desktop.domain.blocks import Growing
from desktop.domain.whole_text import Blocks
from desktop.ui.transcript.code_view import show_json
from desktop.ui.transcript.entry_geometry import EntryGeometry
from desktop.ui.transcript.entry_rows import rows_before, rows_behind
from desktop.ui.transcript.heights import height_of
from desktop.ui.transcript.message_rows import TEXT, THOUGHTS
from desktop.ui.transcript.piece import Piece
from desktop.ui.transcript.pieces import cite, cut, grow, illustrate, is_text_of, reconcile
from desktop.ui.transcript.rows import SpaceRow
from desktop.ui.transcript.shapes import USUAL, Shape
from desktop.ui.transcript.thinking import Thinking
from desktop.ui.transcript.words import Words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.domain.block import Block
    from desktop.ui.transcript.entry import Entry
    from desktop.ui.transcript.layouts import Layouts
    from desktop.ui.transcript.message_rows import Name
    from desktop.ui.transcript.style import Style


class EntryView(EntryGeometry):
    """The rows of one message, kept equal to it.

    Attributes:
        given: The message as it was handed over; `entry` is what has become of it.
    """

    def __init__(self, entry: Entry, style: Style, layouts: Layouts, width: int, shape: Shape = USUAL) -> None:
        super().__init__(entry, style, layouts, width)
        self.given = entry
        self.unfolded = shape.unfolded
        self._strips = dict(shape.strips)  # of code that was changed by hand
        self._thinking = Thinking()
        self._words = Words()  # of the reasoning
        self._defined = 0  # links of the text that are defined, as far as pieces know
        self._take_blocks(entry.blocks)
        cite(self.pieces, self.entry)
        if self.unfolded:
            self._think(entry.reasoning)
        show_json(self)
        self._arrange()

    def leave(self) -> Shape:
        """What was folded and unfolded here."""
        if self.layouts.wrapped is not None:
            self._keep_wrapping()
        return Shape(self.unfolded, self._strips)

    def _keep_wrapping(self) -> None:
        """Note the code whose lines are not as those of code that comes now would be."""
        for group, pieces in ((THOUGHTS, self.thoughts), (TEXT, self.pieces)):
            for number, piece in enumerate(pieces):
                if piece.wrapped is not self.layouts.wrapped and piece.is_code and piece.head is piece:
                    piece.strip.wrapped = piece.is_wrapped
                    self._strips[group, number] = piece.strip

    # Changes

    def restyle(self, style: Style, width: int) -> None:
        """Another font, other colors or another width: everything is to be laid out again."""
        changed = style is not self._style
        self._style = style
        self._width = width
        for piece in [*self.thoughts, *self.pieces]:
            piece.measured = 0
            if changed:
                piece.drop()
            if piece.own_strip is not None:
                piece.own_strip.forget(fonts=changed)
        self._arrange()

    def update(self, entry: Entry) -> None:
        """A newer state of the same message; blocks that are the same keep their layout."""
        self.given = entry
        if entry.streaming and isinstance(self.entry.blocks, Growing) and entry.blocks is not self.entry.blocks:
            self.pieces.clear()  # what was the answer has turned out to be reasoning, or is gone on with
        if isinstance(entry.blocks, Blocks) and is_text_of(entry.blocks, self.entry.blocks):
            entry = entry._replace(blocks=self.entry.blocks)
        self.entry = entry
        self._take_blocks(entry.blocks)
        cite(self.pieces, self.entry)
        illustrate(self.pieces, self.entry)
        if self.unfolded:
            self._think(entry.reasoning)
        show_json(self)
        self._arrange()

    def grow(self, growing: Growing, reasoning: str, waiting: str, thought: str = "", until: float = inf) -> int:
        """More of the answer: only what is new and the tail are looked at. Returns the height where it has changed.

        What cannot be laid out until then (CPU time of the thread, in seconds) stays estimated.
        """
        before = len(self.pieces)
        first = self._take_growing(self.pieces, growing)
        resolved = self._resolve()
        known = self.entry
        self.entry = known._replace(blocks=growing, reasoning=reasoning, waiting=waiting, thought=thought)
        begun = bool(self.pieces) and not before  # what was thought is over
        if begun or (waiting, thought) != (known.waiting, known.thought) or reasoning != known.reasoning:
            changed = self._think(reasoning) if self.unfolded else len(self.thoughts)
            self._arrange()
            self._measure_end(self.thoughts, changed, len(self._front), until)
            self._measure_end(self.pieces, first, self.first_piece, until)
            return 0
        if len(self.pieces) != before:
            for piece in self.pieces[before:]:
                piece.estimate(self._style, self.body_width)
            self._restack(self.first_piece + min(before, len(self.pieces)))
        changed = self._measure_end(self.pieces, min(first, resolved), self.first_piece, until)
        return 0 if resolved < before else changed

    def toggle_reasoning(self) -> None:
        self.unfolded = not self.unfolded
        self.thoughts = []
        self._thinking = Thinking()
        if self.unfolded:
            self._think(self.entry.reasoning)
        self._arrange()

    def keep_strip(self, piece: Piece) -> None:
        """Somebody has changed the looks of a piece: they stay so while the message is not on view."""
        self._strips[self.name_of(self.row_of(piece.head))] = piece.strip

    def lay_out_anew(self, piece: Piece) -> None:
        """Expect another height of all that is one with a piece, whose looks have changed."""
        piece.strip.forget(fonts=False)
        for other in (*self.thoughts, *self.pieces):
            if other.head is piece.head:
                other.estimate(self._style, self.body_width)
        self._restack(0)

    def _think(self, reasoning: str) -> int:
        """Bring the unfolded reasoning up to date as far as there is time; returns the first piece that has changed."""
        self._thinking.take(reasoning, streaming=self.entry.streaming)
        return self._take_growing(self.thoughts, self._thinking.growing)

    def _take_blocks(self, blocks: Sequence[Block]) -> None:
        if isinstance(blocks, Growing):
            self._take_growing(self.pieces, blocks)
        else:
            known = cut(blocks) if isinstance(blocks, Blocks) else blocks
            reconcile(self.pieces, known, partial(self._make, self.pieces))
        self._resolve()

    def _resolve(self) -> int:
        """Have links found whose definitions came after them, and footnotes that have none.

        Returns the first of the pieces that changed.
        """
        known = self.pieces[-1].block.references.version if self.pieces else 0
        if known == self._defined:
            return len(self.pieces)
        self._defined = known
        laid_out = [index for index, piece in enumerate(self.pieces) if piece.document is not None]
        changed = [index for index in laid_out if self.pieces[index].is_outdated]
        for index in changed:
            self.pieces[index].renew()
        return min(changed, default=len(self.pieces))

    @property
    def untaken(self) -> bool:
        """Whether some of the text is in no piece yet."""
        blocks = self.entry.blocks
        return self.uncut > 0 or (isinstance(blocks, Growing) and len(blocks) > len(self.pieces))

    @property
    def unthought(self) -> bool:
        """Whether some of an unfolded reasoning is in no piece yet."""
        left = self._thinking.left(self.entry.reasoning) or len(self._thinking.growing) > len(self.thoughts)
        return self.unfolded and left > 0

    @property
    def is_whole(self) -> bool:
        return not (self.untaken or self.unthought)

    def knows(self, name: Name) -> bool:
        """Whether all that stands before the row of a name, and is of its kind, is in pieces."""
        return self.is_whole or (name[0] <= TEXT and self.has(name))

    def cut_more(self) -> None:
        """Make pieces of some more of a long reasoning, or of a long text."""
        if self.unthought:
            self._expect(self.thoughts, self._think(self.entry.reasoning), len(self._front))
        elif isinstance(self.entry.blocks, Growing):
            first = self._take_growing(self.pieces, self.entry.blocks)
            cite(self.pieces, self.entry)
            self._resolve()
            self._expect(self.pieces, first, self.first_piece)
        else:
            self._cut_text()

    def _cut_text(self) -> None:
        before = len(self.pieces)
        assert isinstance(self.entry.blocks, Blocks)  # noqa: S101 - nothing else has anything uncut
        reconcile(self.pieces, cut(self.entry.blocks)[before:], partial(self._make, self.pieces), before)
        cite(self.pieces, self.entry)
        self._resolve()
        if self.uncut:
            self._keep_room()
        else:
            self._make_rows()
        self._expect(self.pieces, before, self.first_piece)

    def _keep_room(self) -> None:
        """Behind the pieces, for what is not cut yet."""
        self._back[:-1] = [SpaceRow(height_of(self.uncut, self._style, self.body_width))]

    def _take_growing(self, pieces: list[Piece], growing: Growing) -> int:
        return grow(pieces, growing, partial(self._make, pieces), streaming=self.entry.streaming)

    def _make(self, pieces: list[Piece], block: Block) -> Piece:
        """The next one of these pieces; code is shown as it was left."""
        thought = pieces is self.thoughts
        piece = Piece(block, markdown=not self.entry.from_user, muted=thought, wrapped=bool(self.layouts.wrapped))
        piece.pictures = self.entry.images
        strip = self._strips.get((THOUGHTS if thought else TEXT, len(pieces)))
        if strip is not None and piece.is_code:
            strip.forget(fonts=True)
            piece.own_strip = strip
        return piece

    def _arrange(self) -> None:
        """Make the rows around the text and stack everything anew; what was measured stays as it is."""
        self._make_rows()
        self._restack(0)

    def _make_rows(self) -> None:
        entry, style = self.entry, self._style
        words = self._words.count(entry.reasoning)
        self._front = rows_before(entry, words, unfolded=self.unfolded, thinking=entry.streaming and not self.pieces)
        self._back = rows_behind(entry)
        if entry.from_user and self.pieces and not self.pieces[-1].is_code and isinstance(self._back[0], SpaceRow):
            self.pieces[-1].set_joined(joined=True)  # the box ends here: no gap to a next block
        self._fit_box()
        if self.uncut:
            self._keep_room()
        for index, row in enumerate(self._front):
            row.measure(style, self.width(index))
        for index, row in enumerate(self._back, self.first_piece + len(self.pieces)):
            row.measure(style, self.width(index))
        for piece in [*self.thoughts, *self.pieces]:
            if piece.measured != self.body_width and not piece.height:
                piece.estimate(style, self.body_width)
