from __future__ import annotations

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import (
    QAccessible,
    QAction,
    QContextMenuEvent,
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QImage,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QTextCursor,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from desktop.domain.attachment import Offer
from desktop.domain.text_file import LONGEST as LARGEST_TEXT
from desktop.ui.composer import known_text
from desktop.ui.composer import paragraphs as composer_paragraphs
from desktop.ui.composer.editor import LONGEST, MOST_LINES, MessageEdit
from desktop.ui.composer.paragraphs import LONGEST as LONGEST_PARAGRAPH
from desktop.ui.composer.paragraphs import MOST as MOST_PARAGRAPHS
from desktop.ui.composer.paragraphs import cut_at, plain_text
from desktop.ui.composer.seeing import SLICE
from desktop.ui.images import once
from desktop.ui.images.mime import LONGEST_TEXT

ENGLAND = "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f"
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


def text_data(text):
    mime = QMimeData()
    mime.setText(text)
    return mime


def paste(editor, text):
    editor.insertFromMimeData(text_data(text))


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


def test_the_bitmap_beside_a_pasted_file_is_fetched_once_it_is_wanted(editor, qtbot):
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile("/x/a.png")])
    mime.setImageData(QImage(4, 3, QImage.Format.Format_RGB32))
    QGuiApplication.clipboard().setMimeData(mime)
    with qtbot.waitSignal(editor.offered, timeout=1000) as heard:
        editor.paste()
    [file] = heard.args[0]

    assert "/x/a.png" == file.path
    assert file.instead().encode is not None
    QGuiApplication.clipboard().setText("something else")
    assert file.instead() is None


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


class Hanging(QMimeData):
    """The clipboard of a program that answers nothing; counts what it is asked for."""

    def __init__(self):
        super().__init__()
        self.asked = []

    def formats(self):
        self.asked.append("formats")
        time.sleep(0.02)
        return []

    def hasFormat(self, _):  # noqa: N802 - Qt's name
        return bool(self.formats())

    def retrieveData(self, kind, _):  # noqa: N802 - Qt's name
        self.asked.append(kind)
        time.sleep(0.02)


@pytest.fixture
def hanging(qapp, monkeypatch):
    monkeypatch.setattr(once, "SILENCE", 0.01)
    mime = Hanging()
    QGuiApplication.clipboard().setMimeData(mime)
    yield mime
    QGuiApplication.clipboard().clear()


@pytest.mark.parametrize("shift", [Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier])
def test_that_a_program_does_not_answer_is_said_after_one_wait(editor, hanging, qtbot, shift):
    with qtbot.waitSignal(editor.missed, timeout=1000):
        QTest.keyClick(editor, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier | shift)

    assert ["formats"] == hanging.asked


def test_the_menu_comes_up_without_asking_another_program(editor, hanging, monkeypatch):
    shown = []
    monkeypatch.setattr(QMenu, "popup", lambda menu, _: shown.append(menu.findChild(QAction, "edit-paste").isEnabled()))
    at = editor.cursorRect().center()
    editor.contextMenuEvent(QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, editor.mapToGlobal(at)))

    assert ([True], []) == (shown, hanging.asked)


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


LONG_TEXTS = {
    "a token without a blank": "x" * 400_000,
    "a paragraph": "word " * 80_000,
    "two scripts by turns": "a\u05db" * 200_000,
    "nothing but line ends": "\n" * 400_000,
    "short lines": "word\n" * 80_000,
    "long and short lines": ("word " * 2_000 + "\n") * 20 + "\n" * 10_000 + "\U0001f600 " * 20_000,
}


def paragraphs(editor):
    block, lengths = editor.document().firstBlock(), []
    while block.isValid():
        lengths.append(block.length() - 1)
        block = block.next()
    return lengths


def assert_quick(editor):
    """Qt lays out a paragraph as a whole, and takes its time for each."""
    lengths = paragraphs(editor)
    assert max(lengths) <= 2 * LONGEST_PARAGRAPH  # of characters beyond the basic plane there are two
    assert len(lengths) <= MOST_PARAGRAPHS + len(editor.text()) // LONGEST_PARAGRAPH * 3


