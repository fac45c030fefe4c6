"""The rows of a message, one after the other, and what they are called while others come before them."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from desktop.ui.transcript.piece import Piece
from desktop.ui.transcript.rows import FoldRow

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from desktop.ui.transcript.entry_rows import OtherRow

    Row = OtherRow | Piece
    Name = tuple[int, int | str]  # group, and what it is in there: see `MessageRows.name_of`

GROUPS = 4
THOUGHTS, TEXT = 1, 2  # of the groups


class MessageRows:
    """Four groups: what stands before the text, the reasoning, the text, what stands behind it.

    Attributes:
        pieces: The rows that hold the message's text, in order.
        thoughts: The rows that hold its reasoning, when unfolded.
    """

    def __init__(self) -> None:
        self._front: list[OtherRow] = []
        self.thoughts: list[Piece] = []
        self.pieces: list[Piece] = []
        self._back: list[OtherRow] = []

    def __len__(self) -> int:
        return len(self._front) + len(self.thoughts) + len(self.pieces) + len(self._back)

    def __iter__(self) -> Iterator[Row]:
        return chain(self._front, self.thoughts, self.pieces, self._back)

    def row(self, index: int) -> Row:
        for rows in (self._front, self.thoughts, self.pieces, self._back):
            if index < len(rows):
                return rows[index]
            index -= len(rows)
        raise IndexError(index)

    def _groups(self) -> tuple[Sequence[Row], ...]:
        return self._front, self.thoughts, self.pieces, self._back

    def name_of(self, index: int) -> Name:
        """What a row is called whatever is put in before it: the kind of a line, the number of a block."""
        for group, rows in enumerate(self._groups()):
            if index < len(rows):
                row = rows[index]
                return group, (index if isinstance(row, Piece) else type(row).__name__)
            index -= len(rows)
        raise IndexError(index)

    def index_of(self, name: Name) -> int:
        """Where the row of a name stands; what is gone, where its group is."""
        group, inside = name
        start = sum(len(rows) for rows in self._groups()[:group])
        if not isinstance(inside, int):
            inside = next((at for at, row in enumerate(self._groups()[group]) if type(row).__name__ == inside), 0)
        return min(start + inside, len(self) - 1)

    def has(self, name: Name) -> bool:
        """Whether the row of a name is there."""
        group, inside = name
        rows = self._groups()[group]
        return inside < len(rows) if isinstance(inside, int) else any(type(row).__name__ == inside for row in rows)

    def row_of(self, piece: Piece) -> int:
        """Where a piece of this message stands."""
        if piece in self.pieces:
            return self.first_piece + self.pieces.index(piece)
        return len(self._front) + self.thoughts.index(piece)

    @property
    def fold(self) -> int:
        """Index of the row that opens and closes the reasoning."""
        return self.index_of((0, FoldRow.__name__))

    @property
    def first_piece(self) -> int:
        """Index of the row where the text starts."""
        return len(self._front) + len(self.thoughts)
