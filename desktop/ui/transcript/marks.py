"""Where the words that are looked for stand in pieces that are laid out: what is painted over the text."""

from __future__ import annotations

from bisect import bisect_right
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from desktop.domain.find import spans
from desktop.domain.utf16 import in_units
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
        flood: When there are many, where they are, but for the current one; a place may reach over several lines.
    """

    spans: Spans
    current: int
    flood: Sequence[QRectF]


class _Known(NamedTuple):
    block: Block
    revision: int
    width: float
    spans: Spans
    runs: Spans  # when there are many: those that touch are one
    flood: Sequence[tuple[int, QRectF]]  # where each run is


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
        known, document = self._look(piece), piece.document
        if known is None or document is None:
            return Marked([], -1, ())
        flood = known.flood
        if flood and current >= 0:
            start, end = known.spans[min(current, len(known.spans) - 1)]
            run = bisect_right(known.runs, start, key=itemgetter(0)) - 1
            beside = [part for part in ((known.runs[run][0], start), (end, known.runs[run][1])) if part[0] < part[1]]
            flood = [*((number, rect) for number, rect in flood if number != run), *rects_of(document, beside)]
        return Marked(known.spans, current, [rect for _, rect in flood])

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
            found = in_units(document.toRawText(), places)
            runs = _runs(found) if len(found) > MANY else []
            known = self._known[piece] = _Known(*state, found, runs, list(rects_of(document, runs)))
        return known


def _runs(spans: Spans) -> Spans:
    """Places that follow one another without a gap as one."""
    found: Spans = []
    for start, end in spans:
        if found and found[-1][1] == start:
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found
