"""Footnotes: from the place where one is named to its text and back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest

from desktop.domain.blocks import Growing
from desktop.ui.transcript.inline import BACK, NOTE
from desktop.ui.transcript.targets import places_in

from .conftest import answer

TEXT = (
    "A claim[^1] and another[^long].\n\n" + "Some words.\n\n" * 90 + "[^long]: Second.\n[^1]: First, with **more**.\n"
)


def places(transcript, action):
    return [place for place in places_in(transcript.flow, 0) if place.target.action == action]


@pytest.fixture
def shown(transcript):
    transcript.show_entries([answer(TEXT)])
    transcript.flow.scroll_to(0)
    transcript._place()
    return transcript


def seen_at(transcript, place):
    """Where a target is in the viewport."""
    view = transcript.flow.view(0)
    top = transcript.flow.top(0) + view.column.top(place.row) - transcript.scrolled
    return place.target.rect.translated(transcript.left + view.left(place.row), top)


def test_a_click_leads_to_the_note_and_back(shown):
    [named] = places(shown, NOTE + "1")
    QTest.mouseClick(shown.viewport(), Qt.MouseButton.LeftButton, pos=seen_at(shown, named).center())
    [note] = places(shown, BACK + "1")

    assert shown.scrolled > 500
    assert shown.viewport().rect().contains(seen_at(shown, note))
    assert shown.keys.focused == note

    QTest.mouseClick(shown.viewport(), Qt.MouseButton.LeftButton, pos=seen_at(shown, note).center())

    assert shown.viewport().rect().contains(seen_at(shown, named))
    assert shown.keys.focused == named


def test_the_keyboard_leads_there_and_back_and_screen_readers_are_told(shown):
    shown.setFocus()
    shown.keys.go_to(0)
    shown.keys.step(1)
    shown.keys.step(1)
    QTest.keyClick(shown, Qt.Key.Key_Return)
    focused = shown.keys.focused
    entry = QAccessible.queryAccessibleInterface(shown).child(0)
    targets = [entry.child(index) for index in range(entry.childCount())]

    assert focused.target.action == BACK + "long"
    assert [target.text(QAccessible.Text.Name) for target in targets if target.state().focused] == [
        "Back from footnote [long]"
    ]
    assert {target.role() for target in targets if "[1]" in target.text(QAccessible.Text.Name)} == {
        QAccessible.Role.Link
    }

    QTest.keyClick(shown, Qt.Key.Key_Return)

    assert shown.keys.focused.target.action == NOTE + "long"


def growing(text):
    found = Growing()
    found.feed(text)
    return found


def test_a_note_that_has_not_come_yet_leads_nowhere(transcript):
    transcript.show_entries([answer("")._replace(blocks=growing("A claim[^1]."), streaming=True)])
    [named] = places(transcript, NOTE + "1")
    transcript.deeds.activate(named)

    assert transcript.keys.focused is None
    assert transcript.viewport().rect().contains(QPoint(1, 1))


def test_not_all_that_name_a_note_are_laid_out_to_find_its_text(transcript):
    transcript.show_entries([answer("Words[^1] here.\n\n" * 300 + "[^1]: Note.\n")])
    transcript.flow.scroll_to(0)
    transcript._place()
    transcript.deeds.activate(places(transcript, NOTE + "1")[0])

    assert transcript.keys.focused.target.action == BACK + "1"
    assert sum(piece.document is not None for piece in transcript.flow.view(0).pieces) < 100


def test_a_footnote_that_has_no_text_anywhere_is_no_mark(transcript):
    text = "One[^1], another[^nope] and `[^code]`.\n\n- in an item[^2]\n\n[^1]: Here."
    arriving = growing(text)
    transcript.show_entries([answer("")._replace(blocks=arriving, streaming=True)])

    def marks():
        view = transcript.flow.view(0)
        view.measure_between(0, 10**9)
        return [mark.value for piece in view.pieces for mark in piece.marks if mark.value.startswith(NOTE)]

    assert marks() == ["note:1", "note:nope", "note:2"]
    arriving.close()
    transcript.show_entries([answer(text)])
    assert marks() == ["note:1"]
    assert "another[^nope]" in transcript.flow.view(0).pieces[0].document.toPlainText()


def test_footnotes_without_a_text_are_told_when_all_pieces_of_a_long_text_are_cut(transcript):
    transcript.show_entries([answer("One[^1] and[^nope].\n\n" + "More words.\n\n" * 3_000 + "[^1]: Here.\n")])
    view = transcript.flow.view(0)
    while not view.is_whole:
        view.cut_more()
    view.measure_between(0, 10**9)

    assert [mark.value for mark in view.pieces[0].marks if mark.kind == "ref"] == ["note:1"]
