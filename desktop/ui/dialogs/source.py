"""A message as it was written, before Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QFontDatabase, QTextOption
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QPushButton, QVBoxLayout

from desktop.ui.clipboard import put_on_clipboard
from desktop.ui.composer.editor import has_long_token
from desktop.ui.theme.theme import SPACE

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

WIDTH, HEIGHT = 720, 560


class SourceDialog(QDialog):
    """Shows a text that can be selected and copied, and nothing else."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("source-dialog")
        self.setWindowTitle(self.tr("Source of the message"))
        self._text = text
        field = QPlainTextEdit(self)
        field.setObjectName("source-text")
        field.setAccessibleName(self.windowTitle())
        field.setReadOnly(True)
        field.setTabChangesFocus(True)
        field.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        modes = QTextOption.WrapMode
        field.setWordWrapMode(modes.WrapAnywhere if has_long_token(text) else modes.WrapAtWordBoundaryOrAnywhere)
        field.setPlainText(text)
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        row.addStretch(1)
        for name, words, slot in (
            ("source-copy", self.tr("Copy"), lambda: put_on_clipboard(self._text)),
            ("source-close", self.tr("Close"), self.accept),
        ):
            button = QPushButton(words, self)
            button.setObjectName(name)
            button.setAccessibleName(words)
            button.setAutoDefault(False)
            button.clicked.connect(slot)
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE * 2, SPACE * 2, SPACE * 2, SPACE * 2)
        column.setSpacing(SPACE)
        column.addWidget(field, 1)
        column.addLayout(row)
        self.resize(WIDTH, HEIGHT)
        field.setFocus()
