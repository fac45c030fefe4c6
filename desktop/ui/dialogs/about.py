"""What this program is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QFont
from PySide6.QtWidgets import QDialog

from desktop.ui.dialogs.frame import column_in, push_button, row_of
from desktop.ui.theme.labels import plain_label
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
        version = plain_label(self.tr("Version {version}").format(version=__version__), self, selectable=True)
        about = plain_label(
            self.tr("A desktop client for OpenRouter and any OpenAI-compatible endpoint. MIT license."),
            self,
            muted=True,
        )
        close = push_button(self, "about-close", self.tr("Close"), self.accept)
        close.setDefault(True)
        column = column_in(self)
        for label in (self._title(), version, about):
            column.addWidget(label)
        column.addStretch(1)
        column.addLayout(row_of(close))
        self.setMinimumWidth(WIDTH)
        close.setFocus()

    def _title(self) -> QWidget:
        title = plain_label(self.tr("Parley"), self)
        font = QFont(title.font())
        font.setPointSizeF(self.fontInfo().pointSizeF() * EMPHASIS)
        font.setBold(True)
        title.setFont(font)
        return title
