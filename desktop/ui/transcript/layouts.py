"""Which pieces keep their documents."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.ui.transcript.piece import Piece

KEPT = 240  # documents: several screens of any text, some megabytes


class Layouts:
    """The documents in memory. The ones not painted for longest are dropped; their heights stay."""

    def __init__(self) -> None:
        self._pieces: OrderedDict[Piece, None] = OrderedDict()
        self.wrapped: bool | None = None  # what the person chose last for lines of code, if they ever did

    def touch(self, piece: Piece) -> None:
        self._pieces[piece] = None
        self._pieces.move_to_end(piece)
        while len(self._pieces) > KEPT:
            self._pieces.popitem(last=False)[0].drop()

    def __len__(self) -> int:
        return len(self._pieces)

    def __iter__(self) -> Iterator[Piece]:
        return iter(self._pieces)
