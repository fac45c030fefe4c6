from __future__ import annotations

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from desktop.ui.notices import COLORS, Notice, NoticeBar, WelcomeCard
from desktop.ui.theme.theme import theme_of


@pytest.fixture
def bar(shown):
    """The bar in a window, with something else that can have the focus."""
    window = QWidget()
    column = QVBoxLayout(window)
    column.addWidget(QLineEdit(window))
    column.addWidget(NoticeBar(window))
    column.addStretch(1)
    shown(window, 700, 400)
    window.findChild(QLineEdit).setFocus()
    yield window.findChild(NoticeBar)  # noqa: PT022 - a return would let the window go


def nothing():
    pass


def notices(bar):
    found = [notice for notice in bar.findChildren(Notice, "notice") if notice.isVisible()]
    return sorted(found, key=lambda notice: notice.y())


def texts(bar):
    return [notice.accessibleName() for notice in notices(bar)]


def test_the_bar_takes_no_room_while_there_is_nothing_to_say(bar):
    assert not bar.isVisible()
    bar.show_notice("a", "something")
    assert bar.isVisible()
    bar.remove_notice("a")
    assert not bar.isVisible()


def test_notices_are_stacked_the_newest_last(bar):
    for key in "abc":
        bar.show_notice(key, f"notice {key}")
    bar.remove_notice("b")
    bar.remove_notice("never shown")

    assert ["notice a", "notice c"] == texts(bar)


def test_it_is_told_which_notice_is_gone(bar, qtbot):
    bar.show_notice("a", "text")
    with qtbot.waitSignal(bar.removed) as gone:
        bar.remove_notice("a")
    with qtbot.assertNotEmitted(bar.removed):
        bar.remove_notice("a")

    assert ["a"] == gone.args


def test_a_notice_of_the_same_key_takes_the_place_of_the_first(bar):
    bar.show_notice("a", "first", [("One", nothing), ("Two", nothing)], "warning")
    bar.show_notice("b", "other")
    bar.show_notice("a", "second", [("Three", nothing)], "error")

    assert ["second", "other"] == texts(bar)
    assert ["Three"] == [b.text() for b in bar.findChildren(QPushButton, "notice-action") if b.isVisible()]


def test_foreign_words_are_shown_as_they_are(bar, accessible_name):
    bar.show_notice("a", "<b>bold</b> <img src=x>")
    label = next(label for label in notices(bar)[0].findChildren(QLabel) if label.text())

    assert Qt.TextFormat.PlainText is label.textFormat()
    assert "<b>bold</b> <img src=x>" == label.text() == accessible_name(label) == accessible_name(notices(bar)[0])


def test_a_button_does_what_it_is_for_and_the_notice_stays(bar):
    done = []
    bar.show_notice("a", "text", [("One", lambda: done.append(1)), ("Two", lambda: done.append(2))])
    for button in reversed(bar.findChildren(QPushButton, "notice-action")):
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    assert [2, 1] == done
    assert ["text"] == texts(bar)


def test_a_button_may_take_its_own_notice_away(bar):
    bar.show_notice("a", "text", [("Undo", lambda: bar.remove_notice("a"))])
    QTest.mouseClick(bar.findChild(QPushButton, "notice-action"), Qt.MouseButton.LeftButton)

    assert not texts(bar)


@pytest.mark.parametrize("how", ["cross", "Escape"])
def test_a_notice_can_be_dismissed(bar, how):
    bar.show_notice("a", "text", [("One", nothing)])
    if how == "cross":
        QTest.mouseClick(bar.findChild(QAbstractButton, "notice-dismiss"), Qt.MouseButton.LeftButton)
    else:
        QTest.keyClick(bar.findChild(QPushButton, "notice-action"), Qt.Key.Key_Escape)

    assert not texts(bar)


