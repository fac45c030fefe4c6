"""Dragging a picture out of the window: to the file manager, or into another program."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QMimeData, QPoint, QSize, Qt, QUrl
from PySide6.QtGui import QDrag, QGuiApplication, QPixmap

if TYPE_CHECKING:
    from PySide6.QtGui import QImage
    from PySide6.QtWidgets import QWidget

SHOWN = QSize(128, 128)  # device-independent pixels under the pointer
LARGEST = 4 * 1024 * 1024  # bytes that go along: Qt 6.11 hands them to X11 in one request, whose limit ends a program


def mime_of(path: str, media_type: str, data: bytes) -> QMimeData:
    """A picture as its bytes, and as a file that holds them, where there is a path of one."""
    mime = QMimeData()
    if path:
        mime.setUrls([QUrl.fromLocalFile(path)])
    mime.setData(media_type, QByteArray(data))
    return mime


def lightened(mime: QMimeData) -> QMimeData:
    """The same without what is too large to go along; the file of it does."""
    for name in mime.formats():
        if mime.data(name).size() > LARGEST:
            mime.removeFormat(name)
    return mime


def held() -> bool:
    """Whether the button that began to drag is still down."""
    return bool(QGuiApplication.mouseButtons() & Qt.MouseButton.LeftButton)


def drag_out(source: QWidget, mime: QMimeData, picture: QImage | None) -> None:
    """Drag until the button is let go. Never inside a task: Qt runs a loop of its own meanwhile.

    The rest of the program goes on, as it does behind an open menu.
    """
    drag = QDrag(source)
    drag.setMimeData(lightened(mime))
    if picture is not None and not picture.isNull():
        ratio = source.devicePixelRatioF()
        keep, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        small = QPixmap.fromImage(picture.scaled(SHOWN * ratio, keep, smooth))
        small.setDevicePixelRatio(ratio)
        drag.setPixmap(small)
        drag.setHotSpot(QPoint(small.deviceIndependentSize().toSize().width() // 2, 0))
    drag.exec(Qt.DropAction.CopyAction)
