"""The page beside a view, or in its place where the window is too narrow for both."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.ui.browser.aside import ModelAside
from desktop.ui.buttons import ToolButton
from desktop.ui.theme.labels import tooltip
from desktop.ui.theme.style import icon, tint
from desktop.ui.theme.theme import SPACE

if TYPE_CHECKING:
    from desktop.ui.theme.theme import Theme

ARROW = QSize(12, 12)  # device-independent pixels


class PageSide(QWidget):
    """The page, and above it the way back from it while it stands alone.

    Signals:
        left: The person wants the view again.

    Attributes:
        aside: The page with what it says of the chat.
    """

    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._back = ToolButton(self)
        self._back.setObjectName("models-back")
        self._back.setProperty("kind", "chip")
        self._back.setText(self.tr("Back"))
        words = self.tr("Back to the models")
        key = QKeySequence(Qt.Key.Key_Escape).toString(QKeySequence.SequenceFormat.NativeText)
        self._back.setAccessibleName(words)
        self._back.setAccessibleDescription(key)  # else Qt reads the tooltip aloud
        self._back.setToolTip(tooltip(f"{words} ({key})"))
        self._back.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._back.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._back.setIconSize(ARROW)
        self._back.clicked.connect(self.left)
        self.aside = ModelAside("models", self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE // 2)
        column.addWidget(self._back, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.aside, 1)
        self.show_alone(alone=False)
        tint(self, self._tint)

    def show_alone(self, *, alone: bool) -> None:
        """Stand in the place of the view, or beside it."""
        self._back.setVisible(alone)

    def enter(self) -> None:
        """Give the page the keyboard."""
        self.aside.details.setFocus(Qt.FocusReason.OtherFocusReason)

    def _tint(self, theme: Theme) -> None:
        self._back.setIcon(icon("chevron-left", theme, theme.muted, ARROW.width()))
