"""The text files of a question: named, as wide as they need, and opened by mouse and keyboard."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QMenu

from desktop.ui.transcript.files_row import FileLine, FilesRow

from .conftest import question
from .test_pointer import click, menu_of, place

CODE = FileLine("a" * 64, "twice.py", "2 lines · 31 bytes")
PDF = FileLine("c" * 64, "a.pdf", "PDF · 1.2 MB", opens=False)
PDF_AT = FileLine("", "b.pdf", "PDF · example.org", "https://example.org/b.pdf", opens=False)
LONG = FileLine("b" * 64, "a\u202ename " * 100, "1 line · 5 bytes")

__all__ = ["place"]


@pytest.fixture
def asked(transcript):
    """What was asked for, in a conversation with two files."""
    found = []
    transcript.action_requested.connect(lambda *what: found.append(what))
    transcript.show_entries([question("Look", files=(CODE, LONG, PDF, PDF_AT))])
    return found


@pytest.mark.parametrize("file", [CODE, LONG, PDF])
def test_pressing_a_file_asks_for_its_text(transcript, asked, place, file):
    click(transcript, place("file:" + file.blob))

    assert [("q0", "file:" + file.blob)] == asked


def test_pressing_a_file_at_an_address_asks_whether_to_open_that(transcript, asked, place):
    found = []
    transcript.link_activated.connect(lambda *what: found.append(what))
    click(transcript, place("file-at:https://example.org/b.pdf"))

    assert ([], [("https://example.org/b.pdf", "")]) == (asked, found)


def test_the_address_of_a_file_is_copied_from_its_menu(transcript, asked, place):
    transcript.open_menu(0, place("file-at:https://example.org/b.pdf"))

    assert ["Open link to example.org…", "Copy link address"] == menu_of(transcript)[:2]
    transcript.findChild(QMenu).close()


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
    assert "Save the file a.pdf, PDF · 1.2 MB" in names
    assert "Open the address of b.pdf, PDF · example.org" in names
