"""A message as it was written, before Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QFontDatabase, QTextOption
from PySide6.QtWidgets import QDialog, QPlainTextEdit

from desktop.ui.clipboard import put_on_clipboard
from desktop.ui.composer.editor import has_long_token
from desktop.ui.dialogs.frame import column_in, push_button, row_of

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

WIDTH, HEIGHT = 720, 560


class SourceDialog(QDialog):
    """Shows a text that can be selected and copied, and nothing else."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("source-dialog")
        self.setWindowTitle(self.tr("Source of the message"))
        field = self._make_field(text)
        copy = push_button(self, "source-copy", self.tr("Copy"), lambda: put_on_clipboard(text))
        close = push_button(self, "source-close", self.tr("Close"), self.accept)
        column = column_in(self)
        column.addWidget(field, 1)
        column.addLayout(row_of(copy, close))
        self.resize(WIDTH, HEIGHT)
        field.setFocus()

    def _make_field(self, text: str) -> QPlainTextEdit:
        field = QPlainTextEdit(self)
        field.setObjectName("source-text")
        field.setAccessibleName(self.windowTitle())
        field.setReadOnly(True)
        field.setTabChangesFocus(True)
        field.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        modes = QTextOption.WrapMode
        field.setWordWrapMode(modes.WrapAnywhere if has_long_token(text) else modes.WrapAtWordBoundaryOrAnywhere)
        field.setPlainText(text)
        return field
