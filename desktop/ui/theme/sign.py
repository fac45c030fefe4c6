"""A small drawing beside words that say the same: nothing for those who do not look."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

if TYPE_CHECKING:
    from PySide6.QtCore import QSize
    from PySide6.QtGui import QPaintEvent


class Sign(QWidget):
    """Paints a pixmap in its middle. A label with one would be told as a picture without a name."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._pixmap = QPixmap()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)

    def set_pixmap(self, pixmap: QPixmap) -> None:
        self._pixmap = pixmap
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return self._pixmap.deviceIndependentSize().toSize()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        rect = self.sizeHint()
        with QPainter(self) as painter:  # an exception must not keep it alive
            painter.drawPixmap((self.width() - rect.width()) // 2, (self.height() - rect.height()) // 2, self._pixmap)
