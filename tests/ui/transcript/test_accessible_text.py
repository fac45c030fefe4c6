"""Places in the text of a message: where each letter is on the screen, and where the caret stands."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QAccessibleTextCursorEvent
from PySide6.QtTest import QTest

from desktop.domain.utf16 import part_of, width_of
from desktop.ui.transcript import accessible, accessible_parts
from desktop.ui.transcript.accessible import TranscriptAccessible
from desktop.ui.transcript.offsets import offset_of, part_at, parts_of, position_of
from desktop.ui.transcript.selection import Selection, Spot

from .conftest import answer, question, talk

SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
Key = Qt.Key
RICH = """# Title 🎉

A [link](https://e.com/x) 🎉 and **bold**, `code`\\
second line.

- one 🎉
- two
  - three

1. a
2. b

| a | b |
|---|---|
| 1 | 2 |

> quoted

[hidden]: https://e.com/y

```python
x = 1
y = 2
```

End $x^2$ after.

שלום `code` עולם
"""
UNSEEN = "\u2029\u2028\ufffc\ufdd0\ufdd1\u2066\u2069"  # only in documents, or told in other signs


@pytest.fixture
def listed(transcript):
    """The transcript's interface."""
    found = QAccessible.queryAccessibleInterface(transcript)
    assert isinstance(found, TranscriptAccessible)
    return found


@pytest.fixture
def rich(transcript, listed):
    """A message with everything in it, all of it laid out and on view."""
    transcript.resize(700, 1_100)
    transcript.show_entries([question("Hello *you*"), answer(RICH)])
    transcript.flow.view(1).measure_between(0, 10**9)
    transcript._replace()
    return listed.child(1)


def read(interface):
    text = interface.textInterface()
    return text.text(0, text.characterCount())


def test_blocks_stand_where_the_text_has_them(transcript, rich):
    pieces, whole = transcript.flow.view(1).pieces, read(rich)
    parts = list(parts_of(pieces))

    assert [part_of(whole, part.start, part.end) for part in parts] == [piece.plain for piece in pieces]
    assert rich.textInterface().characterCount() == width_of(whole) == parts[-1].end
    assert rich.textInterface().text(6, 8) == "🎉"


def test_each_letter_of_a_document_is_found_in_the_text_and_from_there(transcript, rich):
    pieces, whole = transcript.flow.view(1).pieces, read(rich)
    seen = 0
    for part in parts_of(pieces):
        piece = pieces[part.number]
        for at in range(piece.document.characterCount() if piece.document else 0):
            letter = piece.document.characterAt(at)
            if letter in UNSEEN or "\ud800" <= letter <= "\udfff":
                continue
            offset = offset_of(pieces, part.number, at)
            assert part_of(whole, offset, offset + 1) == letter
            assert position_of(piece, part_at(pieces, offset), offset) == at
            seen += 1
    assert seen > 90


def test_a_letter_has_its_own_box_and_is_what_is_at_a_point_of_that(rich):
    text = rich.textInterface()
    whole = text.text(0, text.characterCount())
    words = ("Title", "link", "bold", "second", "three", "quoted", "y = 2", "after")
    starts = [width_of(whole[: whole.index(word)]) for word in words]
    found = {word: text.characterRect(start) for word, start in zip(words, starts, strict=True)}

    for word, rect in found.items():
        assert rich.rect().contains(rect), word
        assert 0 < rect.width() < 40, word
        assert 0 < rect.height() < 60, word
    assert found["link"].top() == found["bold"].top() < found["second"].top() < found["three"].top()
    assert found["link"].right() < found["bold"].left()
    assert starts == [text.offsetAtPoint(QPoint(rect.left(), rect.center().y())) for rect in found.values()]


def test_the_marker_of_an_item_stands_where_its_item_does(rich):
    text = rich.textInterface()
    whole = text.text(0, text.characterCount())
    item = width_of(whole[: whole.index("two")])

    assert text.characterRect(item - 2).top() == text.characterRect(item).top()
    assert text.characterRect(item - 2).top() > text.characterRect(width_of(whole[: whole.index("one")])).top()


def test_what_is_not_laid_out_has_the_place_of_its_block(transcript, listed):
    transcript.show_entries([answer("A paragraph of words.\n\n" * 400, 99), *talk(20)])
    transcript.scroll_to_end()
    far = listed.child(0)
    text = far.textInterface()
    rects = [text.characterRect(offset) for offset in (0, 4_003, 4_008)]

    assert rects[0].top() < rects[1].top() == rects[2].top()
    assert rects[1].width() == transcript.flow.view(0).width(1)
    assert rects[1].height() < far.rect().height() // 50
    assert transcript.flow.view(0).pieces[200].document is None


def test_a_point_beside_the_text_of_a_message_is_none_of_it(transcript, listed, rich):
    above = listed.child(0).textInterface()
    inside = rich.textInterface().characterRect(0).center()

    assert above.offsetAtPoint(inside) == -1
    assert rich.textInterface().offsetAtPoint(QPoint(-5_000, -5_000)) == -1
    assert rich.textInterface().offsetAtPoint(rich.rect().topLeft() + QPoint(2, 2)) == -1
    transcript.show_entries([])
    assert above.offsetAtPoint(inside) == -1
    assert (above.cursorPosition(), above.characterRect(0).isNull()) == (0, True)


def test_unread_text_stands_about_where_it_will(transcript, listed, monkeypatch):
    transcript.show_entries([answer("A **word**.\n\n" * 600)])
    monkeypatch.setattr(accessible_parts, "READING", 0.0)
    monkeypatch.setattr("desktop.ui.transcript.accessible_entry.READING", 0.0)
    text = listed.child(0).textInterface()
    pieces = transcript.flow.view(0).pieces
    count = text.characterCount()
    part = part_at(pieces, count - 3)

    assert not part.seen
    assert offset_of(pieces, part.number, 2) == part.start + 2
    assert position_of(pieces[part.number], part, part.start + 5) == 0
    assert not text.characterRect(count - 3).isNull()


# Caret


@pytest.fixture
def heard(transcript, listed, monkeypatch):
    """Where clients are told that the caret is, and what is announced, in turn."""
    found = []

    def event(part, offset):
        found.append((part.text(QAccessible.Text.Name), offset))
        return QAccessibleTextCursorEvent(part, offset)

    monkeypatch.setattr(accessible, "QAccessibleTextCursorEvent", event)
    monkeypatch.setattr(transcript.herald, "_announce", lambda words, _way=None: found.append(words))
    monkeypatch.setattr(QAccessible, "isActive", lambda: True)

    def since():
        told, found[:] = found[:], []
        return told

    return since


@pytest.fixture
def press(transcript):
    def keys(*names, ctrl=False):
        for name in names:
            QTest.keyClick(transcript, name, SHIFT | CTRL if ctrl else SHIFT)

    transcript.show_entries([question("Where?"), answer("One **two** three.\n\nFour five.")])
    transcript.keys.go_to(1)
    return keys


def test_what_the_keys_select_and_give_back_is_told_with_the_place_of_the_caret(press, heard, listed):
    press(Key.Key_Right, ctrl=True)
    assert heard() == [("Model", 4), "One selected"]
    assert listed.child(1).textInterface().cursorPosition() == 4
    press(Key.Key_Right, Key.Key_Left)
    assert heard() == [("Model", 5), "t selected", ("Model", 4), "t unselected"]
    press(Key.Key_End)
    assert heard() == [("Model", 14), "two three. selected"]
    press(Key.Key_Right, Key.Key_Right)
    assert heard() == [("Model", 16), "end of line selected", ("Model", 17), "F selected"]
    press(Key.Key_Home, ctrl=True)
    assert heard()[-1].startswith("One two three.\nF unselected. Where?")


def test_blanks_are_told_in_words(press, heard):
    press(Key.Key_Right, Key.Key_Right, Key.Key_Right, Key.Key_Right)
    assert heard()[-1] == "blank selected"


def test_where_nothing_changes_nothing_is_told(press, heard):
    press(Key.Key_Left, Key.Key_Left, Key.Key_Left, ctrl=True)
    heard()
    press(Key.Key_Home, ctrl=True)
    heard()
    press(Key.Key_Home, ctrl=True)
    assert heard() == []


def test_what_was_found_is_told_when_it_is_selected(press, heard, transcript, qtbot):
    transcript.search.look_for("two")
    qtbot.waitUntil(lambda: transcript.search.figures == (1, 1, False))
    transcript.search.select_current()

    assert heard() == [("Model", 7), "two selected"]


def test_that_nothing_is_selected_any_more_is_told(press, heard, transcript):
    press(Key.Key_Right)
    heard()
    transcript.keys.deselect()
    transcript.keys.deselect()

    assert heard() == ["Nothing selected"]


def test_the_message_that_the_caret_is_in_gets_the_keyboard(press, heard, transcript, listed):
    transcript.setFocus()
    press(Key.Key_Home, ctrl=True)

    assert transcript.keys.entry == 0
    assert heard() == [("You", 0), "Where? selected"]
    assert listed.child(0).textInterface().cursorPosition() == 0
    assert listed.child(1).textInterface().cursorPosition() == 0


def test_a_click_leaves_the_keyboard_where_it_is(press, transcript):
    transcript.keys.forget()
    spot = Spot(1, transcript.flow.view(1).first_piece, 0)
    transcript.select(Selection(spot, spot))
    press(Key.Key_Right)

    assert transcript.keys.entry == -1


def test_of_much_only_how_much_is_told(press, heard, transcript):
    transcript.show_entries([answer("Some more words. " * 600), question("Q"), answer("Z", 2)])
    transcript.keys.go_to(0)
    press(Key.Key_Down)
    assert heard()[-1].startswith("Some more words.")
    press(Key.Key_PageDown)
    assert heard()[-1].endswith("characters selected")
    QTest.keyClick(transcript, Key.Key_A, CTRL)
    assert heard()[-1] == "3 messages selected"


def test_of_long_texts_the_last_blocks_are_not_laid_out_for_it(press, heard, transcript):
    transcript.show_entries([answer("Some words of it.\n\n" * 300)])
    transcript.keys.go_to(0)
    press(Key.Key_End, ctrl=True)

    assert heard()[-1].endswith("characters selected")
    assert transcript.flow.view(0).pieces[200].document is None


def test_reasoning_has_a_caret_of_its_own(transcript, listed, heard):
    transcript.show_entries([answer("The answer.", reasoning="Let *me*\n\nsee it.")])
    transcript.toggle_reasoning(0)
    thoughts = listed.child(0).thoughts
    row = transcript.flow.view(0).first_piece - 1
    transcript.select(Selection(Spot(0, row, 0), Spot(0, row, 0)))
    heard()
    QTest.keyClick(transcript, Key.Key_Right, SHIFT | CTRL)

    assert heard() == [("Reasoning", 12), "see selected"]
    assert thoughts.textInterface().cursorPosition() == 12
    assert thoughts.textInterface().characterRect(0).top() < thoughts.textInterface().characterRect(8).top()


def test_clients_select_and_set_the_caret(press, transcript, listed):
    text = listed.child(1).textInterface()
    text.addSelection(4, 7)
    assert transcript.selected().text == "two"
    text.setSelection(0, 4, 20)
    assert transcript.selected().text == "two three.\n\nFour"
    text.setCursorPosition(8)
    assert (transcript.selected().text, text.cursorPosition()) == ("", 8)
    press(Key.Key_End)
    assert transcript.selected().text == "three."
    text.removeSelection(0)
    assert transcript.selected().text == ""
    assert text.selectionCount() == 0


def test_of_a_message_that_is_gone_nothing_is_selected(press, transcript, listed):
    text = listed.child(1).textInterface()
    transcript.show_entries([question("Another", 9)])
    text.setCursorPosition(3)

    assert transcript.selected().text == ""
    assert text.cursorPosition() == 0
