"""Previews of stored pictures, read and decoded off the UI thread, for the transcript to paint."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from desktop.domain.errors import StoreFailure
from desktop.system.threads import on_thread
from desktop.ui.images.decode import decoded

if TYPE_CHECKING:
    from desktop.services.tasks import TaskScope
    from desktop.store.blobs import Blobs


class Pictures(QObject):
    """Answers `want` with `ready`, once a picture.

    Signals:
        ready: A blob's hash and its preview.
    """

    ready = Signal(str, QImage)

    def __init__(self, blobs: Blobs, tasks: TaskScope, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._blobs = blobs
        self._tasks = tasks
        self._asked: set[str] = set()

    def want(self, blob: str) -> None:
        if blob not in self._asked:
            self._asked.add(blob)
            self._tasks.start(self._read(blob), "preview")

    async def _read(self, blob: str) -> None:
        try:
            preview = await self._blobs.preview(blob)
        except StoreFailure:
            preview = b""
        image = await on_thread(lambda: decoded(preview), "preview")
        self._asked.discard(blob)
        if not image.isNull():
            self.ready.emit(blob, image)
