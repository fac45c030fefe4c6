"""Selecting with the mouse, within and across messages, and what is copied."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from desktop.domain.blocks import Growing
from desktop.ui.transcript.entry import Entry
from desktop.ui.transcript.selection import Selection, Spot

from .conftest import answer, question, talk

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def point(transcript):
    """Where a character is, in the viewport."""

    def of(text, entry=-1):
        flow = transcript.flow
        entry %= len(flow.entries)
        view = flow.view(entry)
        for index in range(len(view)):
            row = view.row(index)
            document = getattr(row, "document", None)
            cursor = document.find(text) if document else None
            if cursor is None or cursor.isNull():
                continue
            at = cursor.selectionStart()
            block = document.findBlock(at)
            line = block.layout().lineForTextPosition(at - block.position())
            x, _ = line.cursorToX(at - block.position())
            corner = document.documentLayout().blockBoundingRect(block).topLeft() + row.origin(flow.style)
            left = transcript.left + view.left(index) + corner.x() + x
            top = flow.top(entry) + view.column.top(index) + corner.y() + line.y() + line.height() / 2
            return QPoint(round(left), round(top) - transcript.scrolled)
        raise LookupError(text)

    return of


def drag(transcript, start, end):
    viewport = transcript.viewport()
    QTest.mousePress(viewport, LEFT, pos=start)
    QTest.mouseMove(viewport, (start + end) / 2)
    QTest.mouseMove(viewport, end)
    QTest.mouseRelease(viewport, LEFT, pos=end)


def clipboard():
    return QGuiApplication.clipboard().mimeData()


def test_a_drag_selects_within_a_paragraph(transcript, point):
    transcript.show_entries([question("Q"), answer("One two three four five.")])
    drag(transcript, point("two"), point("five"))

    assert transcript.selected_text() == "two three four "


def test_a_drag_selects_over_blocks_and_messages(transcript, point):
    transcript.show_entries(
        [question("First question"), answer("Start **bold** end.\n\n- a\n- b"), question("Last one")]
    )
    drag(transcript, point("question", 0), point("one", 2))

    assert transcript.selected_text() == "question\n\nStart **bold** end.\n\n- a\n- b\n\nLast "


def test_parts_are_copied_as_they_are_seen(transcript, point):
    transcript.show_entries(
        [answer("Some **bold** text\n\n1. one\n2. `two` more\n\n| a | b |\n|---|---|\n| c | d |\n\nend here")]
    )
    drag(transcript, point("text"), point("here"))

    assert transcript.selected_text() == "text\n\n1. one\n2. two more\n\na\tb\nc\td\n\nend "


def test_a_drag_upwards_selects_the_same(transcript, point):
    transcript.show_entries([answer("One two.\n\nThree four.")])
    drag(transcript, point("four"), point("two"))

    assert transcript.selected_text() == "two.\n\nThree "


def test_a_double_click_takes_the_word_and_a_third_the_paragraph(transcript, point):
    transcript.show_entries([answer("First line here.\n\nSecond paragraph of words.")])
    at = point("paragraph") + QPoint(5, 0)
    QTest.mouseClick(transcript.viewport(), LEFT, pos=at)
    QTest.mouseDClick(transcript.viewport(), LEFT, pos=at)
    assert transcript.selected_text() == "paragraph"

    QTest.mouseClick(transcript.viewport(), LEFT, pos=at)
    assert transcript.selected_text() == "Second paragraph of words."


def test_a_click_with_shift_extends(transcript, point, qtbot):
    transcript.show_entries([answer("One two three.\n\nFour five six.")])
    QTest.mouseClick(transcript.viewport(), LEFT, pos=point("two"))
    QTest.mouseClick(transcript.viewport(), LEFT, Qt.KeyboardModifier.ShiftModifier, pos=point("five"))
    assert transcript.selected_text() == "two three.\n\nFour "

    transcript._pointer._forget_clicks()
    QTest.mouseClick(transcript.viewport(), LEFT, pos=point("One"))
    assert transcript.selected_text() == ""


def test_a_selection_stays_while_text_arrives(transcript, point):
    growing = Growing()
    growing.feed("One two three.\n\nFour")
    entry = Entry("a", "Model", from_user=False, blocks=growing, streaming=True)
    transcript.show_entries([entry])
    drag(transcript, point("two"), point("three"))
    for _ in range(30):
        growing.feed(" more words.\n\n")
        transcript.grow("a", growing)
        transcript.pace.show_late()

    assert transcript.selected_text() == "two "


def test_whole_messages_are_copied_as_they_were_written(transcript):
    transcript.show_entries([question("Ask *this*"), answer("# T\n\n- **a**\n\n```py\nx\n```")])
    transcript.select_all()
    transcript.copy()

    assert clipboard().text() == "Ask *this*\n\n# T\n\n- **a**\n\n```py\nx\n```"
    assert clipboard().data("text/markdown").data().decode() == clipboard().text()
    assert not clipboard().hasHtml()


def test_a_part_is_copied_as_plain_text_alone(transcript, point):
    transcript.show_entries([answer("See [a link](https://e.com) and ![pic](https://evil.example/p.png) here")])
    drag(transcript, point("See"), point("here"))
    transcript.copy()

    assert clipboard().formats() == ["text/plain"]
    assert clipboard().text() == "See a link and ▣ pic · evil.example "


def test_reasoning_is_not_part_of_what_select_all_copies(transcript):
    transcript.show_entries([answer("The answer.", reasoning="Secret thoughts.")])
    transcript.flow.view(0).toggle_reasoning()
    transcript.select_all()

    assert transcript.selected_text() == "The answer."


def test_a_word_cut_in_pieces_is_copied_in_one(transcript):
    text = "x" * 9_000
    transcript.show_entries([answer(text + "\n\nend")])
    view = transcript.flow.view(0)
    last = len(view) - 2
    transcript.select(Selection(Spot(0, view.first_piece, 1), Spot(0, last, 1)))

    assert transcript.selected_text() == text[1:] + "\n\ne"


def test_a_selection_drawn_past_the_edge_scrolls(transcript, qtbot):
    transcript.show_entries(talk(20))
    bar = transcript.verticalScrollBar()
    value = bar.value()
    viewport = transcript.viewport()
    QTest.mousePress(viewport, LEFT, pos=QPoint(300, 200))
    QTest.mouseMove(viewport, QPoint(300, 100))
    QTest.mouseMove(viewport, QPoint(300, -60))
    qtbot.waitUntil(lambda: bar.value() < value - 200)
    QTest.mouseRelease(viewport, LEFT, pos=QPoint(300, -60))
    stopped = bar.value()
    qtbot.wait(120)

    assert bar.value() == stopped
    assert len(transcript.selected_text()) > 200


def test_clearing_leaves_nothing_selected(transcript):
    transcript.show_entries(talk(2))
    transcript.select_all()
    transcript.clear_selection()

    assert transcript.selected_text() == ""