@pytest.mark.parametrize("text", LONG_TEXTS.values(), ids=LONG_TEXTS)
@pytest.mark.parametrize("put", [paste, MessageEdit.set_text], ids=["pasted", "shown"])
def test_any_text_stands_in_paragraphs_that_are_laid_out_at_once(editor, text, put):
    put(editor, text)

    assert_quick(editor)
    assert text == editor.text()

    QTest.keyClicks(editor, "z")
    assert text + "z" == editor.text()
    assert editor.is_blank() is False


def test_many_pastes_in_one_place_make_no_long_paragraph(editor):
    for _ in range(40):
        paste(editor, "word " * 500)
        QTest.keyClick(editor, Qt.Key.Key_Left)

    assert_quick(editor)
    assert 40 * 2_500 == len(editor.text())


def test_a_long_line_is_copied_as_it_was_pasted(editor):
    text = "before\n" + "word " * 10_000 + "\nafter"
    paste(editor, text)
    editor.selectAll()
    editor.copy()

    assert text == QGuiApplication.clipboard().mimeData().text()


def test_many_blanks_are_blank_and_one_letter_behind_them_is_none(editor):
    editor.set_text(" \n" * 100_000)
    assert editor.is_blank()

    QTest.keyClicks(editor, "z")
    assert not editor.is_blank()


def test_a_key_asks_for_all_of_the_text_nowhere_beside_emoji_either(editor, monkeypatch):
    """Where it is long that takes longer than a frame."""
    editor.set_text("party \U0001f389\n" * 1_000)
    asked = []
    monkeypatch.setattr(known_text, "plain_text", asked.append)
    QTest.keyClicks(editor, "z")
    editor.moveCursor(QTextCursor.MoveOperation.Start)
    QTest.keyClicks(editor, "a\xa0")
    editor.moveCursor(QTextCursor.MoveOperation.EndOfLine)
    QTest.keyClick(editor, Qt.Key.Key_Backspace)
    editor.moveCursor(QTextCursor.MoveOperation.End)
    QTest.keyClick(editor, Qt.Key.Key_Backspace)

    assert editor.text() == "a\xa0party \n" + "party \U0001f389\n" * 999
    assert asked == []


def at(editor, place):
    """Where a character of the text is for Qt."""
    document = editor.document()
    for position in range(document.characterCount()):
        cursor = QTextCursor(document)
        cursor.setPosition(position, QTextCursor.MoveMode.KeepAnchor)
        if len(plain_text(cursor.selection().toRawText(), cut_at(document))) == place:
            return position
    raise AssertionError(place)


WRITTEN = st.text(st.sampled_from("ab \n\n\r\u2028é漢\U0001f600"), max_size=40)
KEYS = {"backspace": Qt.Key.Key_Backspace, "delete next": Qt.Key.Key_Delete}  # with nothing selected
DONE = st.tuples(
    st.sampled_from(
        ["paste", "key", "newline", "delete", "cut", "edit-delete", "edit-cut", "undo", "redo", "compose", "emoji"]
    ),
    WRITTEN,
    st.integers(0, 60),
    st.integers(0, 60),
)


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(WRITTEN, st.lists(DONE, max_size=12))
def test_whatever_is_done_to_cut_lines_the_text_is_what_it_would_be_without(monkeypatch, qapp, text, steps):
    monkeypatch.setattr(composer_paragraphs, "LONGEST", 7)
    monkeypatch.setattr(composer_paragraphs, "MOST", 6)
    editor = MessageEdit()
    editor.set_text(text)
    begun = known = as_lines(text)
    assert known == editor.text()
    for what, words, one, other in steps:
        start, end = sorted((one % (len(known) + 1), other % (len(known) + 1)))
        cursor = editor.textCursor()
        if what in KEYS:
            start = end
        cursor.setPosition(at(editor, start))
        cursor.setPosition(at(editor, end), QTextCursor.MoveMode.KeepAnchor)
        editor.setTextCursor(cursor)
        if what in KEYS:
            QTest.keyClick(editor, KEYS[what])
            known = known[:start][: -1 if what == "backspace" else None] + known[end + (what == "delete next") :]
        else:
            known = done(editor, what, words, known[:start], known[start:end], known[end:])
        assert known == editor.text()
        assert known == plain_text(editor.document().toRawText(), cut_at(editor.document()))
    while editor.document().isUndoAvailable():
        editor.undo()
    assert begun == editor.text()
    editor.deleteLater()


