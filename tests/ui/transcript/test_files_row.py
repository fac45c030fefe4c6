"""The text files of a question: named, as wide as they need, and opened by mouse and keyboard."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QAccessible

from desktop.ui.transcript.files_row import FileLine, FilesRow

from .conftest import question
from .test_pointer import click, place

CODE = FileLine("a" * 64, "twice.py", "2 lines · 31 bytes")
LONG = FileLine("b" * 64, "a\u202ename " * 100, "1 line · 5 bytes")

__all__ = ["place"]


@pytest.fixture
def asked(transcript):
    """What was asked for, in a conversation with two files."""
    found = []
    transcript.action_requested.connect(lambda *what: found.append(what))
    transcript.show_entries([question("Look", files=(CODE, LONG))])
    return found


@pytest.mark.parametrize("file", [CODE, LONG])
def test_pressing_a_file_asks_for_its_text(transcript, asked, place, file):
    click(transcript, place("file:" + file.blob))

    assert [("q0", "file:" + file.blob)] == asked


def test_blocks_stay_within_the_column_one_below_the_other(transcript):
    style = transcript.flow.style
    row = FilesRow((CODE, LONG))
    short, long = (target.rect for target in row.targets(style, 300))

    assert (300, True, True) == (long.width(), short.width() < 300, short.bottom() < long.top())
    assert QRect(0, 0, 300, row.measure(style, 300)).contains(short.united(long))
    assert 300 == row.natural(style, 300)


def test_a_screen_reader_hears_of_the_file(transcript, asked):
    entry = QAccessible.queryAccessibleInterface(transcript).child(0)
    names = [entry.child(n).text(QAccessible.Text.Name) for n in range(entry.childCount())]

    assert entry.text(QAccessible.Text.Description).startswith("twice.py · ")
    assert "Open the file twice.py, 2 lines · 31 bytes" in names
