"""Previews of stored pictures, read and decoded off the UI thread, for the transcript to paint."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, Signal
from PySide6.QtGui import QImage, QImageReader

from desktop.domain.errors import StoreFailure
from desktop.domain.picture import sniff

if TYPE_CHECKING:
    from desktop.services.tasks import TaskScope
    from desktop.store.blobs import Blobs

LARGEST = 64  # MiB that one decoded preview may take
FORMATS = {"image/png": b"png", "image/jpeg": b"jpeg"}  # what previews are made in; nothing else is decoded here


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
        self._asked.discard(blob)
        image = decoded(preview)
        if not image.isNull():
            self.ready.emit(blob, image)


def decoded(preview: bytes) -> QImage:
    """A preview as an image; null when it is not the PNG or JPEG that previews are made in."""
    wanted = FORMATS.get(sniff(preview[:64]))
    if wanted is None:
        return QImage()
    buffer = QBuffer()
    buffer.setData(QByteArray(preview))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, QByteArray(wanted))
    reader.setAutoDetectImageFormat(False)
    QImageReader.setAllocationLimit(LARGEST)
    return reader.read()
