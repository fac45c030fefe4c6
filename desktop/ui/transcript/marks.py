"""Where the words that are looked for stand in pieces that are laid out: what is painted over the text."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from desktop.domain.find import spans, utf16
from desktop.ui.transcript.formula_object import sought
from desktop.ui.transcript.letters import rects_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QRectF

    from desktop.domain.block import Block
    from desktop.ui.transcript.piece import Piece

    Spans = list[tuple[int, int]]

KEPT = 500  # pieces: some more than stay laid out
MANY = 12  # places in a piece, above which painting each as Qt paints a selection takes longer than a frame


class Marked(NamedTuple):
    """What is marked in a piece.

    Attributes:
        spans: The places, in Qt's positions.
        current: Which of them is the current one, -1 when none is.
        flood: When there are many, which of them is where; a place may reach over several lines.
    """

    spans: Spans
    current: int
    flood: Sequence[tuple[int, QRectF]]


class _Known(NamedTuple):
    block: Block
    revision: int
    width: float
    spans: Spans
    flood: Sequence[tuple[int, QRectF]]


class Marks:
    """The places of the words in each piece, looked up again only when its text has changed."""

    def __init__(self) -> None:
        self._words = ""
        self._exact = False
        self._known: dict[Piece, _Known] = {}

    def look_for(self, words: str, *, exact: bool) -> None:
        """Mark other words, which are folded."""
        self._words, self._exact = words, exact
        self._known.clear()

    def found(self, piece: Piece, current: int) -> Marked:
        """What is to be painted in a piece."""
        known = self._look(piece)
        return Marked(known.spans, current, known.flood) if known else Marked([], -1, ())

    def spans(self, piece: Piece) -> Spans:
        """The places in a piece, none while it is not laid out."""
        known = self._look(piece)
        return known.spans if known else []

    def _look(self, piece: Piece) -> _Known | None:
        document = piece.document
        if document is None or not self._words:
            return None
        state = (piece.block, document.revision(), document.textWidth())
        known = self._known.get(piece)
        if known is None or known[:3] != state:
            if len(self._known) >= KEPT:
                self._known.clear()
            text, origin = sought(document)
            places = spans(text, self._words, exact=self._exact)
            if origin:
                places = [(origin[start], origin[end - 1] + 1) for start, end in places]
            found = utf16(document.toRawText(), places)
            flood = list(rects_of(document, found)) if len(found) > MANY else ()
            known = self._known[piece] = _Known(*state, found, flood)
        return known
