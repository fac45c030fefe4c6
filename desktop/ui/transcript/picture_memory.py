"""Pictures that are ready to be painted, as many as fit into a number of bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QSize
    from PySide6.QtGui import QImage

FEWEST_BYTES = 64 << 20
SCREENS = 3  # of pixels that are kept: what is on view always fits, or it would be asked for at every paint
PIXEL = 4  # bytes


class PictureMemory:
    """Keeps what was painted last, each picture in one size; asks for what is missing.

    Attributes:
        limit: Bytes.

    Args:
        want: Told the hash of a picture and the room for it in device pixels; answered by `put`.
    """

    def __init__(self, want: Callable[[str, QSize], None]) -> None:
        self.limit = FEWEST_BYTES
        self._want = want
        self._held: dict[str, tuple[QImage, QSize]] = {}  # the one that was painted last is the last
        self._wanted: dict[str, QSize] = {}
        self._bytes = 0

    def fit(self, viewport: QSize) -> None:
        """Keep enough for a viewport, in device pixels."""
        self.limit = max(FEWEST_BYTES, SCREENS * PIXEL * viewport.width() * viewport.height())

    def at(self, blob: str, room: QSize) -> QImage | None:
        """The picture to paint into a room in device pixels; where it was made for another one, a better one comes."""
        blob = str(blob)  # a copy: what the store holds in memory is not held for this
        held = self._held.pop(blob, None)
        if held is not None:
            self._held[blob] = held
        if (held is None or held[1] != room) and blob not in self._wanted:
            self._wanted[blob] = room
            self._want(blob, room)
        return held[0] if held is not None else None

    def put(self, blob: str, image: QImage) -> None:
        """Keep a picture; others go, those first that were not painted for the longest time."""
        self._drop(blob)
        self._held[blob] = image, self._wanted.pop(blob, image.size())
        self._bytes += image.sizeInBytes()
        for oldest in list(self._held)[:-1]:
            if self._bytes <= self.limit:
                break
            self._drop(oldest)

    def peek(self, blob: str) -> QImage | None:
        """A picture in whatever size, if it is there."""
        held = self._held.get(blob)
        return held[0] if held else None

    def ask_again(self) -> None:
        """Forget what was asked for: nobody may be going to answer."""
        self._wanted.clear()

    def _drop(self, blob: str) -> None:
        if held := self._held.pop(blob, None):
            self._bytes -= held[0].sizeInBytes()
