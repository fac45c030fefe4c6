"""What is decoded in this process: pictures that our own picture process encoded, and nothing else."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QImage, QImageReader

from desktop.domain.picture import sniff

LARGEST = 64  # MiB that one decoded preview may take
FORMATS = {"image/png": b"png", "image/jpeg": b"jpeg"}  # what thumbnails and previews are made in


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
