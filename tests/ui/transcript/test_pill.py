"""Letting go of the end, and the way back to it."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QCursor, QEnterEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractSlider, QApplication, QWidget

from desktop.domain.blocks import Growing
from desktop.domain.whole_text import Blocks
from desktop.ui.transcript.canvas import NOTHING
from desktop.ui.transcript.entry import Entry
from desktop.ui.transcript.pill import News
from desktop.ui.transcript.words import Words

from .conftest import answer, talk

NONE, CTRL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier


def turn(transcript, delta, modifiers=NONE, over=None):
    at = QPointF(300, 200)
    event = QWheelEvent(
        at,
        transcript.viewport().mapToGlobal(at),
        QPoint(),
        QPoint(0, delta),
        Qt.MouseButton.NoButton,
        modifiers,
        Qt.ScrollPhase.NoScrollPhase,
        False,  # noqa: FBT003 - Qt takes it by position alone
    )
    QApplication.sendEvent(over or transcript.viewport(), event)


def by_wheel(transcript):
    before = transcript.scrolled
    while transcript.scrolled == before:
        turn(transcript, 1)


def by_pixel(transcript):
    """By one pixel, once all is measured: else the end may come one pixel nearer at the same time."""
    while transcript.flow.unfinished:
        QTest.qWait(1)
    bar = transcript.verticalScrollBar()
    bar.setValue(bar.value() - 1)


def by_page(transcript):
    QTest.keyClick(transcript, Qt.Key.Key_PageUp)


def by_message(transcript):
    for _ in range(3):
        QTest.keyClick(transcript, Qt.Key.Key_Up)


def by_bar(transcript):
    transcript.verticalScrollBar().triggerAction(QAbstractSlider.SliderAction.SliderSingleStepSub)


def by_dragging_a_selection(transcript):
    viewport = transcript.viewport()
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, pos=QPoint(200, 200))
    QTest.mouseMove(viewport, QPoint(200, -20))
    for _ in range(200):
        if transcript.scrolled < transcript.verticalScrollBar().maximum():
            break
        QTest.qWait(10)
    QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=QPoint(200, -20))


def streamed(number=99):
    growing = Growing()
    return growing, Entry(f"a{number}", "Model", from_user=False, blocks=growing, streaming=True)


@pytest.mark.parametrize("scroll", [by_wheel, by_pixel, by_page, by_message, by_bar, by_dragging_a_selection])
def test_any_way_of_scrolling_up_lets_go_even_by_one_pixel(transcript, scroll):
    growing, entry = streamed()
    transcript.show_entries([*talk(10), entry])
    scroll(transcript)
    place = transcript.scrolled  # what came on view may have turned out to be higher than was thought
    assert place < transcript.verticalScrollBar().maximum()
    for _ in range(5):
        growing.feed("Some more words.\n\n")
        transcript.grow(entry.id, growing)
        transcript.pace.show_late()

    assert transcript.scrolled == place
    assert not transcript.flow.following
    assert transcript.pill.text() == "↓ 15 new words"


@pytest.mark.parametrize(("delta", "follows"), [(120, False), (-120, True)])
def test_a_wheel_turned_up_lets_go_also_while_all_fits(transcript, delta, follows):
    growing, entry = streamed()
    growing.feed("Some words.")
    transcript.show_entries([entry])
    assert transcript.verticalScrollBar().maximum() == 0
    turn(transcript, delta)
    assert transcript.pill.isHidden()
    growing.feed("\n\nMore." * 90)
    transcript.grow(entry.id, growing)
    transcript.pace.show_late()

    assert transcript.flow.following is follows
    assert (transcript.scrolled == 0) is not follows
    assert transcript.pill.isHidden() is follows


def test_nothing_moves_under_a_selection_that_is_being_drawn(transcript):
    growing, entry = streamed()
    transcript.show_entries([*talk(10), entry])
    viewport = transcript.viewport()
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, pos=QPoint(200, 200))
    assert transcript.flow.following
    QTest.mouseMove(viewport, QPoint(260, 210))
    place = transcript.scrolled
    growing.feed("Some more words.\n\n" * 20)
    transcript.grow(entry.id, growing)
    transcript.pace.show_late()

    assert transcript.scrolled == place
    QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=QPoint(260, 210))
    assert transcript.selection


def test_only_words_that_came_since_are_counted(transcript):
    growing, entry = streamed()
    transcript.show_entries([*talk(10), entry])
    growing.feed("Seen before.\n\nAnd th")
    transcript.grow(entry.id, growing)
    transcript.pace.show_late()
    by_pixel(transcript)
    assert transcript.pill.text() == "↓ End"
    heard = []
    for words in ("is ", "one", "\n\nmore", " 你好"):
        growing.feed(words)
        transcript.grow(entry.id, growing)
        transcript.pace.show_late()
        heard.append(transcript.pill.text())

    assert heard == ["↓ End", "↓ 1 new word", "↓ 2 new words", "↓ 4 new words"]
    transcript.scroll_to_end()
    by_pixel(transcript)
    assert transcript.pill.text() == "↓ End"


def test_news_of_one_chat_are_none_of_another(transcript):
    growing, entry = streamed()
    transcript.show_entries([*talk(10), entry])
    by_page(transcript)
    growing.feed("New words. ")
    transcript.grow(entry.id, growing)
    transcript.pace.show_late()
    assert transcript.pill.text() == "↓ 2 new words"
    away = transcript.flow.mark
    transcript.show_entries(talk(10), away)

    assert transcript.pill.isVisible()
    assert transcript.pill.text() == "↓ End"


def test_reasoning_is_news_as_long_as_it_is_unfolded(transcript):
    growing, entry = streamed()
    thoughts = "A thought that was seen. " * 200
    transcript.show_entries([*talk(10), entry._replace(reasoning=thoughts)])
    by_pixel(transcript)
    told = []
    for more in ("More of it.", " And more."):
        thoughts += more
        transcript.grow(entry.id, growing, thoughts)
        transcript.pace.show_late()
        told.append(transcript.pill.text())
        transcript.toggle_reasoning(10)
    growing.feed("So it is.")
    transcript.grow(entry.id, growing, thoughts)
    transcript.pace.show_late()

    assert ["↓ End", "↓ 5 new words"] == told
    assert transcript.pill.text() == "↓ 3 new words"
    transcript.toggle_reasoning(10)
    transcript.show_branch([*talk(10), entry._replace(blocks=Blocks("So it is."), reasoning=thoughts, streaming=False)])
    assert transcript.pill.text() == "↓ 8 new words"


def test_the_reasoning_of_an_answer_that_began_since_is_new_as_a_whole():
    growing, entry = streamed(1)
    news = News(entry._replace(id="before", reasoning="Thought long before this."))
    growing.feed("One.")

    assert 4 == news.count(entry._replace(reasoning="Two three four."), unfolded=True)


@pytest.mark.parametrize(("text", "told"), [("A quick answer.", "↓ 3 new words"), ("", "↓ New answer")])
@pytest.mark.parametrize("again", [False, True])
def test_an_answer_that_came_too_quickly_to_be_seen_arriving_is_news(transcript, reading, text, told, again):
    before = [*talk(10), answer("The first answer.", 99)]
    transcript.show_entries(before)
    for _ in range(4):
        by_page(transcript)
    place = reading()
    asked = before[:-1] if again else before
    transcript.show_branch([*asked, streamed(100)[1]])
    assert transcript.pill.text() == "↓ End"
    transcript.show_branch([*asked, answer(text, 100)])

    assert transcript.pill.isVisible()
    assert transcript.pill.text() == told
    assert reading() == place


def test_another_version_that_is_turned_to_is_no_news(transcript):
    before = talk(10)
    transcript.show_entries([*before, answer("The first answer.", 98)])
    by_page(transcript)
    transcript.show_branch([*before, answer("Another one.", 99)])

    assert transcript.pill.text() == "↓ End"


def test_an_answer_that_was_seen_arriving_is_no_news_when_it_ends(transcript):
    growing, entry = streamed()
    transcript.show_entries([*talk(10), entry])
    growing.feed("All of it was seen.")
    transcript.grow(entry.id, growing)
    transcript.pace.show_late()
    by_pixel(transcript)
    transcript.show_branch([*talk(10), answer("All of it was seen.", 99)])

    assert transcript.pill.text() == "↓ End"


def test_an_answer_that_began_since_is_new_as_a_whole():
    growing, entry = streamed(1)
    news = News(entry._replace(id="before"))
    growing.feed("One two.\n\nThree")

    assert news.count(entry) == 3
    assert News(None).count(entry) == 3
    assert News(entry).count(entry) == 0
    assert News(entry).count(entry._replace(blocks=Blocks("All of it."))) == 0


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(("word ", "one two ", "three.\n\n", "- item\n", "```\nx\n```\n")), max_size=30))
def test_the_count_is_what_counting_everything_gives(parts):
    growing, entry = streamed()
    growing.feed("Seen.\n\n")
    news = News(entry)
    for part in parts:
        growing.feed(part)
        count = news.count(entry)

    assert not parts or count == len("".join(parts).replace("```", "").replace("- ", "").split())


def test_the_wheel_with_ctrl_asks_for_larger_and_smaller_text_and_scrolls_nothing(transcript):
    transcript.show_entries(talk(10))
    steps = []
    transcript.zoom_wanted.connect(steps.append)
    place = transcript.scrolled
    for delta in (120, -120, 40, 40, 40, 100, -60, -60, 360):
        turn(transcript, delta, CTRL)

    assert steps == [1, -1, 1, -1, 3]
    assert transcript.scrolled == place


@pytest.mark.parametrize("modifiers", [NONE, CTRL])
def test_home_and_end_go_to_the_ends_of_the_conversation_with_ctrl_too(transcript, modifiers):
    transcript.show_entries(talk(10))
    QTest.keyClick(transcript, Qt.Key.Key_Home, modifiers)
    assert transcript.scrolled == 0
    QTest.keyClick(transcript, Qt.Key.Key_End, modifiers)

    assert transcript.flow.following


@pytest.mark.parametrize(("width", "beside"), [(700, False), (1_060, True)])
def test_the_pill_covers_no_text_where_there_is_room_beside_it(transcript, width, beside):
    """It stays there whatever it says; where there is no room, whole lines are covered from side to side."""
    transcript.resize(width, 500)
    transcript.show_entries(talk(10))
    by_page(transcript)
    pill, end = transcript.pill, transcript.left + transcript.flow.width
    transcript.pill.setText("↓ 10,000 new words")
    for _ in range(2):
        assert beside is (pill.geometry().left() > end)
        assert pill.geometry().right() < transcript.viewport().width()
        if not beside:
            assert transcript.viewport().geometry().left() == pill.geometry().left()
            assert transcript.viewport().geometry().right() == pill.geometry().right()
        pill.place()


@pytest.mark.parametrize("width", [700, 1_010, 1_060, 1_200])
def test_the_pill_keeps_its_height_while_more_words_come(transcript, width):
    transcript.resize(width, 500)
    transcript.show_entries(talk(10))
    by_page(transcript)
    heights = set()
    for words in ("7", "75", "519", "1,519"):
        transcript.pill.setText(f"↓ {words} new words")
        transcript.pill.place()
        heights.add(transcript.pill.height())

    assert len(heights) == 1


@pytest.mark.parametrize("width", [500, 1_060])
def test_no_line_is_lost_below_the_pill_when_pages_are_turned_or_a_message_is_gone_to(transcript, width):
    transcript.resize(width, 500)
    transcript.show_entries(talk(10))
    by_page(transcript)
    pill, view = transcript.pill, transcript.viewport()
    shown = pill.y() if width == 500 else view.height()
    assert transcript.covered == view.height() - shown
    before = transcript.scrolled
    by_page(transcript)
    assert transcript.scrolled + shown - before >= 40  # what was on top then is on view still

    flow = transcript.flow
    for _ in range(2):  # the first time for what is only estimated yet
        transcript.verticalScrollBar().setValue(flow.top(2) - shown + 20)
        transcript.keys.go_to(2)
    assert transcript.scrolled <= flow.top(2)
    assert flow.top(2) + min(shown, flow.height(2)) <= transcript.scrolled + shown


@pytest.mark.qt_log_ignore("Mouse event .* not accepted")
def test_on_its_band_it_is_pressed_alone(transcript):
    transcript.resize(500, 500)
    transcript.show_entries(talk(10))
    by_page(transcript)
    pill, before = transcript.pill, transcript.scrolled
    turn(transcript, 120, over=pill)
    assert transcript.scrolled < before
    QTest.mousePress(pill, Qt.MouseButton.LeftButton, pos=QPoint(40, pill.height() // 2))
    assert transcript.selection == NOTHING
    QTest.mouseRelease(pill, Qt.MouseButton.LeftButton, pos=QPoint(40, pill.height() // 2))
    assert not transcript.flow.following
    QTest.mouseClick(pill, Qt.MouseButton.LeftButton, pos=pill.rect().center())
    assert transcript.flow.following


@pytest.mark.parametrize("width", [500, 1_060])
def test_it_is_lit_where_it_is_pointed_at_and_not_below_something_else(transcript, width):
    def look_of(pill):
        return pill.grab().toImage()

    transcript.resize(width, 500)
    transcript.show_entries(talk(10))
    by_page(transcript)
    pill = transcript.pill
    middle = pill.mapToGlobal(pill.rect().center())
    QCursor.setPos(pill.mapToGlobal(QPoint(5, -50)))
    away = look_of(pill)
    QCursor.setPos(middle)
    QApplication.sendEvent(pill, QEvent(QEvent.Type.Leave))
    assert look_of(pill) == away
    at = QPointF(pill.rect().center())
    QApplication.sendEvent(pill, QEnterEvent(at, at, QPointF(middle)))

    assert look_of(pill) != away


def test_what_is_found_is_not_left_below_its_band(transcript, qtbot):
    transcript.resize(500, 200)
    transcript.show_entries([answer("\n\n".join([*map(str, range(40)), "needle", *map(str, range(40))]))])
    transcript.verticalScrollBar().setValue(0)
    flow, view = transcript.flow, transcript.flow.view(0)
    row = view.first_piece + next(at for at, it in enumerate(view.pieces) if "needle" in it.block.source)
    covered = transcript.viewport().height() - flow.style.line - 27  # beyond the margin in which no line is seen well
    transcript.verticalScrollBar().setValue(flow.top(0) + view.column.top(row) - covered)
    transcript.search.look_for("needle")
    qtbot.waitUntil(lambda: transcript.search.figures.current == 1)

    assert transcript.pill.isVisible()
    assert flow.top(0) + view.column.top(row) - transcript.scrolled + flow.style.line <= transcript.pill.y()


def test_a_folded_reasoning_is_not_gone_through(monkeypatch):
    gone_through = []
    count = Words.count
    monkeypatch.setattr(Words, "count", lambda self, text: gone_through.append(len(text)) or count(self, text))
    before = answer("Words.", 1, reasoning="A thought that was seen. " * 100)
    news = News(before)
    after = before._replace(reasoning=before.reasoning + "And another one.")
    news.count(after)
    assert gone_through == []

    assert news.count(after, unfolded=True) == 3


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_every_key_that_presses_leads_back(transcript, key):
    transcript.show_entries(talk(30))
    by_page(transcript)
    assert transcript.pill.isVisible()

    QTest.keyClick(transcript.pill, key)
    bar = transcript.verticalScrollBar()
    assert bar.value() == bar.maximum()


def test_the_way_back_stands_at_the_end_of_the_text_wherever_that_stands(transcript, shown):
    ground = shown(QWidget())
    ground.resize(900, 800)
    transcript.setParent(ground)
    transcript.setGeometry(80, 100, 700, 500)
    transcript.pill.setParent(ground)
    transcript.show()
    transcript.show_entries(talk(30))
    places = []
    for width in (700, 400):  # beside the text, and on a band
        transcript.resize(width, 500)
        by_page(transcript)
        places.append(transcript.geometry().contains(transcript.pill.geometry()))

    assert places == [True, True]
    transcript.setParent(None)
