"""A message as it was written, before Markdown; or a file."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QFontDatabase, QTextCursor, QTextOption
from PySide6.QtWidgets import QDialog, QPlainTextEdit

from desktop.domain.unseen import spell_out
from desktop.ui.clipboard import put_on_clipboard
from desktop.ui.dialogs.frame import column_in, push_button, row_of

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

WIDTH, HEIGHT = 720, 560
SLICE = 20_000  # characters that are laid out within a frame or two
LONG_TOKEN = re.compile(r"\S{200}")  # looking for a place to wrap between words takes time by the square of it


class SourceDialog(QDialog):
    """Shows a text to select and copy, its hidden characters spelled out; the button copies it as it is."""

    def __init__(self, text: str, parent: QWidget | None = None, title: str = "") -> None:
        super().__init__(parent)
        self.setObjectName("source-dialog")
        self.setWindowTitle(title or self.tr("Source of the message"))
        shown = spell_out(text)
        field = self._field = self._make_field(shown)
        copy = push_button(self, "source-copy", self.tr("Copy"), lambda: put_on_clipboard(text))
        close = push_button(self, "source-close", self.tr("Close"), self.accept)
        column = column_in(self)
        column.addWidget(field, 1)
        column.addLayout(row_of(copy, close))
        self.resize(WIDTH, HEIGHT)
        field.setFocus()
        self._shown, self._at = shown, 0
        self._more = QTimer(self)
        self._more.setSingleShot(True)
        self._more.timeout.connect(self._add)
        self._add()

    def _make_field(self, text: str) -> QPlainTextEdit:
        field = QPlainTextEdit(self)
        field.setObjectName("source-text")
        field.setAccessibleName(self.windowTitle())
        field.setReadOnly(True)
        field.setTabChangesFocus(True)
        field.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        modes = QTextOption.WrapMode
        field.setWordWrapMode(modes.WrapAnywhere if LONG_TOKEN.search(text) else modes.WrapAtWordBoundaryOrAnywhere)
        field.setUndoRedoEnabled(False)
        return field

    def _add(self) -> None:
        """Show some more lines: all of a long text at once would hold the window."""
        end = self._shown.find("\n", self._at + SLICE) + 1 or len(self._shown)
        cursor = QTextCursor(self._field.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        cursor.insertText(self._shown[self._at : end])
        self._at = end
        if end < len(self._shown):
            self._more.start()
