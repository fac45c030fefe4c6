"""The blocks of a text that is there as a whole."""

from __future__ import annotations

from collections.abc import Sequence
from typing import overload

from desktop.domain.block import Block
from desktop.domain.blocks import Growing


class Blocks(Sequence[Block]):
    """The blocks of a whole text, cut when first looked at: most messages of a long conversation never are.

    Args:
        typed: As in `Growing`.

    Attributes:
        uncut: Characters at the end that are in no block yet; 0 as soon as the blocks were asked for.
    """

    __slots__ = ("_growing", "_typed", "text", "uncut")

    def __init__(self, text: str, *, typed: bool = False) -> None:
        self.text = text
        self._typed = typed
        self.uncut = len(text)
        self._growing: Growing | None = None

    def cut(self, characters: int) -> list[Block]:
        """Cut so many more characters; the blocks so far, which do not change any more."""
        growing = self._growing = self._growing or Growing(typed=self._typed)
        start = len(self.text) - self.uncut
        growing.feed(self.text[start : start + characters])
        self.uncut = max(0, self.uncut - characters)
        if not self.uncut:
            growing.close()
        return growing.sealed

    @overload
    def __getitem__(self, index: int) -> Block: ...
    @overload
    def __getitem__(self, index: slice) -> list[Block]: ...
    def __getitem__(self, index: int | slice) -> Block | list[Block]:
        return self.cut(self.uncut)[index]

    def __len__(self) -> int:
        return len(self.cut(self.uncut))
