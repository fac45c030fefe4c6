"""Previews of stored pictures, read and decoded off the UI thread, for the transcript to paint."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSize, Signal
from PySide6.QtGui import QImage

from desktop.system.threads import on_thread
from desktop.ui.images.decode import decoded_for

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from desktop.services.tasks import TaskScope

AT_ONCE = 2  # previews in memory


class Pictures(QObject):
    """Answers `want` with `ready`, once a picture.

    Signals:
        ready: A blob's hash and its preview, made to fit into the room that was last asked for.

    Args:
        stored: Gives the preview of a blob, empty when there is none.
        make: Makes one that is missing, if that can be done; takes as long as it likes.
    """

    ready = Signal(str, QImage)

    def __init__(
        self,
        stored: Callable[[str], Awaitable[bytes]],
        make: Callable[[str], Awaitable[object]],
        tasks: TaskScope,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._stored = stored
        self._make = make
        self._tasks = tasks
        self._asked: dict[str, QSize] = {}
        self._turn = asyncio.Semaphore(AT_ONCE)

    def want(self, blob: str, room: QSize) -> None:
        """Have a picture made for a room in device pixels."""
        under_way = blob in self._asked
        self._asked[blob] = room
        if not under_way:
            self._tasks.start(self._read(blob), "preview")

    async def _read(self, blob: str) -> None:
        image = await self._decoded(blob)
        if image.isNull():
            await self._make(blob)  # meanwhile those that are stored are read
            image = await self._decoded(blob)
        del self._asked[blob]
        if not image.isNull():
            self.ready.emit(blob, image)

    async def _decoded(self, blob: str) -> QImage:
        async with self._turn:
            preview = await self._stored(blob)
            made = None
            while made != self._asked[blob]:
                made = self._asked[blob]
                image = await on_thread(partial(decoded_for, preview, made), "preview")
            return image
