"""What this program is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QFont
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout

from desktop.ui.theme.labels import plain_label
from desktop.ui.theme.theme import SPACE
from desktop.version import __version__

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

WIDTH = 400
EMPHASIS = 1.5  # of the font's size


class AboutDialog(QDialog):
    """Name, version, license."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("about-dialog")
        self.setWindowTitle(self.tr("About Parley"))
        title = plain_label(self.tr("Parley"), self)
        font = QFont(title.font())
        font.setPointSizeF(self.fontInfo().pointSizeF() * EMPHASIS)
        font.setBold(True)
        title.setFont(font)
        version = plain_label(self.tr("Version {version}").format(version=__version__), self, selectable=True)
        about = plain_label(
            self.tr("A desktop client for OpenRouter and any OpenAI-compatible endpoint. MIT license."),
            self,
            muted=True,
        )
        close = QPushButton(self.tr("Close"), self)
        close.setObjectName("about-close")
        close.setAccessibleName(close.text())
        close.setDefault(True)
        close.clicked.connect(self.accept)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE * 2, SPACE * 2, SPACE * 2, SPACE * 2)
        column.setSpacing(SPACE)
        for label in (title, version, about):
            column.addWidget(label)
        column.addStretch(1)
        column.addLayout(row)
        self.setMinimumWidth(WIDTH)
        close.setFocus()
