"""One line that says how an entry was taken: a sign, and plain text in its color."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent, QColor, QPalette, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.ui.theme.labels import plain_label
from desktop.ui.theme.sign import Sign
from desktop.ui.theme.style import ICON, icon, tint
from desktop.ui.theme.theme import SPACE, theme_of

if TYPE_CHECKING:
    from desktop.ui.theme.theme import Theme


class StatusLine(QWidget):
    """Says something good, bad, or neither; the label's accessible name is its text."""

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._good: bool | None = None
        self._sign = Sign(self)
        self._sign.setFixedSize(ICON, ICON)  # with or without a sign the text has the same width
        self._label = plain_label("", self, selectable=True)
        self._label.setObjectName(name)
        self._label.setMinimumHeight(2 * self._label.fontMetrics().lineSpacing())  # the dialog keeps its size
        self._label.setAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignTop)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE)
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._label, 1)
        self.say("", None)
        tint(self, self._tint)

    def say(self, text: str, good: bool | None) -> None:  # noqa: FBT001 - one plain state
        self._good = good
        self._label.setText(text)
        self._label.setAccessibleName(text or self.tr("Status"))
        self._tint(theme_of(self.palette()))
        self._make_room()
        if text:
            QAccessible.updateAccessibility(QAccessibleEvent(self._label, QAccessible.Event.Alert))

    def _make_room(self) -> None:
        """Let the dialog grow for a long text: Qt asks labels that break their lines for room only once."""
        self.updateGeometry()
        window = self.window()
        layout = window.layout()
        if self.isVisible() and layout is not None:
            window.resize(window.width(), max(window.height(), layout.totalHeightForWidth(window.width())))

    def _tint(self, theme: Theme) -> None:
        color = {True: theme.success, False: theme.danger, None: theme.muted}[self._good]
        palette = QPalette(self.palette())
        palette.setColor(QPalette.ColorRole.WindowText, QColor(color))
        self._label.setPalette(palette)
        sign = icon("check" if self._good else "error", theme, color)
        pixmap = QPixmap() if self._good is None else sign.pixmap(QSize(ICON, ICON), self.devicePixelRatio())
        self._sign.set_pixmap(pixmap)
