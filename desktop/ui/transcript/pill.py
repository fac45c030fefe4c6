"""The small button that leads back to the end of a conversation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QPushButton

from desktop.ui.theme.theme import SPACE, theme_of

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QWidget


class Pill(QPushButton):
    """Shown while the reader is away from the end; says so when there is new text."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._owner = parent
        self.setObjectName("transcript-new")
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._say(self.tr("↓ End"))
        self.hide()

    def _say(self, text: str) -> None:
        if text != self.text():
            self.setText(text)
            self.setAccessibleName(text.removeprefix("↓ "))
            self.place()

    def set_following(self, *, following: bool) -> None:
        """Hide at the end, show away from it."""
        if following:
            self.hide()
            self._say(self.tr("↓ End"))
        elif self.isHidden():
            self.show()
            self.place()

    def show_news(self) -> None:
        """Something was written below."""
        self._say(self.tr("↓ New text"))

    def paintEvent(self, event: QPaintEvent) -> None:
        """A raised pill, whatever the style makes of buttons."""
        del event
        theme = theme_of(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        lit = self.underMouse() or self.isDown()
        painter.setPen(QColor(theme.accent if self.hasFocus() else theme.control))
        painter.setBrush(QColor(theme.raised if lit else theme.surface))
        rect = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(rect, rect.height() / 2, rect.height() / 2)
        painter.setPen(QColor(theme.text))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(self.text()) + SPACE * 4, metrics.height() + SPACE * 2)

    def place(self) -> None:
        """Bottom of the parent, in the middle."""
        self.resize(self.sizeHint())
        room = self._owner.size()
        self.move((room.width() - self.width()) // 2, room.height() - self.height() - SPACE)
