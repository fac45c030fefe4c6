"""The bar above the transcript: typing, counting, going, closing."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QToolButton

from desktop.domain.whole_text import Blocks
from desktop.system.press import Press
from desktop.ui.chat_pane import ChatPane
from desktop.ui.transcript.entry import Entry
from desktop.ui.transcript.selection import Selection, Spot
from desktop.ui.transcript.typesetter import Typesetter

KEY = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def pane(shown):
    """A pane with a long conversation, the reader in its middle."""
    made = ChatPane()
    made.furnish(Typesetter(Press))
    shown(made, 700, 600)
    made.transcript.show_entries(
        [Entry(str(n), "", from_user=n % 2 == 0, blocks=Blocks(f"Message {n}\n\nwith a *word*")) for n in range(60)]
    )
    bar = made.transcript.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    return made


@pytest.fixture
def part(pane):
    """A part of the open bar."""

    def of(name, kind=QToolButton):
        return pane.findChild(kind, name)

    return of


def line(pane):
    """What is at the middle of the transcript, and where in the window that is."""
    transcript = pane.transcript
    middle = 300 - transcript.mapTo(pane, transcript.rect().topLeft()).y()
    entry = transcript.flow.at(transcript.scrolled + middle)
    return entry, transcript.flow.top(entry) - transcript.scrolled - middle


def test_opening_and_closing_leave_what_is_read_where_it_is(pane):
    before = line(pane)
    pane.open_find()
    assert line(pane) == before
    pane.close_find()
    assert line(pane) == before


def test_opening_at_the_end_stays_at_the_end(pane):
    pane.transcript.scroll_to_end()
    pane.open_find()

    assert pane.transcript.flow.following
    assert pane.transcript.scrolled == pane.transcript.verticalScrollBar().maximum()


def test_what_is_typed_is_looked_for_and_counted(pane, part, qtbot, accessible_name):
    pane.open_find()
    field, count = part("find", QLineEdit), part("find-count", QLabel)
    assert field.hasFocus()
    assert not part("find-next").isEnabled()
    QTest.keyClicks(field, "Word")
    qtbot.waitUntil(lambda: count.text().endswith(" of 60"))
    assert field.accessibleDescription() == count.text() == accessible_name(count)
    QTest.keyClicks(field, "ier")
    qtbot.waitUntil(lambda: count.text() == "No results")
    field.clear()

    assert count.text() == ""


def test_keys_and_buttons_go_to_the_next_and_the_previous(pane, part, qtbot):
    pane.open_find()
    field = part("find", QLineEdit)
    QTest.keyClicks(field, "message")
    figures = lambda: pane.transcript.search.figures  # noqa: E731 - asked again and again
    qtbot.waitUntil(lambda: not figures().searching)
    first = figures().current
    for step, go in (
        (1, lambda: QTest.keyClick(field, KEY.Key_Return)),
        (2, lambda: QTest.mouseClick(part("find-next"), Qt.MouseButton.LeftButton)),
        (3, lambda: pane.find_again(1)),
        (2, lambda: QTest.keyClick(field, KEY.Key_Enter, SHIFT)),
        (1, lambda: QTest.mouseClick(part("find-previous"), Qt.MouseButton.LeftButton)),
        (0, lambda: pane.find_again(-1)),
    ):
        go()
        assert figures().current == first + step
    assert field.hasFocus()


def test_the_same_letters_are_asked_for_with_a_button(pane, part, qtbot):
    pane.open_find()
    QTest.keyClicks(part("find", QLineEdit), "WORD")
    count = part("find-count", QLabel)
    qtbot.waitUntil(lambda: count.text().endswith(" of 60"))
    QTest.mouseClick(part("find-case"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: count.text() == "No results")


@pytest.mark.parametrize("way", ["key", "cross"])
def test_closing_takes_the_marks_away_and_keeps_the_words(pane, part, qtbot, way):
    pane.escaped.connect(pane.close_find)
    pane.open_find()
    field = part("find", QLineEdit)
    QTest.keyClicks(field, "word")
    if way == "key":
        QTest.keyClick(field, KEY.Key_Escape)
    else:
        QTest.mouseClick(part("find-close"), Qt.MouseButton.LeftButton)
    assert field.isHidden() or not field.isVisible()
    assert not pane.transcript.search.figures.total
    assert not pane.close_find()

    pane.find_again(1)
    assert field.selectedText() == "word"
    qtbot.waitUntil(lambda: pane.transcript.search.figures.total == 60)


def test_closing_selects_the_place_one_has_gone_to(pane, part, qtbot):
    pane.open_find()
    QTest.keyClicks(part("find", QLineEdit), "a word")
    qtbot.waitUntil(lambda: pane.transcript.search.figures.total == 30)
    pane.find_again(1)
    pane.close_find()

    assert pane.window().focusWidget() is pane.transcript
    assert pane.transcript.selected().text == "a word"
    assert pane.transcript.selected().markdown == "a *word*"


def test_closing_leaves_a_selection_alone_that_was_made_meanwhile(pane, part, qtbot):
    pane.open_find()
    QTest.keyClicks(part("find", QLineEdit), "word")
    qtbot.waitUntil(lambda: pane.transcript.search.figures.total == 60)
    pane.transcript.setFocus()
    pane.transcript.select_all()
    before = pane.transcript.selection
    pane.close_find()

    assert pane.transcript.selection == before


def test_closing_selects_nothing_where_nothing_was_found(pane, part, qtbot):
    pane.open_find()
    QTest.keyClicks(part("find", QLineEdit), "nowhere")
    qtbot.waitUntil(lambda: part("find-count", QLabel).text() == "No results")
    pane.close_find()

    assert not pane.transcript.selection


def test_it_opens_with_the_selected_text(pane, part):
    transcript = pane.transcript
    entry = transcript.flow.at(transcript.scrolled + 100)
    row = transcript.flow.view(entry).first_piece
    transcript.select(Selection(Spot(entry, row, 0), Spot(entry, row, 7)))
    pane.open_find()

    assert part("find", QLineEdit).text() == "Message"


def test_there_is_nothing_to_find_where_no_conversation_is_shown(pane, part):
    pane.open_find()
    pane.show_welcome(welcome=True)
    assert not part("find", QLineEdit).isVisible()
    pane.open_find()
    pane.find_again(1)

    assert not part("find", QLineEdit).isVisible()


def test_escape_on_the_transcript_peels_a_layer(pane, qtbot):
    with qtbot.waitSignal(pane.escaped):
        QTest.keyClick(pane.transcript, KEY.Key_Escape)
