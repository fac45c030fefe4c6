"""Selecting with Shift and the keys of a cursor."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from desktop.domain.blocks import Growing
from desktop.ui.transcript import flow
from desktop.ui.transcript.entry import Entry
from desktop.ui.transcript.selection import Selection, Spot

from .conftest import answer, question, talk

SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
Key = Qt.Key


@pytest.fixture
def press(transcript):
    def keys(*names, ctrl=False):
        for name in names:
            QTest.keyClick(transcript, name, SHIFT | CTRL if ctrl else SHIFT)
        return transcript.selected().text

    transcript.show_entries([question("Where?"), answer("One **two** three.\n\nFour five.")])
    transcript.keys.go_to(1)
    return keys


def test_letters_and_words_are_selected_and_given_back(press):
    assert "On" == press(Key.Key_Right, Key.Key_Right)
    assert "O" == press(Key.Key_Left)
    assert "One two " == press(Key.Key_Right, Key.Key_Right, ctrl=True)
    assert "One two three." == press(Key.Key_End)
    assert "" == press(Key.Key_Home)


def test_a_line_is_seen_at_the_end_that_moves_as_long_as_the_keyboard_moves_it(press, transcript, qtbot):
    transcript.setFocus()
    qtbot.waitUntil(transcript.hasFocus)
    press(Key.Key_Right, Key.Key_Right)
    drawn = transcript.selection
    with_line = transcript.grab().toImage()
    transcript.select(Selection(drawn.head, drawn.anchor))  # the same words, as by the mouse
    without = transcript.grab().toImage()
    places = [(x, y) for x in range(with_line.width()) for y in range(with_line.height())]
    line = [place for place in places if with_line.pixel(*place) != without.pixel(*place)]

    assert {x for x, _ in line} <= set(range(min(line)[0], min(line)[0] + 2))
    assert {with_line.pixelColor(*place).name() for place in line} == {transcript.flow.style.theme.text}
    assert len(line) > 20


def test_the_next_text_follows_at_the_end_of_one_and_the_one_before_at_its_start(press):
    press(Key.Key_End)
    assert "One two three.\n\nF" == press(Key.Key_Right, Key.Key_Right)
    assert "One two three" == press(Key.Key_Left, Key.Key_Left, Key.Key_Left)


def test_lines_and_pages_reach_over_messages(press, transcript):
    assert "One two three." == press(Key.Key_Down).strip()
    assert "Four" in press(Key.Key_Down, Key.Key_Down)
    transcript.clear_selection()
    transcript.keys.go_to(1)
    assert "Where?" == press(*[Key.Key_Up] * 6).split("\n")[0]
    press(Key.Key_PageDown)
    assert "Four five." in press(Key.Key_PageDown)


@pytest.mark.parametrize("letter", ["m", "\u4e2d"])
def test_lines_are_gone_through_at_the_same_place_in_each_whatever_the_length(transcript, letter):
    lines = "\\\n".join(letter * count for count in (40, 3, 40))
    transcript.show_entries([question("Where?"), answer(lines)])
    row = transcript.flow.view(1).first_piece
    start = Spot(1, row, 10)
    transcript.select(Selection(start, start))

    def ends(key, count):
        for _ in range(count):
            QTest.keyClick(transcript, key, SHIFT)
            yield transcript.selection.head.at

    assert [44, 55] == list(ends(Key.Key_Down, 2))
    assert [44, 10] == list(ends(Key.Key_Up, 2))
    assert [11, 44, 56] == [*ends(Key.Key_Right, 1), *ends(Key.Key_Down, 2)]
    assert [44, 43, 44, 48] == [
        *ends(Key.Key_Up, 1),
        *ends(Key.Key_Left, 1),
        *ends(Key.Key_Right, 1),
        *ends(Key.Key_Down, 1),
    ]


@pytest.mark.parametrize("words", ["some more " * 60, "\u4e2d\u6587" * 200])
def test_the_next_line_of_a_paragraph_is_reached_at_the_same_place(transcript, words):
    transcript.show_entries([question("Where?"), answer(words)])
    start = Spot(1, transcript.flow.view(1).first_piece, 20)
    transcript.select(Selection(start, start))
    rects = [transcript.keys.caret._rect(start)]
    for key in (Key.Key_Down, Key.Key_Down, Key.Key_Up, Key.Key_Up):
        QTest.keyClick(transcript, key, SHIFT)
        rects.append(transcript.keys.caret._rect(transcript.selection.head))

    assert [0, 1, 2, 1, 0] == [round((rect.y() - rects[0].y()) / transcript.flow.style.line) for rect in rects]
    assert all(abs(rect.x() - rects[0].x()) < 20 for rect in rects)
    assert start == transcript.selection.head


def test_the_selection_begins_anew_at_another_message(press, transcript):
    press(Key.Key_End)
    QTest.keyClick(transcript, Key.Key_Up)

    assert "" == transcript.selected().text
    assert "Whe" == press(Key.Key_Right, Key.Key_Right, Key.Key_Right)


def test_at_the_very_ends_nothing_happens(press, transcript):
    transcript.keys.go_to(0)
    assert "" == press(Key.Key_Left)
    assert "Where?" == press(Key.Key_End)
    press(*[Key.Key_Right] * 60)
    whole = transcript.selected().text
    assert whole.endswith("Four five.")
    assert whole == press(Key.Key_Right, Key.Key_Right, ctrl=True)


def test_a_selection_grows_while_an_answer_arrives(transcript):
    growing = Growing()
    growing.feed("First words")
    transcript.show_entries([question("Q"), Entry("a", "Model", from_user=False, blocks=growing, streaming=True)])
    transcript.keys.go_to(1)
    QTest.keyClick(transcript, Key.Key_Right, SHIFT | CTRL)
    growing.feed(" and more")
    transcript.grow("a", growing)
    transcript.pace.show_late()
    assert "First " == transcript.selected().text
    QTest.keyClick(transcript, Key.Key_End, SHIFT)
    assert "First words and more" == transcript.selected().text


def test_other_keys_with_shift_select_nothing(press, transcript):
    assert "" == press(Key.Key_A)
    transcript.show_entries([])
    assert "" == press(Key.Key_Right)


def test_with_ctrl_home_and_end_reach_to_the_ends_of_the_conversation(press, transcript):
    transcript.show_entries([*talk(6), answer("The very last.", 99)])
    transcript.keys.go_to(3)
    whole = press(Key.Key_End, ctrl=True)
    assert whole.startswith("Answer 1.0")
    assert whole.endswith("The very last.")
    assert transcript.verticalScrollBar().maximum() - transcript.scrolled < 100
    assert whole == press(Key.Key_Right)
    assert whole[:-1] == press(Key.Key_Left)

    whole = press(Key.Key_Home, ctrl=True)
    assert whole.startswith("Question 0?")
    assert transcript.scrolled < 100


def test_to_the_end_reaches_over_what_is_not_cut_yet(press, transcript, monkeypatch):
    monkeypatch.setattr(flow, "MEASURING", 0.001)
    transcript.show_entries([answer("Words of it.\n\n" * 20_000)])
    transcript.keys.go_to(0)
    assert not transcript.flow.view(0).is_whole
    assert 20_000 * 3 == len(press(Key.Key_End, ctrl=True).split())


LINES = "".join(f"Line {number}.\\\n" for number in range(100))


@pytest.mark.parametrize("with_keyboard", [False, True])
@pytest.mark.parametrize("scrolled", [700, 707, 1_000])
def test_without_a_click_it_begins_at_the_first_whole_line_on_view(transcript, with_keyboard, scrolled):
    transcript.show_entries([question("Where?"), answer(LINES), answer("Below.", 2)])
    if with_keyboard:
        transcript.keys.go_to(1)
    transcript.verticalScrollBar().setValue(scrolled)
    QTest.keyClick(transcript, Key.Key_End, SHIFT)
    number = int(transcript.selected().text.removeprefix("Line ").removesuffix("."))
    top = transcript.keys.caret._rect(transcript.selection.anchor).top()

    assert 0 <= top - scrolled < transcript.flow.style.line
    assert number > 10
    assert scrolled == transcript.scrolled


def test_a_message_that_was_left_behind_is_not_gone_back_to(transcript):
    transcript.show_entries([question("Where?"), answer(LINES), answer("Below.", 2)])
    transcript.keys.go_to(0)
    transcript.verticalScrollBar().setValue(700)
    QTest.keyClick(transcript, Key.Key_End, SHIFT)

    assert 1 == transcript.selection.anchor.entry
    assert 700 == transcript.scrolled


def test_it_begins_at_the_link_that_has_the_keyboard_and_at_the_code_of_a_button(transcript):
    transcript.show_entries([answer("Words and [a link](https://example.org) too.\n\n```python\nx = 1\n```\n")])
    transcript.keys.go_to(0)
    transcript.keys.step(1)
    QTest.keyClick(transcript, Key.Key_Right, SHIFT | CTRL)
    assert "a " == transcript.selected().text

    transcript.clear_selection()
    transcript.keys.step(1)
    QTest.keyClick(transcript, Key.Key_End, SHIFT)
    assert "x = 1" == transcript.selected().text


def test_it_begins_where_was_clicked(transcript):
    transcript.show_entries([question("Where?"), answer("One **two** three.\n\nFour five.")])
    transcript.keys.go_to(0)
    spot = Spot(1, transcript.flow.view(1).first_piece, 4)
    rect = transcript.keys.caret._rect(spot)
    QTest.mouseClick(
        transcript.viewport(),
        Qt.MouseButton.LeftButton,
        pos=QPoint(transcript.left + rect.left(), rect.center().y() - transcript.scrolled),
    )
    QTest.keyClick(transcript, Key.Key_Right, SHIFT | CTRL)

    assert "two " == transcript.selected().text
