from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QAccessible, QGuiApplication, QInputMethodEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.ui.composer.editor import LONGEST_PASTE, MOST_LINES, MessageEdit

TAGS = "".join(chr(0xE0000 + ord(letter)) for letter in "ignore all that")


@pytest.fixture
def editor(shown):
    made = shown(MessageEdit())
    made.setFocus()
    return made


def compose(editor, preedit, commit=""):
    event = QInputMethodEvent(preedit, [])
    event.setCommitString(commit)
    QApplication.sendEvent(editor, event)


def paste(editor, text):
    mime = QMimeData()
    mime.setText(text)
    editor.insertFromMimeData(mime)


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
@pytest.mark.parametrize("modifier", [Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier])
def test_return_sends_and_writes_nothing(editor, qtbot, key, modifier):
    editor.set_text("a question")
    with qtbot.waitSignal(editor.send_requested, timeout=1000):
        QTest.keyClick(editor, key, modifier)

    assert "a question" == editor.text()


def test_the_enter_of_the_number_pad_sends(editor, qtbot):
    with qtbot.waitSignal(editor.send_requested, timeout=1000):
        QTest.keyClick(editor, Qt.Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier)


def test_shift_return_breaks_the_line_with_a_plain_newline(editor, qtbot):
    with qtbot.assertNotEmitted(editor.send_requested):
        QTest.keyClicks(editor, "one")
        QTest.keyClick(editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
        QTest.keyClicks(editor, "two")

    assert "one\ntwo" == editor.text()


def test_return_held_down_sends_once(editor, qtbot):
    sent = []
    editor.send_requested.connect(lambda: sent.append(1))
    for repeated in (False, True, True):
        event = QKeyEvent(QKeyEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r", repeated, 1)
        QApplication.sendEvent(editor, event)

    assert [1] == sent
    assert editor.text() == ""


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape, Qt.Key.Key_Up])
def test_keys_belong_to_the_input_method_while_a_word_is_undecided(editor, qtbot, key):
    compose(editor, "にほん")
    with (
        qtbot.assertNotEmitted(editor.send_requested),
        qtbot.assertNotEmitted(editor.escaped),
        qtbot.assertNotEmitted(editor.edit_last_requested),
    ):
        QTest.keyClick(editor, key)

    assert editor.text() == ""


def test_return_sends_what_the_input_method_has_committed(editor, qtbot):
    compose(editor, "にほん")
    compose(editor, "", "日本")
    with qtbot.waitSignal(editor.send_requested, timeout=1000):
        QTest.keyClick(editor, Qt.Key.Key_Return)

    assert "日本" == editor.text()


def test_up_in_the_empty_editor_asks_for_the_last_question(editor, qtbot):
    with qtbot.waitSignal(editor.edit_last_requested, timeout=1000):
        QTest.keyClick(editor, Qt.Key.Key_Up)


def test_up_moves_the_cursor_where_there_is_text(editor, qtbot):
    editor.set_text("one\ntwo")
    with qtbot.assertNotEmitted(editor.edit_last_requested):
        QTest.keyClick(editor, Qt.Key.Key_Up)

    assert 0 == editor.textCursor().blockNumber()


def test_escape_is_said(editor, qtbot):
    with qtbot.waitSignal(editor.escaped, timeout=1000):
        QTest.keyClick(editor, Qt.Key.Key_Escape)

    assert editor.text() == ""


def test_the_editor_grows_with_its_text_up_to_ten_lines(editor, qtbot):
    heights = []
    for lines in range(1, MOST_LINES + 4):
        editor.set_text("\n".join(["x"] * lines))
        QApplication.sendPostedEvents()
        heights.append(editor.height())
    fitting, rest = heights[:MOST_LINES], heights[MOST_LINES:]

    assert sorted(set(fitting)) == fitting
    assert [fitting[-1]] * 3 == pytest.approx(rest, abs=4)
    assert editor.verticalScrollBarPolicy() is Qt.ScrollBarPolicy.ScrollBarAsNeeded


