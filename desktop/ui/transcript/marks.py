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
    Beside = tuple[str, str]  # what stands before and behind a piece on the same line

KEPT = 500  # pieces: some more than stay laid out
NEAR = 400  # characters beside a piece that belong to words that begin or end in it
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
    before: str
    after: str
    spans: Spans
    runs: Spans  # when there are many: those that touch are one
    flood: Sequence[tuple[int, QRectF]]  # where each run is
    ends_first: bool  # the first place begins in the piece before


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

    def found(self, piece: Piece, beside: Beside, current: int) -> Marked:
        """What is to be painted in a piece that stands between others."""
        known, document = self._look(piece, beside), piece.document
        if known is None or document is None:
            return Marked([], -1, ())
        flood = known.flood
        current += current >= 0 and known.ends_first
        if flood and current >= 0:
            start, end = known.spans[min(current, len(known.spans) - 1)]
            run = bisect_right(known.runs, start, key=itemgetter(0)) - 1
            sides = [part for part in ((known.runs[run][0], start), (end, known.runs[run][1])) if part[0] < part[1]]
            flood = [*((number, rect) for number, rect in flood if number != run), *rects_of(document, sides)]
        return Marked(known.spans, current, [rect for _, rect in flood])

    def spans(self, piece: Piece, beside: Beside) -> Spans:
        """The places that begin in a piece, none while it is not laid out."""
        known = self._look(piece, beside)
        return known.spans[known.ends_first :] if known else []

    def is_in(self, piece: Piece, beside: Beside) -> bool:
        """Whether a place begins or ends in a piece that is laid out."""
        known = self._look(piece, beside)
        return known is not None and bool(known.spans)

    def _look(self, piece: Piece, beside: Beside) -> _Known | None:
        document = piece.document
        if document is None or not self._words:
            return None
        before, after = (text[-NEAR:] if number == 0 else text[:NEAR] for number, text in enumerate(beside))
        state = (piece.block, document.revision(), document.textWidth(), before, after)
        known = self._known.get(piece)
        if known is None or known[:5] != state:
            if len(self._known) >= KEPT:
                self._known.clear()
            text, origin = sought(document)
            start, end = len(before), len(before) + len(text)
            every = spans(before + text + after, self._words, exact=self._exact)
            places = [(max(at, start) - start, min(to, end) - start) for at, to in every if at < end and to > start]
            first = next((at for at, to in every if to > start), end)
            if origin:
                places = [(origin[start], origin[end - 1] + 1) for start, end in places]
            found = in_units(document.toRawText(), places)
            runs = _runs(found) if len(found) > MANY else []
            flood = list(rects_of(document, runs))
            known = self._known[piece] = _Known(*state, found, runs, flood, ends_first=first < start)
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
