"""Keys act on a message that is on view, wherever the keyboard was left."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from .conftest import answer, question, talk

LEFT = Qt.MouseButton.LeftButton
ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
Key = Qt.Key


@pytest.fixture
def asked(transcript):
    """What is asked to be done with messages."""
    found = []
    transcript.action_requested.connect(lambda entry_id, action: found.append((entry_id, action)))
    return found


@pytest.fixture
def away(transcript):
    """The first message has the keyboard, and the reader has gone on with the wheel."""
    transcript.show_entries(talk(20))
    QTest.keyClick(transcript, Key.Key_Home)
    transcript.verticalScrollBar().setValue(transcript.verticalScrollBar().maximum() // 2)
    assert not transcript.flow.is_seen(transcript.keys.entry)
    return transcript


def middle(transcript):
    return transcript.flow.at(transcript.scrolled + transcript.viewport().height() // 2)


def test_delete_first_shows_which_message_on_view_is_meant(away, asked):
    stood, meant = away.scrolled, middle(away)
    QTest.keyClick(away, Key.Key_Delete)
    assert (asked, away.keys.entry, away.scrolled) == ([], meant, stood)

    QTest.keyClick(away, Key.Key_Delete)
    assert asked == [(away.flow.entries.ids[meant], "delete")]


@pytest.mark.parametrize(("key", "step"), [(Key.Key_Up, -1), (Key.Key_Down, 1)])
def test_up_and_down_go_on_from_a_message_on_view(away, key, step):
    read = middle(away)
    QTest.keyClick(away, key)
    assert away.keys.entry == read + step


@pytest.mark.parametrize("key", [Key.Key_Return, Key.Key_Left, Key.Key_Tab])
def test_keys_for_a_message_take_one_on_view(away, key):
    stood, read = away.scrolled, middle(away)
    QTest.keyClick(away, key)
    assert away.keys.entry == read
    assert away.scrolled == stood or key != Key.Key_Return
    for menu in away.findChildren(QMenu):
        menu.close()


@pytest.mark.parametrize(("key", "action"), [(Key.Key_C, "copy"), (Key.Key_Right, "next")])
def test_copying_and_turning_act_on_a_message_on_view(away, asked, key, action):
    stood, read = away.scrolled, middle(away)
    QTest.keyClick(away, key, CTRL if action == "copy" else ALT)
    assert (asked, away.scrolled) == ([(away.flow.entries.ids[read], action)], stood)


@pytest.mark.parametrize(("key", "start"), [(Key.Key_PageUp, Key.Key_End), (Key.Key_PageDown, Key.Key_Home)])
def test_the_keyboard_comes_along_when_pages_are_turned(transcript, asked, key, start):
    transcript.show_entries(talk(20))
    transcript.setFocus()
    QTest.keyClick(transcript, start)
    for _ in range(8):
        QTest.keyClick(transcript, key)
        assert transcript.flow.is_seen(transcript.keys.entry)
    stood = transcript.scrolled
    QTest.keyClick(transcript, Key.Key_Delete)
    assert (asked, transcript.scrolled) == ([(transcript.flow.entries.ids[transcript.keys.entry], "delete")], stood)


def test_a_message_of_which_nothing_can_be_read_is_not_on_view(transcript):
    transcript.show_entries(talk(20))
    QTest.keyClick(transcript, Key.Key_Home)
    transcript.verticalScrollBar().setValue(transcript.flow.top(1) - 1)
    QTest.keyClick(transcript, Key.Key_Delete)
    assert transcript.keys.entry == middle(transcript) == 1


def test_a_click_gives_its_message_the_keyboard(transcript, asked):
    entries = [question("One?"), answer("One."), question("Two?", 1), answer("Two.", 1)]
    transcript.show_entries(entries)
    QTest.keyClick(transcript, Key.Key_Home)
    for index in (2, 3):
        at = QPoint(transcript.left + 40, transcript.flow.top(index) - transcript.scrolled + 4)
        QTest.mouseClick(transcript.viewport(), LEFT, pos=at)
        QTest.keyClick(transcript, Key.Key_Delete)
    assert asked == [("q1", "delete"), ("a1", "delete")]


def test_a_part_that_is_out_of_sight_is_not_pressed(transcript, asked):
    """The message may be on view all the same."""
    transcript.show_entries([question("Long?"), answer("word\n\n" * 400)])
    QTest.keyClick(transcript, Key.Key_Home)
    QTest.keyClick(transcript, Key.Key_Down)
    QTest.keyClick(transcript, Key.Key_Left)
    assert transcript.keys.focused is not None
    transcript.verticalScrollBar().setValue(1_000)
    stood = transcript.scrolled
    QTest.keyClick(transcript, Key.Key_Return)
    assert (asked, transcript.keys.entry, transcript.keys.focused, transcript.scrolled) == ([], 1, None, stood)
    transcript.findChild(QMenu).close()
