"""The note about a model: nothing of it is cut in silence."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QPlainTextEdit, QPushButton

from desktop.domain.bookmark import LONGEST_NOTE, NOTHING
from desktop.ui.dialogs.note import NoteDialog


def test_a_note_that_is_too_long_says_so_and_cannot_be_kept(qtbot):
    dialog = NoteDialog("A model", NOTHING)
    qtbot.addWidget(dialog)
    dialog.show()
    text, room = dialog.findChild(QPlainTextEdit, "note-text"), dialog.findChild(QLabel, "note-room")
    keep = dialog.findChild(QPushButton, "note-keep")
    assert (room.isVisible(), keep.isEnabled()) == (False, True)
    text.setPlainText("x" * (LONGEST_NOTE + 1))
    assert (room.text(), keep.isEnabled()) == ("A note has room for 2,000 characters; this one has 2,001.", False)
    assert room.isVisible()
    text.setPlainText("x" * LONGEST_NOTE + "\n")
    kept = []
    dialog.kept.connect(lambda note, _: kept.append(note))
    keep.click()

    assert len(kept[0].strip()) == LONGEST_NOTE
