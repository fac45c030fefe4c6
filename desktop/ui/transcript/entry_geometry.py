"""Where the rows of one message are."""

from __future__ import annotations

from itertools import chain, islice
from math import inf
from time import thread_time
from typing import TYPE_CHECKING

from desktop.domain.whole_text import Blocks
from desktop.ui.transcript.files_row import FilesRow
from desktop.ui.transcript.geometry import Column
from desktop.ui.transcript.layouts import KEPT
from desktop.ui.transcript.message_rows import MessageRows
from desktop.ui.transcript.pictures_row import PicturesRow
from desktop.ui.transcript.piece import Piece
from desktop.ui.transcript.style import PADDING

if TYPE_CHECKING:
    from desktop.ui.transcript.entry import Entry
    from desktop.ui.transcript.layouts import Layouts
    from desktop.ui.transcript.message_rows import Row
    from desktop.ui.transcript.style import Style

BUBBLE_SHARE = 0.86  # of the column, for a question
SCREEN = 3_000  # pixels of new text that are laid out at once; more comes only when a long text arrives in one piece
RISE = 4  # a part of a line so large above a paragraph that accents of it may reach into
HUGGED = 600  # characters of a question up to which its box is as narrow as its text


class EntryGeometry(MessageRows):
    """Rows of one message with their places; those near the viewport are measured, the others estimated.

    Attributes:
        column: The rows' heights.
    """

    def __init__(self, entry: Entry, style: Style, layouts: Layouts, width: int) -> None:
        super().__init__()
        self.entry = entry
        self.column = Column()
        self.layouts = layouts
        self._style = style
        self._width = width
        self.body_width = width
        self.body_left = 0

    @property
    def uncut(self) -> int:
        """Characters at the end of a long text that are no pieces yet: room is kept for them."""
        return self.entry.blocks.uncut if isinstance(self.entry.blocks, Blocks) else 0

    @property
    def height(self) -> int:
        return self.column.total

    def is_body(self, index: int) -> bool:
        """Whether a row lies in the box of a question."""
        return 1 <= index < len(self) - 1

    def left(self, index: int) -> int:
        if not self.is_body(index):
            return 0
        inset = self._style.indent // 2 if len(self._front) <= index < self.first_piece else 0
        return self.body_left + inset

    def width(self, index: int) -> int:
        """How wide a row may be."""
        if not self.is_body(index):
            return self._width
        return self.body_width - (self._style.indent // 2 if len(self._front) <= index < self.first_piece else 0)

    def _restack(self, start: int) -> None:
        self.column.truncate(start)
        rows = chain(self._front, self.thoughts, self.pieces, self._back)
        self.column.extend([row.height for row in islice(rows, start, None)])

    def _expect(self, pieces: list[Piece], first: int, above: int) -> None:
        """Stack pieces that have come, or have changed, at the heights that they may have."""
        for piece in pieces[first:]:
            piece.estimate(self._style, self.body_width)
        self._restack(above + first)

    def _fit_box(self) -> None:
        """How wide a question's box is: as wide as a short text, else most of the column."""
        self.body_width, self.body_left = self._width, 0
        if not self.entry.from_user:
            return
        room = max(PADDING * 4, int(self._width * BUBBLE_SHARE)) - 2 * PADDING
        is_short = len(self.pieces) <= HUGGED and sum(len(piece.block.source) for piece in self.pieces) <= HUGGED
        if is_short and not self.uncut and not any(piece.is_code for piece in self.pieces):
            widths = [0]
            for piece in self.pieces:
                piece.measure(self._style, room)
                self.layouts.touch(piece)
                widths.append(int(piece.document.idealWidth()) + 1 if piece.document else 0)
            widths += [row.natural(room) for row in (*self._front, *self._back) if isinstance(row, PicturesRow)]
            widths += [row.natural(self._style, room) for row in self._back if isinstance(row, FilesRow)]
            room = min(room, max(widths))
        self.body_width = room
        self.body_left = self._width - room - PADDING

    def measure_between(self, top: int, bottom: int, until: float = inf) -> bool:
        """Lay out the text between two heights, as far as it goes until then (CPU time of the thread, in seconds).

        True when it came to the end.
        """
        index = self.column.at(top)
        y = self.column.top(index)
        while index < len(self) and y < bottom:
            row = self.row(index)
            if isinstance(row, Piece):
                if not row.is_measured(self.width(index)) and thread_time() > until:
                    return False
                if self._measure_piece(index, row):  # its table got wider columns, above too
                    index = self.column.at(top)
                    y = self.column.top(index)
                    continue
            y += row.height
            index += 1
        return self._measure_head(self.row(self.column.at(top)), until)

    def measure_piece(self, index: int) -> Piece:
        """The piece in a row, laid out."""
        piece = self.row(index)
        assert isinstance(piece, Piece)  # noqa: S101 - of the rows only those that hold text may be asked for
        self._measure_piece(index, piece)
        return piece

    def unread(self) -> list[int]:
        """The rows whose text has no layout, among the first ones: no more than can be kept."""
        found = []
        for index, row in enumerate(islice(self, KEPT // 2)):
            if isinstance(row, Piece) and row.document is None and row.tree is None:
                empty = row.is_measured(self.width(index)) and not row.height
                found += [] if empty else [index]
        return found

    def _measure_head(self, row: Row, until: float) -> bool:
        """Lay out the head of the table that is read, if there is time: it is kept in sight."""
        if isinstance(row, Piece) and row.head is not row:
            index = self.row_of(row.head)
            if not row.head.is_measured(self.width(index)) and thread_time() > until:
                return False
            self._measure_piece(index, row.head)
        return True

    def _measure_piece(self, index: int, piece: Piece) -> bool:
        """Lay a piece out; True when others have to be laid out again for it."""
        before = piece.version
        piece.measure(self._style, self.width(index))
        self.layouts.touch(piece)
        self.column[index] = piece.height
        return piece.version != before

    def _measure_end(self, pieces: list[Piece], first: int, above: int, until: float) -> int:
        """Lay out what changed, as far as a screen reaches; returns the height where painting has to begin.

        `above` is the number of rows before the pieces.
        """
        room = SCREEN
        changed = self.height
        for index in range(len(pieces) - 1, -1, -1):
            piece = pieces[index]
            row = above + index
            if index < first and (piece.head is not pieces[index + 1].head or piece.is_measured(self.width(row))):
                break
            if room > 0 and not piece.is_measured(self.width(row)):
                self._measure_piece(row, piece)
                # of what was built anew, the frame may be another one, too
                inside = int(piece.dirty + piece.origin(self._style).y()) if piece.dirty else 0
                changed = self.column.top(row) + inside - self._style.line // RISE
            room -= piece.height if thread_time() < until else SCREEN
        return changed
