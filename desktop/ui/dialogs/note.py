"""A note about a model, and its tags."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QLineEdit, QPlainTextEdit

from desktop.domain.bookmark import LONGEST_NOTE, LONGEST_TAG, MOST_TAGS, tags_of
from desktop.domain.terms import Condition
from desktop.ui.dialogs.frame import column_in, push_button, row_of
from desktop.ui.figures import number
from desktop.ui.theme.labels import plain_label

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.domain.bookmark import Bookmark

WIDTH, HEIGHT = 420, 280


class NoteDialog(QDialog):
    """Two fields; nothing is kept until *Keep* is pressed.

    Signals:
        kept: The note, and the tags as a frozen set.
    """

    kept = Signal(str, object)

    def __init__(self, name: str, bookmark: Bookmark, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("note-dialog")
        self.setWindowTitle(self.tr("Note and tags"))
        self._note = QPlainTextEdit(bookmark.note, self)
        self._note.setObjectName("note-text")
        self._note.setAccessibleName(self.tr("Note"))
        self._note.setPlaceholderText(self.tr("What it is good for, say"))
        self._note.setTabChangesFocus(True)
        self._note.setProperty("kind", "field")
        self._tags = QLineEdit(", ".join(sorted(bookmark.tags)), self)
        self._tags.setObjectName("note-tags")
        self._tags.setAccessibleName(self.tr("Tags"))
        self._tags.setPlaceholderText(self.tr("Tags, with blanks or commas between them"))
        self._found, self._room = plain_label("", self, muted=True), plain_label("", self)
        self._found.setObjectName("note-found")
        self._room.setObjectName("note-room")
        self._arrange(name)
        for changed in (self._note.textChanged, self._tags.textChanged):
            changed.connect(self._show_room)
        self._tags.textChanged.connect(self._show_found)
        self._show_room()
        self._show_found()
        self._note.setFocus()

    def _arrange(self, name: str) -> None:
        column = column_in(self)
        column.addWidget(plain_label(name, self))
        column.addWidget(self._note, 1)
        for widget in (self._tags, self._found, self._room):
            column.addWidget(widget)
        cancel = push_button(self, "note-cancel", self.tr("Cancel"), self.reject)
        self._button = push_button(self, "note-keep", self.tr("Keep"), self._keep, primary=True)
        column.addLayout(row_of(cancel, self._button))
        self.resize(WIDTH, HEIGHT)

    def _show_room(self) -> None:
        """Nothing is cut: what is too long cannot be kept, and says so."""
        length, tags = len(self._note.toPlainText().strip()), tags_of(self._tags.text())
        longest = max(map(len, tags), default=0)
        found = (
            (length, LONGEST_NOTE, self.tr("A note has room for {most} characters; this one has {n}.")),
            (len(tags), MOST_TAGS, self.tr("A model has room for {most} tags; you have entered {n}.")),
            (longest, LONGEST_TAG, self.tr("A tag has room for {most} characters; one has {n}.")),
        )
        told = [words.format(most=number(most), n=number(n)) for n, most, words in found if n > most]
        self._room.setText("\n".join(told))
        self._room.setVisible(bool(told))
        self._button.setEnabled(not told)

    def _show_found(self) -> None:
        """How the first tag that was written is searched for; nothing that might be taken for one."""
        text = self._tags.text()
        places = {tag: text.casefold().find(tag) for tag in tags_of(text)}
        first = min(places, key=lambda tag: (places[tag], -len(tag)), default="")  # one tag may begin with another
        words = self.tr("In the search line, {search} finds this model.") if first else self.tr("No tags yet.")
        self._found.setText(words.format(search=Condition("tag", first).text))

    def _keep(self) -> None:
        self.kept.emit(self._note.toPlainText(), tags_of(self._tags.text()))
        self.accept()