def choose(editor, name):
    """Take an action of the context menu."""
    at = editor.cursorRect().center()
    editor.contextMenuEvent(QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, editor.mapToGlobal(at)))
    [menu] = editor.findChildren(QMenu)
    menu.findChild(QAction, name).trigger()
    menu.close()
    QApplication.sendPostedEvents(menu, QEvent.Type.DeferredDelete)


@pytest.mark.parametrize(
    ("key", "block", "left"),
    [(Qt.Key.Key_Backspace, 2, "y\n" + "x" * 6 + "z"), (Qt.Key.Key_Delete, 1, "y\n" + "x" * 7)],
)
def test_keys_remove_a_letter_where_a_line_goes_on_in_another_paragraph(editor, monkeypatch, key, block, left):
    monkeypatch.setattr(composer_paragraphs, "LONGEST", 7)
    editor.set_text("y\nxxxxxxxz")
    cursor = editor.textCursor()
    place = editor.document().findBlockByNumber(block)
    cursor.setPosition(place.position() if block == 2 else place.position() + place.length() - 1)
    editor.setTextCursor(cursor)
    QTest.keyClick(editor, key)

    assert left == editor.text()


def test_the_menu_takes_out_what_is_selected_as_the_keys_do(editor):
    for name in ("edit-cut", "edit-delete"):
        editor.set_text("alpha\n" + "x" * LONGEST_PARAGRAPH + "yz\ngamma")
        cursor = editor.textCursor()
        cursor.setPosition(editor.document().findBlockByNumber(1).position())
        cursor.setPosition(editor.document().findBlockByNumber(2).position() + 1, QTextCursor.MoveMode.KeepAnchor)
        editor.setTextCursor(cursor)
        choose(editor, name)

        assert editor.text() == "alpha\nz\ngamma"
        editor.undo()
        assert editor.text() == "alpha\n" + "x" * LONGEST_PARAGRAPH + "yz\ngamma"


def test_a_path_taken_out_before_a_long_line_leaves_the_line_break_before_it(editor):
    text = "alpha\n" + "x" * LONGEST_PARAGRAPH
    editor.set_text(text)
    cursor = editor.textCursor()
    cursor.setPosition(len("alpha\n"))
    editor.setTextCursor(cursor)
    paste(editor, "/tmp/a.png")
    assert editor.take_out("/tmp/a.png")

    assert text == editor.text()


def as_lines(text):
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n")


