"""Where the words that are looked for stand in pieces that are laid out: what is painted over the text."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from desktop.domain.find import spans, utf16

if TYPE_CHECKING:
    from desktop.domain.blocks import Block
    from desktop.ui.transcript.piece import Piece

    Spans = list[tuple[int, int]]

KEPT = 500  # pieces: some more than stay laid out


class Found(NamedTuple):
    """The places of a piece's document, in Qt's positions, and which of them is the current one (-1: none)."""

    spans: Spans
    current: int


class Marks:
    """The places of the words in each piece, looked up again only when its text has changed."""

    def __init__(self) -> None:
        self._words = ""
        self._exact = False
        self._known: dict[Piece, tuple[Block, int, Spans]] = {}

    def look_for(self, words: str, *, exact: bool) -> None:
        """Mark other words, which are folded."""
        self._words, self._exact = words, exact
        self._known.clear()

    def of(self, piece: Piece) -> Spans:
        """The places in a piece, none when it is not laid out."""
        if piece.document is None:
            return []
        known = self._known.get(piece)
        revision = piece.document.revision()
        if known is None or known[0] is not piece.block or known[1] != revision:
            if len(self._known) >= KEPT:
                self._known.clear()
            text = piece.document.toRawText()
            found = utf16(text, spans(text, self._words, exact=self._exact))
            known = self._known[piece] = (piece.block, revision, found)
        return known[2]
