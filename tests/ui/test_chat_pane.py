"""The right side of the window."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from desktop.domain.attachment import Attachment, Preparation
from desktop.domain.parts import ImagePart
from desktop.domain.whole_text import Blocks
from desktop.system.press import Press
from desktop.ui.chat_pane import ChatPane
from desktop.ui.transcript.entry import Entry
from desktop.ui.transcript.typesetter import Typesetter


@pytest.fixture
def pane(shown):
    """A pane with a conversation that is longer than the window, at its beginning."""
    made = ChatPane()
    made.furnish(Typesetter(Press))
    shown(made, 700, 600)
    made.show_welcome(welcome=True)
    made.show_welcome(welcome=False)
    made.transcript.show_entries([Entry("a", "", from_user=False, blocks=Blocks("Words.\n\n" * 200))])
    made.transcript.verticalScrollBar().setValue(0)
    return made


def test_the_way_back_to_the_end_is_a_button_beside_the_list_of_messages(pane):
    pill = QAccessible.queryAccessibleInterface(pane.transcript.pill)
    messages = QAccessible.queryAccessibleInterface(pane.transcript)
    around = pill.parent()

    assert (pill.role(), pill.text(QAccessible.Text.Name)) == (QAccessible.Role.Button, "End")
    assert around.indexOfChild(messages) >= 0
    assert around.indexOfChild(pill) >= 0
    assert messages.childCount() == 1


def test_the_way_back_to_the_end_is_pressed_over_the_transcript_and_reached_from_it(pane):
    pill, transcript = pane.transcript.pill, pane.transcript
    assert transcript.nextInFocusChain() in {pill, transcript.viewport()}
    middle = pill.mapTo(pane, pill.rect().center())
    assert pane.childAt(middle) is pill

    transcript.setFocus()
    for _ in range(9):
        if pane.window().focusWidget() is not transcript:
            break
        QTest.keyClick(transcript, Qt.Key.Key_Tab)
    assert pane.window().focusWidget() is pill
    QTest.keyClick(pill, Qt.Key.Key_Space)
    assert transcript.flow.following
    assert not pill.isVisible()


def test_the_tab_key_goes_by_notices_and_by_what_was_not_attached_on_its_way_back_from_the_first_chip(pane):
    ready = [Attachment(str(n), f"{n}.png").holding(ImagePart("a.png", size=9)) for n in range(8)]
    pane.composer.set_attachments([*ready, Attachment("x", "x.zip", Preparation.FAILED)])
    pane.notices.show_notice("one", "One.", [("Do it", list)])
    pane.notices.show_notice("two", "Two.", [("Undo", list)])
    QApplication.processEvents()
    QApplication.processEvents()
    pane.composer.focus_attachment("0")
    seen = []
    for _ in range(6):
        QTest.keyClick(pane.window().focusWidget(), Qt.Key.Key_Backtab)
        focused = pane.window().focusWidget()
        seen.append(focused.accessibleName() or focused.text())

    assert seen == ["1 could not be attached", "Dismiss", "Undo", "Dismiss", "Do it", "End"]


def test_keys_that_the_way_back_to_the_end_does_not_need_are_the_transcripts(pane, qtbot):
    pill, transcript, escaped = pane.transcript.pill, pane.transcript, []
    pane.escaped.connect(lambda: escaped.append(1))
    pane.window().activateWindow()
    transcript.setFocus()
    QTest.keyClick(transcript, Qt.Key.Key_PageDown)
    page = transcript.scrolled
    transcript.verticalScrollBar().setValue(0)
    pill.setFocus()
    QTest.keyClick(pill, Qt.Key.Key_PageDown)
    assert 0 < transcript.scrolled <= page
    QTest.keyClick(pill, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    assert transcript.scrolled == 0
    QTest.keyClick(pill, Qt.Key.Key_Escape)
    assert escaped == [1]
    QTest.keyClick(pill, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(pill, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: QApplication.clipboard().text().startswith("Words."))
    QTest.keyClick(pill, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)

    assert transcript.flow.following


def test_a_title_that_has_no_room_any_more_ends_in_an_ellipsis(pane):
    title, words = pane.findChild(QLabel, "chat-title"), "A title of many words " * 9
    pane.show_title(words)
    pane.resize(400, 600)
    narrow = title.grab().toImage()
    cut = title.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, title.width())
    pane.show_title(cut)

    assert cut.startswith("A title")
    assert cut.endswith("…")
    assert title.grab().toImage() == narrow
