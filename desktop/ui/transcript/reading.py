"""The line that is read, found again after its block has been laid out anew."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPointF, Qt

if TYPE_CHECKING:
    from desktop.ui.transcript.piece import Piece
    from desktop.ui.transcript.style import Style


class Reading(NamedTuple):
    """A position in a piece's document, and how many pixels below the top of its line."""

    position: int
    below: int


def reading_at(piece: Piece, style: Style, width: int, y: int) -> Reading:
    """What stands at a height of a piece."""
    document = piece.laid_out(style, width)
    point = QPointF(0, y - piece.origin(style).y())
    position = document.documentLayout().hitTest(point, Qt.HitTestAccuracy.FuzzyHit)
    return Reading(position, y - _top_of(piece, style, width, position))


def height_of(piece: Piece, style: Style, width: int, reading: Reading) -> int:
    """Where in a piece this is now."""
    return _top_of(piece, style, width, reading.position) + reading.below


def _top_of(piece: Piece, style: Style, width: int, position: int) -> int:
    document = piece.laid_out(style, width)
    block = document.findBlock(position)
    line = block.layout().lineForTextPosition(position - block.position())
    top = document.documentLayout().blockBoundingRect(block).top() + (line.y() if line.isValid() else 0)
    return round(piece.origin(style).y() + top)
