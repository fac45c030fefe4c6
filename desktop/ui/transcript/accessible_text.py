"""The text of a message for those who do not look at it: where its letters are, and where the caret is."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QAccessibleTextInterface, QTextCursor

from desktop.domain.utf16 import part_of, width_of
from desktop.ui.transcript.canvas import NOTHING
from desktop.ui.transcript.letters import rect_of
from desktop.ui.transcript.offsets import Part, offset_of, part_at, position_of
from desktop.ui.transcript.selection import Selection, Spot
from desktop.ui.transcript.targets import spot_at

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.ui.transcript.piece import Piece
    from desktop.ui.transcript.transcript import Transcript

OUTSIDE = -1  # the offset at a point where there is no text


class Strand(NamedTuple):
    """The blocks of a text: of which message, from which row on."""

    entry: int
    row: int
    pieces: Sequence[Piece]

    def has(self, spot: Spot) -> bool:
        return spot.entry == self.entry and self.row <= spot.row < self.row + len(self.pieces)


class Owner(Protocol):
    """A message, or its reasoning."""

    transcript: Transcript

    def said(self) -> str: ...

    def strand(self) -> Strand: ...

    def isValid(self) -> bool: ...

    def rect(self) -> QRect: ...

    def reveal(self) -> None: ...


class Spoken(QAccessibleTextInterface):
    """The text of a message, or of its reasoning, as it is seen; the caret is the end of the selection that moves.

    Qt for Python cannot tell where a selection begins and ends (`selection` is left out, and a client that asks is
    handed what happens to be in memory), so none is ever counted: what is selected is announced, see `Herald`.
    """

    def __init__(self, owner: Owner) -> None:
        super().__init__()
        self._owner = owner

    def text(self, start: int, end: int) -> str:
        said = self._owner.said()
        return part_of(said, start, end if end >= 0 else None)

    def characterCount(self) -> int:
        return width_of(self._owner.said())

    # Places

    def characterRect(self, offset: int) -> QRect:
        """Where a letter is; in what is not laid out, where its paragraph or block of code may be."""
        self._owner.said()  # makes blocks of more of a long text
        strand = self._owner.strand()
        part = part_at(strand.pieces, offset) if self._owner.isValid() else None
        if part is None:
            return self._owner.rect()
        flow = self._owner.transcript.flow
        view, row, piece = flow.view(strand.entry), strand.row + part.number, strand.pieces[part.number]
        corner = self._corner() + QPoint(view.left(row), view.column.top(row))
        if piece.document is None or piece.tree is not None or not piece.is_measured(view.width(row)):
            return QRect(corner.x(), corner.y(), view.width(row), view.column[row])
        cursor = QTextCursor(piece.document)
        cursor.setPosition(position_of(piece, part, offset))
        start = cursor.position()
        if not cursor.atBlockEnd():
            cursor.movePosition(QTextCursor.MoveOperation.NextCharacter)
        return piece.outside(flow.style, rect_of(piece.document, start, cursor.position())).translated(corner)

    def _corner(self) -> QPoint:
        """Where the message begins on the screen."""
        transcript = self._owner.transcript
        top = transcript.flow.top(self._owner.strand().entry) - transcript.scrolled
        return transcript.viewport().mapToGlobal(QPoint(transcript.left, top))

    def offsetAtPoint(self, point: QPoint) -> int:
        """The letter at a point of the screen; only what is on view has any."""
        transcript = self._owner.transcript
        at = transcript.viewport().mapFromGlobal(point)
        if not self._owner.isValid() or not transcript.viewport().rect().contains(at):
            return OUTSIDE
        self._owner.said()
        strand = self._owner.strand()
        spot = spot_at(transcript.flow, at.x() - transcript.left, at.y() + transcript.scrolled)
        return offset_of(strand.pieces, spot.row - strand.row, spot.at) if strand.has(spot) else OUTSIDE

    # Caret

    def cursorPosition(self) -> int:
        head = self._owner.transcript.selection.head
        strand = self._owner.strand()
        if self._owner.transcript.selection == NOTHING or head.entry != strand.entry:
            return 0
        self._owner.said()
        strand = self._owner.strand()
        return offset_of(strand.pieces, head.row - strand.row, head.at)

    def setCursorPosition(self, position: int) -> None:
        """Selecting with the keys begins there."""
        self._select(position, position)

    def selectionCount(self) -> int:
        return 0

    def addSelection(self, start: int, end: int) -> None:
        """Select this instead of what is selected: there is one selection."""
        self._select(start, end)

    def setSelection(self, index: int, start: int, end: int) -> None:
        del index
        self._select(start, end)

    def removeSelection(self, index: int) -> None:
        del index
        self._owner.transcript.clear_selection()

    def _select(self, start: int, end: int) -> None:
        self._owner.said()
        strand = self._owner.strand()
        parts = [part_at(strand.pieces, offset) if self._owner.isValid() else None for offset in (start, end)]
        spots = [self._spot(part, offset) for part, offset in zip(parts, (start, end), strict=True) if part]
        if len(spots) == len(parts):
            self._owner.transcript.select(Selection(*spots))
            self._owner.transcript.later.start(0)  # what was laid out for it is put in its place

    def _spot(self, part: Part, offset: int) -> Spot:
        strand = self._owner.strand()
        row = strand.row + part.number
        piece = self._owner.transcript.flow.lay_out(strand.entry, row)
        return Spot(strand.entry, row, position_of(piece, part, offset))

    def scrollToSubstring(self, start: int, end: int) -> None:
        del start, end
        self._owner.reveal()