def test_ten_lines_need_no_scroll_bar(editor):
    editor.set_text("\n".join(["x"] * MOST_LINES))

    assert editor.verticalScrollBar().maximum() == 0


def test_a_wrapped_line_grows_the_editor_too(editor):
    editor.set_text("one line")
    one = editor.height()
    editor.set_text("a line that is wrapped " * 12)

    assert editor.height() > 2 * one


def test_the_text_is_what_was_pasted_to_the_letter(editor):
    text = "a\u00a0b\n\tc  d\n\n日本語 \U0001f468\u200d\U0001f469\u200d\U0001f467 é"
    paste(editor, text)

    assert text == editor.text()


def test_other_line_ends_become_newlines(editor):
    paste(editor, "a\r\nb\rc\u2028d\u2029e")

    assert editor.text().split("\n") == ["a", "b", "c", "d", "e"]


def test_html_without_text_is_pasted_as_its_words_and_loads_nothing(editor):
    mime = QMimeData()
    mime.setHtml("<style>p{}</style><p>one <b>two</b></p><p>three<img src='file:///etc/passwd'></p>")
    editor.insertFromMimeData(mime)

    assert "one two\nthree" == editor.text()


def test_pictures_are_offered_and_never_inserted(editor, qtbot, tmp_path):
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(tmp_path / "a.png"))])
    mime.setText(str(tmp_path / "a.png"))
    with qtbot.waitSignal(editor.offered, timeout=1000) as heard:
        editor.insertFromMimeData(mime)

    assert [str(tmp_path / "a.png")] == [offer.path for offer in heard.args[0]]
    assert editor.text() == ""


@pytest.mark.parametrize("text", ["/x/a.png\n/x/b.md", "/x/a.png\r\n/x/b.md\r\n"])
def test_paths_that_were_pasted_are_told_and_can_be_taken_out_again(editor, qtbot, text):
    QTest.keyClicks(editor, "Look: ")
    with qtbot.waitSignal(editor.paths_pasted, timeout=1000) as told:
        paste(editor, text)
    offers, pasted = told.args
    assert ["/x/a.png", "/x/b.md"] == [offer.path for offer in offers]
    QTest.keyClicks(editor, "and more")
    assert editor.take_out(pasted)

    assert "Look: and more" == editor.text()
    assert not editor.take_out(pasted)
    editor.undo()
    assert "/x/b.md" in editor.text()


def test_paths_pasted_as_text_are_text(editor, qtbot):
    QGuiApplication.clipboard().setText("/x/a.png\n/x/b.md")
    with qtbot.assertNotEmitted(editor.paths_pasted):
        QTest.keyClick(editor, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)

    assert "/x/a.png\n/x/b.md" == editor.text()


def test_the_address_of_a_picture_can_be_pasted_as_text_too(editor, qtbot):
    QGuiApplication.clipboard().setText("https://example.org/a.png")
    with qtbot.waitSignal(editor.offered, timeout=1000):
        QTest.keyClick(editor, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    with qtbot.assertNotEmitted(editor.offered):
        QTest.keyClick(editor, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)

    assert "https://example.org/a.png" == editor.text()


def test_what_is_left_out_of_a_large_lot_is_said(editor, qtbot, tmp_path):
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(tmp_path / f"{n}.png")) for n in range(53)])
    heard = []
    editor.offered.connect(lambda offers: heard.append(len(offers)))
    editor.not_offered.connect(heard.append)
    editor.insertFromMimeData(mime)

    assert [50, 3] == heard


def test_pasting_can_be_undone_at_once(editor):
    editor.set_text("before ")
    paste(editor, "many words " * 100)
    editor.undo()

    assert "before " == editor.text()


def test_a_million_characters_without_a_blank_are_wrapped_anywhere(editor, qtbot):
    """Wrapping at words would take 46 seconds; the test's own limit is the waiting of whoever runs it."""
    paste(editor, "x" * 1_000_000)

    assert editor.wordWrapMode() is editor.wordWrapMode().WrapAnywhere
    assert 1_000_000 == len(editor.text())


