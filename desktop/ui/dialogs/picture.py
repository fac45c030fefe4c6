"""One picture of a message, as large as the screen lets it be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QDialog, QLabel, QVBoxLayout

if TYPE_CHECKING:
    from PySide6.QtGui import QImage
    from PySide6.QtWidgets import QWidget

SHARE = 0.85  # of the screen


class PictureDialog(QDialog):
    """Shows a picture until Esc; never larger than it is."""

    def __init__(self, image: QImage, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("picture-dialog")
        self.setWindowTitle(self.tr("Picture"))
        picture = QPixmap.fromImage(image)
        room = parent.screen().availableSize() * SHARE
        if picture.width() > room.width() or picture.height() > room.height():
            keep, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            picture = picture.scaled(room, keep, smooth)
        label = QLabel(self)
        label.setPixmap(picture)
        label.setAccessibleName(self.tr("Picture"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(label)