def test_a_notice_that_needs_an_answer_cannot_be_dismissed(bar):
    bar.show_notice("a", "answer me", [("Yes", nothing)], "error", closable=False)
    [notice] = notices(bar)
    QTest.keyClick(notice.findChild(QPushButton), Qt.Key.Key_Escape)

    assert ["answer me"] == texts(bar)
    assert not notice.findChild(QAbstractButton, "notice-dismiss").isVisible()
    bar.show_notice("a", "thanks")
    assert notice.findChild(QAbstractButton, "notice-dismiss").isVisible()


def test_a_notice_with_a_time_goes_by_itself_and_one_without_stays(bar, qtbot):
    bar.show_notice("a", "short", seconds=0.05)
    bar.show_notice("b", "long")

    qtbot.waitUntil(lambda: texts(bar) == ["long"])


def test_a_notice_waits_for_those_who_are_about_to_press_its_button(bar, qtbot):
    bar.show_notice("a", "Deleted", [("Undo", nothing)], seconds=0.05)
    button = bar.findChild(QPushButton, "notice-action")
    button.setFocus()
    timer = notices(bar)[0].findChild(QTimer)
    with qtbot.waitSignals([timer.timeout, timer.timeout], timeout=2000):
        pass
    assert ["Deleted"] == texts(bar)

    bar.window().findChild(QLineEdit).setFocus()
    qtbot.waitUntil(lambda: not texts(bar))


def test_the_focus_is_not_taken_from_who_is_writing(bar):
    bar.show_notice("a", "text", [("One", nothing)], "error")

    assert bar.window().findChild(QLineEdit).hasFocus()


def test_who_pressed_a_button_that_takes_its_notice_away_is_not_left_anywhere(bar, qtbot):
    other = QPushButton("another", bar.window())
    other.show()
    bar.show_notice("a", "One.", [("Do it", lambda: bar.remove_notice("a"))])
    bar.show_notice("b", "Two.")
    told = []
    bar.left.connect(lambda: told.append("left"))
    bar.remove_notice("b")
    button = bar.findChild(QPushButton, "notice-action")
    button.setFocus()
    button.click()

    assert told == ["left"]


@pytest.mark.parametrize("severity", COLORS)
def test_the_severity_is_seen_in_the_stripe(bar, severity):
    bar.show_notice("a", "text", severity=severity)
    notice = notices(bar)[0]
    color = notice.grab().toImage().pixelColor(1, notice.height() // 2).name()

    assert getattr(theme_of(bar.palette()), COLORS[severity]) == color


def test_tab_goes_through_the_buttons_to_the_cross(bar):
    bar.show_notice("a", "text", [("One", nothing), ("Two", nothing)])
    one, two = bar.findChildren(QPushButton, "notice-action")
    seen = []
    one.setFocus()
    for _ in range(2):
        QTest.keyClick(bar.window().focusWidget(), Qt.Key.Key_Tab)
        seen.append(bar.window().focusWidget())

    assert [two, bar.findChild(QAbstractButton, "notice-dismiss")] == seen


@pytest.mark.parametrize("width", [300, 440, 520, 1200])
def test_no_word_is_cut_off_at_any_width(bar, qtbot, width):
    bar.show_notice("a", "a rather long sentence that says what happened " * 3, [("A way out", nothing)] * 2)
    bar.window().resize(width, 500)
    label = next(label for label in notices(bar)[0].findChildren(QLabel) if label.text())

    qtbot.waitUntil(lambda: label.height() >= label.heightForWidth(label.width()))


@pytest.mark.parametrize(
    ("name", "signal"),
    [
        ("welcome-key", "key_requested"),
        ("welcome-endpoint", "endpoint_requested"),
        ("welcome-demo", "demo_requested"),
    ],
)
@pytest.mark.parametrize("width", [340, 700])
def test_the_first_run_has_three_ways_to_begin(shown, qtbot, accessible_name, name, signal, width):
    card = shown(WelcomeCard(), width, 300)
    button = card.findChild(QPushButton, name)
    with qtbot.waitSignal(getattr(card, signal), timeout=1000):
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    assert button.text() == accessible_name(button)
    assert card.rect().contains(button.geometry())
