"""The note about a model: nothing of it is cut in silence."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QPushButton

from desktop.domain.bookmark import LONGEST_NOTE, LONGEST_TAG, MOST_TAGS, NOTHING
from desktop.ui.dialogs.note import NoteDialog


@pytest.fixture
def dialog(qtbot):
    made = NoteDialog("A model", NOTHING)
    qtbot.addWidget(made)
    made.show()
    return made


def test_a_note_that_is_too_long_says_so_and_cannot_be_kept(dialog):
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


def test_tags_that_are_too_many_or_too_long_say_so_and_cannot_be_kept(dialog):
    tags, room = dialog.findChild(QLineEdit, "note-tags"), dialog.findChild(QLabel, "note-room")
    keep = dialog.findChild(QPushButton, "note-keep")
    tags.setText(" ".join(map(str, range(MOST_TAGS + 1))))
    assert (room.text(), keep.isEnabled()) == ("A model has room for 20 tags; you have entered 21.", False)
    tags.setText("x" * (LONGEST_TAG + 1))
    assert (room.text(), keep.isEnabled()) == ("A tag has room for 40 characters; one has 41.", False)
    assert room.isVisible()
    tags.setText(" ".join(map(str, range(MOST_TAGS))) + " 1")
    kept = []
    dialog.kept.connect(lambda _, found: kept.append(found))
    keep.click()

    assert kept == [frozenset(map(str, range(MOST_TAGS)))]


def test_what_is_said_of_searching_is_true_of_the_tags_that_stand_there(dialog):
    tags, found = dialog.findChild(QLineEdit, "note-tags"), dialog.findChild(QLabel, "note-found")
    assert (found.text(), found.textFormat()) == ("No tags yet.", Qt.TextFormat.PlainText)
    tags.setText(" Math, cheap")
    assert found.text() == "In the search line, tag:math finds this model."
    tags.setText("")
    assert found.text() == "No tags yet."


def test_of_tags_that_begin_alike_the_one_that_was_written_first_is_told(dialog):
    tags, found = dialog.findChild(QLineEdit, "note-tags"), dialog.findChild(QLabel, "note-found")
    for letter in "abcdefghijkl":  # sets have them in any order
        tags.setText(f"{letter}longer, {letter}")
        assert found.text() == f"In the search line, tag:{letter}longer finds this model."