def done(editor, what, words, before, selected, after):
    """Do something to what is selected; what the text should be then."""
    if what == "paste" and words:
        editor.insertFromMimeData(text_data(words))
        return before + as_lines(words) + after
    if what == "key":
        QTest.keyClicks(editor, "z")
        return before + "z" + after
    if what == "newline":
        QTest.keyClick(editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
        return before + "\n" + after
    if what in {"compose", "emoji"}:
        compose(editor, "にほ")
        compose(editor, "", composed := "日本" if what == "compose" else "\U0001f389")
        return before + composed + after
    if selected and what in {"delete", "cut", "edit-delete", "edit-cut"}:
        QGuiApplication.clipboard().clear()
        if what == "cut":
            QTest.keySequence(editor, QKeySequence(QKeySequence.StandardKey.Cut))
        elif what == "delete":
            QTest.keyClick(editor, Qt.Key.Key_Delete)
        else:
            choose(editor, what)
        assert selected * what.endswith("cut") == QGuiApplication.clipboard().text()
        return before + after
    if what in {"undo", "redo"}:
        getattr(editor, what)()
    return editor.text()


def test_a_very_long_text_is_offered_as_a_file_and_pasted_as_text_with_shift(editor, qtbot):
    text = "漢字 words " * 120_000
    QGuiApplication.clipboard().setText(text)
    with qtbot.waitSignal(editor.offered, timeout=1000) as heard:
        QTest.keyClick(editor, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert [Offer("Pasted text.txt", data=text.encode())] == heard.args[0]
    assert editor.text() == ""

    QTest.keyClick(editor, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert text == editor.text()


@pytest.mark.parametrize(
    "text", ["x" * LONGEST_TEXT, "漢" * (LARGEST_TEXT // 3 + 1)], ids=["short", "no file so large"]
)
def test_a_text_that_is_short_enough_or_too_long_for_a_file_is_pasted_as_text(editor, qtbot, text):
    with qtbot.assertNotEmitted(editor.offered):
        paste(editor, text)

    assert text == editor.text()


def test_a_text_longer_than_any_context_stays_outside_and_is_named(editor, qtbot):
    with qtbot.waitSignal(editor.too_long, timeout=1000) as heard:
        paste(editor, "x" * (LONGEST + 1))

    assert [LONGEST + 1] == heard.args
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


def test_invisible_characters_of_a_long_paste_are_looked_for_afterwards(editor, qtbot):
    hidden = "漢字 \u200b" + TAGS
    text = "漢" * (SLICE - 3) + ENGLAND + "漢" * SLICE + hidden
    with qtbot.waitSignal(editor.invisible_pasted, timeout=5000) as heard:
        paste(editor, text)
    assert [16] == heard.args

    editor.remove_invisible()
    QTest.keyClicks(editor, "z")
    qtbot.waitUntil(lambda: "\u200b" not in editor.text(), timeout=5000)
    assert text.removesuffix(hidden) + "漢字 z" == editor.text()


def test_plain_pastes_say_nothing_of_invisible_characters(editor, qtbot):
    with qtbot.assertNotEmitted(editor.invisible_pasted):
        paste(editor, "family \U0001f468\u200d\U0001f469, heart ❤\ufe0f")


def drop(editor, text, at):
    """Let go of a text before the character at a place."""
    cursor = editor.textCursor()
    cursor.setPosition(at)
    place = editor.cursorRect(cursor).center()
    copies, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    mime = text_data(text)
    QApplication.sendEvent(editor.viewport(), QDragEnterEvent(place, copies, mime, left, none))
    QApplication.sendEvent(editor.viewport(), QDropEvent(QPointF(place), copies, mime, left, none))


@pytest.mark.parametrize(
    ("there", "dropped", "at", "text"),
    [
        ("look", "here", 4, "look here"),
        ("look", "here", 0, "here look"),
        ("look ", "here", 5, "look here"),
        ("look", "one\ntwo", 4, "look\none\ntwo"),
        ("look\nthere", "here", 4, "look here\nthere"),
        ("so 😀", "here", 5, "so 😀 here"),
        ("", "here", 0, "here"),
    ],
)
def test_words_that_are_dropped_are_kept_apart_from_those_that_are_there_in_one_step(editor, there, dropped, at, text):
    editor.set_text(there)
    drop(editor, dropped, at)

    assert text == editor.text()
    editor.undo()
    assert there == editor.text()


def test_what_is_moved_within_the_text_is_put_as_it_is(editor, monkeypatch):
    editor.set_text("look")
    monkeypatch.setattr(QDropEvent, "source", lambda _: editor.viewport())
    drop(editor, "ing", 4)

    assert "looking" == editor.text()


def test_what_is_pasted_after_a_drop_that_failed_is_put_as_it_is(editor, monkeypatch):
    editor.set_text("look")
    with monkeypatch.context() as broken:
        broken.setattr("desktop.ui.composer.pasting.paste", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            editor.drop(text_data("here"))
    paste(editor, "ing")

    assert "looking" == editor.text()


def test_what_is_pasted_is_put_as_it_is(editor):
    editor.set_text("look")
    drop(editor, "here", 4)
    paste(editor, "ing")

    assert "look hereing" == editor.text()


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


def test_a_text_taken_away_whole_is_known_to_be_gone(editor, qtbot):
    qtbot.keyClicks(editor, "abc")
    assert editor.text() == "abc"
    editor.clear()  # asks for a place beyond the end, of which Qt would complain
    assert editor.text() == ""
    qtbot.keyClicks(editor, "d")
    assert editor.text() == "d"


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
