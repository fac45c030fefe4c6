"""Looking for characters that only a model sees, in texts of any length."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from desktop.domain.unseen import seen_of, slice_end

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QObject

SLICE = 50_000  # characters that are looked at in a few milliseconds


def see(owner: QObject, text: str, then: Callable[[str], None]) -> None:
    """Look for what cannot be seen in a text, a slice at a time while nothing else is to be done; then without it."""
    pieces: list[str] = []

    def go_on(start: int) -> None:
        end = len(text) if text.isascii() else slice_end(text, start, SLICE)
        pieces.append(seen_of(text, start, end))
        if end < len(text):
            QTimer.singleShot(0, owner, lambda: go_on(end))
        else:
            then("".join(pieces))

    go_on(0)
