"""What becomes an image in this process: what our own picture process has encoded or decoded, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QDataStream, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QPainter

from desktop.domain.picture import sniff

if TYPE_CHECKING:
    from desktop.domain.picture import Pixels

FAST_PNG = 80  # Qt's "quality" of a PNG: half the time of the usual, half as much again in size
LARGEST = 64  # MiB that one decoded preview may take
HEAD, DENSITY = 128, 21  # bytes of a PNG before its pixels; of the chunk that tells the density
SLICE = 1 << 19  # pixels: half a millisecond of the lock
FORMATS = {"image/png": b"png", "image/jpeg": b"jpeg"}  # what thumbnails and previews are made in


def decoded(preview: bytes) -> QImage:
    """A preview as an image; null when it is not the PNG or JPEG that previews are made in.

    Read through a buffer that Qt makes itself: one made by Python wants Python's lock while Qt holds its own for all
    readers of images, and the window, holding Python's, waits for that one whenever it reads an icon
    (docs/decisions/0023-images-read-on-threads.md).
    """
    wanted = FORMATS.get(sniff(preview[:64]))
    if wanted is None:
        return QImage()
    stream = QDataStream(QByteArray(preview))
    reader = QImageReader(stream.device(), QByteArray(wanted))
    reader.setAutoDetectImageFormat(False)
    QImageReader.setAllocationLimit(LARGEST)
    return reader.read()


def decoded_for(preview: bytes, room: QSize) -> QImage:
    """A preview made to fit into a room of device pixels, smoothly, and never larger than it is; null as `decoded`."""
    image = decoded(preview)
    if image.width() > room.width() or image.height() > room.height():
        size = fitting(image.size(), room)
        image = image.scaled(size, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation)
    if image.isNull():
        return image
    kind = QImage.Format.Format_ARGB32_Premultiplied if image.hasAlphaChannel() else QImage.Format.Format_RGB32
    return image.convertToFormat(kind)  # what is painted fastest


def fitting(size: QSize, room: QSize) -> QSize:
    """The largest size of the same shape that fits into a room: the room itself where only rounding differs."""
    fit = size.scaled(room, Qt.AspectRatioMode.KeepAspectRatio)
    differs = abs(fit.width() - room.width()) > 1 or abs(fit.height() - room.height()) > 1
    return (fit if differs else room).expandedTo(QSize(1, 1))


def image_of(pixels: Pixels) -> QImage:
    """Pixels of the picture process as an image: nothing is decoded here.

    In slices: Qt keeps Python's lock while it converts one, and the window waits for that lock.
    """
    kind, depth = (QImage.Format.Format_RGBA8888, 4) if pixels.alpha else (QImage.Format.Format_RGB888, 3)
    painted = QImage.Format.Format_ARGB32_Premultiplied if pixels.alpha else QImage.Format.Format_RGB32
    image = QImage(pixels.width, pixels.height, painted)
    line = depth * pixels.width
    lines = max(1, SLICE // pixels.width)
    with QPainter(image) as painter:
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
        for top in range(0, pixels.height, lines):
            piece = pixels.data[top * line : (top + lines) * line]
            painter.drawImage(0, top, QImage(piece, pixels.width, len(piece) // line, line, kind))
    return image


def png_of(image: QImage) -> QByteArray:
    """An image as PNG, quickly rather than small; without the density of the screen, which nobody has put there."""
    data = QByteArray()
    stream = QDataStream(data, QIODevice.OpenModeFlag.WriteOnly)
    image.save(stream.device(), "PNG", FAST_PNG)  # type: ignore[call-overload]
    at = data.first(HEAD).indexOf(b"pHYs")
    return data if at < 0 else data.remove(at - 4, DENSITY)
