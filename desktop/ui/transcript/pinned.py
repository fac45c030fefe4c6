"""The head of a tall table or block of code, kept in sight at the viewport's top while what is below it is read."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING, NamedTuple

from desktop.ui.transcript.piece import Piece
from desktop.ui.transcript.strip import BETWEEN, SLACK

if TYPE_CHECKING:
    from desktop.ui.transcript.entry_view import EntryView
    from desktop.ui.transcript.flow import Flow
    from desktop.ui.transcript.style import Style

MOST = 3  # the share of the viewport that a head may take is one part of so many


class Pinned(NamedTuple):
    """A head: whose it is, where it belongs and where it is shown instead; heights are those of the whole.

    `left` and `right` are its edges in its row.
    """

    entry: int
    row: int
    top: int
    height: int
    at: int
    left: int
    right: int

    def home(self, y: int) -> int:
        """The height to which what is seen at a height belongs."""
        return self.top + y - self.at if self.at <= y < self.at + self.height else y


def pinned_in(flow: Flow, scrolled: int) -> Pinned | None:
    """The head that is to be shown at the top of what is seen."""
    entry = flow.at(scrolled)
    if entry < 0:
        return None
    view = flow.view(entry)
    above = flow.top(entry)
    row = view.column.at(scrolled - above)
    piece = view.row(row)
    head = None
    if isinstance(piece, Piece):
        head = _head_of(piece, scrolled - above - view.column.top(row), flow.style, view.width(row))
    if head is None or (head.piece.document is None and head.piece.tree is None):
        return None
    home = view.row_of(head.piece)
    top = above + view.column.top(home) + head.top
    end = above + _end(view, flow.style, row, view.column.top(row) + head.end, scrolled - above + head.height)
    at = min(scrolled, end - head.height)
    fits = head.height < flow.viewport / MOST and end - top > 2 * head.height
    return Pinned(entry, home, top, head.height, at, head.left, head.right) if fits and top < at else None


class _Head(NamedTuple):
    """A piece's head: from where on and how high; and where in the piece that is read what belongs to it ends."""

    piece: Piece
    top: int
    height: int
    end: int
    left: int
    right: int


def _head_of(piece: Piece, y: int, style: Style, width: int) -> _Head | None:
    """The head over what is at a height of a piece."""
    if piece.is_code:
        return _Head(piece.head, 0, piece.head.top(style), _bottom(piece, style), piece.inset(style), width)
    for index, band in enumerate(piece.bands.every):
        home = piece if index else piece.head
        if band.rows and band.top <= y - piece.above < band.bottom and home.bands.every:
            first = band if home is piece else home.bands.every[-1]
            shift = piece.strip.shift if first.wide > width else 0
            left = max(-SLACK, round(first.columns[0]) - shift)
            right = min(width + SLACK, ceil(first.columns[-1]) + BETWEEN - shift)
            top, high = round(home.above + first.top), round(first.rows[1] - first.rows[0]) + BETWEEN
            return _Head(home, top, high, _bottom(piece, style, index), left, right)
    return None


def _bottom(piece: Piece, style: Style, table: int = 0) -> int:
    """Where code or a table ends in a piece."""
    if piece.is_code:
        return piece.height - (0 if piece.joined else style.under)
    if not piece.bands.every or (piece.joined and table == len(piece.bands.every) - 1):
        return piece.height
    return round(piece.above + piece.bands.every[table].bottom)


def _end(view: EntryView, style: Style, row: int, end: int, enough: int) -> int:
    """Where in a message ends what the head of a row belongs to; as far as one has to know."""
    piece = view.row(row)
    while end < enough and row + 1 < len(view):
        row += 1
        below = view.row(row)
        if not isinstance(piece, Piece) or not isinstance(below, Piece) or below.head is not piece.head:
            break
        end = view.column.top(row) + _bottom(below, style)
    return end
