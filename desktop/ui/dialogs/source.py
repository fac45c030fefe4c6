"""A message as it was written, before Markdown; or a file."""

from __future__ import annotations

from time import thread_time
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QTimer
from PySide6.QtGui import QFontDatabase, QTextCursor
from PySide6.QtWidgets import QDialog, QPlainTextEdit

from desktop.domain.unseen import slice_end, spell_out
from desktop.ui.composer.paragraphs import cut_at, pour, selected_text
from desktop.ui.dialogs.frame import column_in, copy_button, push_button, row_of

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

WIDTH, HEIGHT = 720, 560
SLICE = 3_000  # characters that are added at once …
ADDING = 0.008  # … and seconds of CPU, after which the rest of the window has its turn


class SourceDialog(QDialog):
    """Shows a text to select and copy, its hidden characters spelled out; the button copies it as it is."""

    def __init__(self, text: str, parent: QWidget | None = None, title: str = "") -> None:
        super().__init__(parent)
        self.setObjectName("source-dialog")
        self.setWindowTitle(title or self.tr("Source of the message"))
        field = self._field = _Field(self.windowTitle(), self)
        copy = copy_button(self, "source-copy", self.tr("Copy"), lambda: text)
        close = push_button(self, "source-close", self.tr("Close"), self.accept)
        column = column_in(self)
        column.addWidget(field, 1)
        column.addLayout(row_of(copy, close))
        self.resize(WIDTH, HEIGHT)
        field.setFocus()
        self._text, self._at = text.replace("\r\n", "\n"), 0
        self._more = QTimer(self)
        self._more.timeout.connect(self._add)
        self._more.start()
        self._add()

    def _add(self) -> None:
        """Show some more: all of a long text at once would hold the window."""
        cursor, until = QTextCursor(self._field.document()), thread_time() + ADDING
        while self._at < len(self._text) and thread_time() < until:
            end = slice_end(self._text, self._at, SLICE)
            cursor.movePosition(QTextCursor.MoveOperation.End)
            pour(cursor, spell_out(self._text, self._at, end))
            self._at = end
        if self._at == len(self._text):
            self._more.stop()


class _Field(QPlainTextEdit):
    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("source-text")
        self.setAccessibleName(name)
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.setUndoRedoEnabled(False)

    def createMimeDataFromSelection(self) -> QMimeData:
        """The lines as they were written, though long ones stand in several paragraphs."""
        mime = QMimeData()
        mime.setText(selected_text(self.textCursor(), cut_at(self.document())))
        return mime
