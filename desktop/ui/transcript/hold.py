"""The letter at a height of a row, and where it is once the row has been laid out anew."""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPointF, Qt

from desktop.ui.transcript.letters import line_of
from desktop.ui.transcript.piece import Piece

if TYPE_CHECKING:
    from PySide6.QtGui import QTextDocument

    from desktop.ui.transcript.bands import Bands
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


class Anchor(NamedTuple):
    """The row at the top of the viewport, and how far it is scrolled out of it."""

    entry: int
    row: int
    offset: int


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
    origin = piece.origin(style)
    line = _line_at(piece.document, piece.bands, max(0.0, offset - origin.y()))
    at = line.start + (min(INSIDE, line.length // 2) if growing else 0)
    return Held(entry, view.name_of(row), at, (offset - origin.y() - line.rect.top()) / _height(line))


def _line_at(document: QTextDocument, bands: Bands, y: float) -> Line:
    """The line at a height; in a row of a table that of the first column that has one there, or is nearest to it."""

    def away(line: Line) -> float:
        return max(0.0, line.rect.top() - y, y - line.rect.bottom())

    nearest = None
    for x in bands.starts(y):
        found = document.documentLayout().hitTest(QPointF(x, y), Qt.HitTestAccuracy.FuzzyHit)
        line = line_of(document, max(0, found))
        nearest = line if nearest is None or away(line) < away(nearest) else nearest
        if not away(nearest):
            break
    assert nearest is not None  # noqa: S101 - text begins somewhere at every height
    return nearest


def table_in(view: EntryView, row: int) -> Piece | None:
    """The piece in a row, if there are tables in it, or formulas, and it is measured."""
    piece = view.row(row)
    known = isinstance(piece, Piece) and bool(piece.bands.every) and piece.is_measured(view.width(row))
    return piece if isinstance(piece, Piece) and known else None


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