def test_many_long_tokens_in_a_long_text_are_wrapped_anywhere_too(editor):
    paste(editor, ("y" * 2_000 + " ") * 60)

    assert editor.wordWrapMode() is editor.wordWrapMode().WrapAnywhere


@pytest.mark.parametrize("other", ["", "a draft"])
def test_words_are_wrapped_at_words_again_once_the_token_is_gone(editor, other):
    paste(editor, "x" * 200_000)
    editor.set_text(other)
    paste(editor, "plain words")

    assert editor.wordWrapMode() is editor.wordWrapMode().WrapAtWordBoundaryOrAnywhere


def test_a_text_longer_than_any_context_stays_outside_and_is_named(editor, qtbot):
    with qtbot.waitSignal(editor.too_long, timeout=1000) as heard:
        paste(editor, "x" * (LONGEST_PASTE + 1))

    assert [LONGEST_PASTE + 1] == heard.args
    assert editor.text() == ""


def test_invisible_characters_of_a_paste_are_counted_and_can_be_taken_out(editor, qtbot):
    editor.set_text("\U0001f600 before ")
    with qtbot.waitSignal(editor.invisible_pasted, timeout=1000) as heard:
        paste(editor, f"what{TAGS} is this\u200b?")
    kept = editor.text()
    editor.remove_invisible()

    assert [16] == heard.args
    assert "\U0001f600 before what is this?" == editor.text()

    editor.undo()
    assert kept == editor.text()


def test_plain_pastes_say_nothing_of_invisible_characters(editor, qtbot):
    with qtbot.assertNotEmitted(editor.invisible_pasted):
        paste(editor, "family \U0001f468\u200d\U0001f469, heart ❤\ufe0f")


def test_copying_gives_plain_text_alone(editor):
    editor.set_text("a\u00a0b\nc")
    editor.selectAll()
    editor.copy()
    mime = QGuiApplication.clipboard().mimeData()

    assert ["text/plain"] == mime.formats()
    assert "a\u00a0b\nc" == mime.text()


def test_the_same_text_again_keeps_cursor_and_undo(editor):
    QTest.keyClicks(editor, "abc")
    QTest.keyClick(editor, Qt.Key.Key_Left)
    editor.set_text("abc")

    assert 2 == editor.textCursor().position()
    assert editor.document().isUndoAvailable()


def test_it_can_be_read_and_written_through_the_accessible_interface(editor, accessible_name):
    editor.set_text("a question")
    interface = QAccessible.queryAccessibleInterface(editor)

    assert "Message" == accessible_name(editor)
    assert interface.role() is QAccessible.Role.EditableText
    assert "a question" == interface.textInterface().text(0, 10)
    interface.editableTextInterface().insertText(10, "?")
    assert "a question?" == editor.text()


@pytest.mark.parametrize(
    ("text", "at", "expected"),
    [
        ("", 0, "> one\n>\n> two\n\n"),
        ("before", 6, "before\n\n> one\n>\n> two\n\n"),
        ("before\nafter", 7, "before\n> one\n>\n> two\n\nafter"),
    ],
)
def test_a_quotation_has_lines_of_its_own_and_is_one_step_to_undo(editor, text, at, expected):
    editor.set_text(text)
    cursor = editor.textCursor()
    cursor.setPosition(at)
    editor.setTextCursor(cursor)
    editor.quote("one\n\ntwo")

    assert expected == editor.text()
    editor.undo()
    assert text == editor.text()


def test_a_quotation_takes_the_place_of_nothing(editor):
    editor.set_text("selected")
    editor.selectAll()
    editor.quote("q")

    assert "selected\n\n> q\n\n" == editor.text()


def test_quoting_a_token_without_end_is_quick(editor):
    editor.quote("x" * 1_000_000)

    assert len(editor.text()) == 1_000_004
