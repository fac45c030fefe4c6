"""The letter at a height of a row, and where it is once the row has been laid out anew."""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPointF, Qt

from desktop.ui.transcript.letters import line_of
from desktop.ui.transcript.piece import Piece

if TYPE_CHECKING:
    from desktop.ui.transcript.entry_view import EntryView
    from desktop.ui.transcript.letters import Line
    from desktop.ui.transcript.message_rows import Name
    from desktop.ui.transcript.style import Style

INSIDE = 4  # letters from the start of a line that grows: marks that come and go before do not push them out of it


class Room(Enum):
    """Whether there may be nothing below the last message, so that something stays where it is."""

    NONE = auto()
    UNLESS_ALL_FITS = auto()  # then all is shown
    ANY = auto()


class Held(NamedTuple):
    """What is to stay where it is.

    Attributes:
        at: Position in the document of a piece; -1 in a row that has none.
        share: How much of the letter's line, or of the row, is above the height in question.
    """

    entry: int
    name: Name
    at: int
    share: float


class Mark(NamedTuple):
    """What was read in a conversation that is not on view: the id of the message, and what of it.

    Attributes:
        bottom: Where in the viewport the message is to end, if its end is what counts.
    """

    id: str
    held: Held
    bottom: int | None = None


def hold(entry: int, view: EntryView, row: int, offset: int, style: Style, *, growing: bool) -> Held:
    """What is at a height of a measured row: the first letter of the line, or one close to it in text that grows."""
    piece = view.row(row)
    if not isinstance(piece, Piece) or piece.document is None or piece.tree is not None:
        return Held(entry, view.name_of(row), -1, offset / max(1, view.column[row]))
    document, origin = piece.document, piece.origin(style)
    point = QPointF(0, max(0.0, offset - origin.y()))
    found = max(0, document.documentLayout().hitTest(point, Qt.HitTestAccuracy.FuzzyHit))
    line = line_of(document, found)
    at = line.start + (min(INSIDE, line.length // 2) if growing else 0)
    return Held(entry, view.name_of(row), at, (offset - origin.y() - line.rect.top()) / _height(line))


def offset_of(held: Held, view: EntryView, row: int, style: Style) -> tuple[int, int]:
    """The row and the height in it where that is now; the row has to be measured."""
    piece = view.row(row)
    if not isinstance(piece, Piece) or piece.document is None or piece.tree is not None or held.at < 0:
        return row, round(held.share * view.column[row])
    document, at = piece.document, held.at
    while at >= (size := document.characterCount()) and row + 1 < len(view):
        after = view.row(row + 1)  # what was written last has been cut, and goes on there
        if not isinstance(after, Piece) or not after.block.continued:
            break
        row, at, piece = row + 1, at - size + after.block.inside, after
        document = piece.laid_out(style, view.width(row))
        view.column[row] = piece.measure(style, view.width(row))
    line = line_of(document, min(at, document.characterCount() - 1))
    return row, round(piece.origin(style).y() + line.rect.top() + held.share * _height(line))


def _height(line: Line) -> float:
    return max(1.0, line.rect.height())
