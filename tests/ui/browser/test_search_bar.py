"""The search line with its completions, mistakes and help."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QListView, QTreeWidget, QWidget

from desktop.domain.terms import Condition, Expected, Mistake
from desktop.ui.browser.cheat_sheet import CheatSheet
from desktop.ui.browser.expected import expected_text
from desktop.ui.browser.search_bar import SearchBar
from desktop.ui.browser.search_line import LONGEST
from desktop.ui.theme.theme import DARK, LIGHT

Key = Qt.Key
VALUES = {"by": {"openai": 60, "anthropic": 1200}, "param": {"tools": 3}}


@pytest.fixture
def bar(shown):
    bar = SearchBar("models-search")
    bar.furnish()
    bar.offer(VALUES)
    shown(bar, 400, 120)
    bar.line.setFocus()
    return bar


def popup() -> QListView | None:
    found = QApplication.activePopupWidget()
    return found if isinstance(found, QListView) else None


def offers() -> list[str]:
    view = popup()
    return [] if view is None else [view.model().index(row, 0).data() for row in range(view.model().rowCount())]


def mistake(bar) -> str:
    label = bar.findChild(QLabel, "model-mistake")
    return label.text() if label.isVisible() else ""


def test_every_key_searches(bar, qtbot):
    queries = []
    bar.searched.connect(queries.append)
    QTest.keyClicks(bar.line, "a free")

    assert ["a", "a", "a f", "a fr", "a fre", "a free"] == [query.text for query in queries]
    assert (Condition("free"),) == bar.query.conditions


def test_a_line_has_an_end(bar):
    bar.set_text("a " * 5_000)

    assert len(bar.text()) == 1_000


def test_a_text_that_was_set_can_be_taken_back(bar):
    QTest.keyClicks(bar.line, "claude")
    bar.set_text("claude free")
    bar.line.undo()

    assert "claude" == bar.text()


# Completion


def test_keys_and_names_are_offered_with_how_often_they_occur(bar):
    QTest.keyClicks(bar.line, "by:")

    assert ["by:openai · 60", "by:anthropic · 1,200"] == offers()


def test_return_searches_on_while_no_offer_is_selected(bar, qtbot):
    QTest.keyClicks(bar.line, "by:an")
    assert ["by:anthropic · 1,200"] == offers()
    with qtbot.waitSignal(bar.line.returnPressed):
        QTest.keyClick(popup(), Key.Key_Return)

    assert ("by:an", None) == (bar.text(), popup())


def test_return_takes_the_offer_that_is_selected_and_does_not_search_on(bar, qtbot):
    QTest.keyClicks(bar.line, "x by:")
    for _ in range(2):
        QTest.keyClick(popup(), Key.Key_Down)
    with qtbot.assertNotEmitted(bar.line.returnPressed):
        QTest.keyClick(popup(), Key.Key_Return)

    assert "x by:anthropic " == bar.text()


def test_tab_takes_the_first_offer_and_goes_on_behind_a_key(bar):
    QTest.keyClicks(bar.line, "-pa")
    QTest.keyClick(popup(), Key.Key_Tab)

    assert "-param:" == bar.text()
    assert ["-param:tools · 3"] == offers()
    QTest.keyClick(popup(), Key.Key_Tab)
    assert ("-param:tools ", None) == (bar.text(), popup())


def test_escape_closes_the_offers_and_keeps_the_text(bar):
    QTest.keyClicks(bar.line, "by:")
    QTest.keyClick(popup(), Key.Key_Escape)

    assert ("by:", None) == (bar.text(), popup())


def test_a_click_takes_an_offer_in_the_middle_of_a_line(bar):
    bar.set_text("😀 by: free")
    bar.line.setCursorPosition(6)
    QTest.keyClicks(bar.line, "o")
    view = popup()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(view.model().index(0, 0)).center())

    assert "😀 by:openai free" == bar.text()


def test_nothing_is_offered_for_words_or_for_a_text_that_was_set(bar):
    QTest.keyClicks(bar.line, "claude")
    assert popup() is None
    bar.set_text("by:")
    assert popup() is None


# Mistakes


def test_a_mistake_is_told_after_a_rest_and_no_longer_when_it_is_gone(bar, qtbot):
    QTest.keyClicks(bar.line, "price<x")
    assert "" == mistake(bar)

    qtbot.waitUntil(lambda: mistake(bar) != "")
    words = "“x”: expected USD per million tokens, as in price<1.5"
    assert words == mistake(bar) == bar.line.accessibleDescription()
    assert "price&lt;1.5" in bar.line.toolTip()

    QTest.keyClick(bar.line, Key.Key_Backspace)
    QTest.keyClicks(bar.line, "1")
    assert ("", "", "") == (mistake(bar), bar.line.accessibleDescription(), bar.line.toolTip())


def test_a_minus_at_the_end_is_a_beginning_till_the_line_is_confirmed(bar, qtbot):
    bar.set_text("seer -")
    qtbot.waitUntil(lambda: not bar.line._rest.isActive())
    assert "" == mistake(bar)
    qtbot.keyClick(bar.line, Qt.Key.Key_Return)
    assert "“-”" in mistake(bar)
    bar.set_text("seer - ")
    qtbot.waitUntil(lambda: not bar.line._rest.isActive())
    assert "“-”" in mistake(bar)


def test_a_mistake_is_underlined_in_the_color_of_danger_in_both_themes(bar, qtbot, themed):
    for theme in (LIGHT, DARK):
        themed(theme)
        bar.set_text("ab")
        plain = reddish(bar)
        bar.set_text("ab bby:bar")
        qtbot.waitUntil(lambda: mistake(bar) != "")

        assert 0 == plain < reddish(bar)


def test_a_name_that_no_model_has_is_underlined_and_those_told_that_there_are(bar, qtbot):
    bar.set_text("ab")
    plain = reddish(bar)
    bar.set_text("ab param:tols")
    qtbot.waitUntil(lambda: mistake(bar) != "")

    assert mistake(bar) == "“param:tols”: no model in the list states this. There are tools"
    assert plain < reddish(bar)
    bar.set_text("ab param:tool")
    assert "" == mistake(bar)


def test_the_wave_below_a_mistake_follows_the_theme(bar, qtbot, themed):
    themed(LIGHT)
    bar.set_text("ab bby:bar")
    qtbot.waitUntil(lambda: mistake(bar) != "")
    themed(DARK)
    QApplication.processEvents()
    turned = bar.line.grab().toImage()
    bar.line._show_mistake()

    assert turned == bar.line.grab().toImage()


def reddish(bar) -> int:
    image = bar.line.grab().toImage()
    colors = (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height()))
    return sum(color.red() > color.green() + 60 for color in colors)


def test_what_an_input_method_writes_is_not_disturbed(bar, qtbot):
    QTest.keyClicks(bar.line, "price<x ")
    QApplication.sendEvent(bar.line, QInputMethodEvent("に", []))
    bar.line._show_mistake()
    assert "" == mistake(bar)
    commit = QInputMethodEvent("", [])
    commit.setCommitString("日")
    QApplication.sendEvent(bar.line, commit)

    assert "price<x 日" == bar.text()
    qtbot.waitUntil(lambda: mistake(bar) != "")


def test_every_mistake_has_a_sentence_of_its_own():
    sentences = {expected_text(Mistake(0, 1, expected, "price"), "x" * 99) for expected in Expected}

    assert len(Expected) == len(sentences)
    assert all("{" not in sentence for sentence in sentences)
    assert len(expected_text(Mistake(0, 99, Expected.WORDS), "x" * 99)) < 80


@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=20))
def test_no_text_breaks_the_line(bar, text):
    bar.line.setText(text)
    bar.line._show_mistake()
    bar.line.textEdited.emit(text)


# Help


def test_f1_in_the_line_shows_what_can_be_asked_for_and_an_example_goes_into_the_line(bar, qtbot):
    QTest.keyClicks(bar.line, "claude price<9")
    QTest.keyClick(bar.line, Key.Key_F1)
    sheet = bar.findChild(QWidget, "search-help")
    examples = sheet.findChild(QTreeWidget, "search-help-list")
    rows = [examples.topLevelItem(row) for row in range(examples.topLevelItemCount())]

    assert sheet.isVisible()
    for text in ("price<1", "claude sonnet"):
        examples.itemActivated.emit(next(row for row in rows if row.text(0) == text), 0)
    assert "claude price<1 claude sonnet" == bar.text()
    assert not sheet.isVisible()
    assert bar.line.hasFocus()


def test_every_example_is_understood(bar):
    bar.line.help_requested.emit()
    examples = bar.findChild(QTreeWidget, "search-help-list")

    for row in range(examples.topLevelItemCount()):
        bar.set_text(examples.topLevelItem(row).text(0))
        assert () == bar.query.mistakes


def test_the_help_has_a_button_in_the_line(bar, qtbot):
    button = next(b for b in bar.line.findChildren(QWidget) if b.accessibleName() == "Search syntax (F1)")
    with qtbot.waitSignal(bar.line.help_requested):
        QTest.mouseClick(button, Qt.MouseButton.LeftButton, pos=QPoint(4, 4))


def test_what_is_pasted_beyond_the_room_of_a_search_is_told_until_the_next_key(bar, qtbot):
    QGuiApplication.clipboard().setText("vision " + "x" * LONGEST)
    bar.line.paste()
    qtbot.waitUntil(lambda: mistake(bar) != "")
    told = "A search has room for 1,000 characters; the rest was left out."
    assert told == mistake(bar) == bar.line.accessibleDescription()
    assert len(bar.text()) == LONGEST
    bar.line.backspace()
    assert "" == mistake(bar)
    bar.line.insert("xy")
    qtbot.waitUntil(lambda: mistake(bar) == told)
    QTest.keyClick(bar.line, Qt.Key.Key_Backspace)
    assert "" == mistake(bar)


def test_what_is_expected_is_told_in_the_color_of_danger_also_when_the_theme_changes(bar, qtbot, themed):
    bar.set_text("price<x")
    qtbot.waitUntil(lambda: mistake(bar) != "")
    label = bar.findChild(QLabel, "model-mistake")
    for theme in (LIGHT, DARK, LIGHT):
        themed(theme)
        qtbot.waitUntil(lambda theme=theme: label.palette().windowText().color().name() == theme.danger)


def test_no_row_of_the_cheat_sheet_is_cut(themed, shown):
    themed(LIGHT)
    sheet = CheatSheet()
    shown(sheet, sheet.width(), sheet.height())
    rows = sheet.findChild(QTreeWidget)
    heights = {rows.visualItemRect(rows.topLevelItem(at)).height() for at in range(rows.topLevelItemCount())}

    assert rows.sizeHintForColumn(1) <= rows.columnWidth(1)
    assert len(heights) == 1


def test_the_first_example_is_as_high_as_the_others_when_its_place_is_asked_for_at_once(themed, qtbot, monkeypatch):
    themed(LIGHT)
    chosen = QTreeWidget.setCurrentIndex

    def choose_and_be_read(examples, index):  # as programs that read the screen do
        chosen(examples, index)
        examples.visualRect(index)

    monkeypatch.setattr(QTreeWidget, "setCurrentIndex", choose_and_be_read)
    sheet = CheatSheet()
    qtbot.addWidget(sheet)
    sheet.show()
    examples = sheet.findChild(QTreeWidget, "search-help-list")
    heights = [examples.visualItemRect(examples.topLevelItem(row)).height() for row in range(3)]

    assert heights[0] == heights[1] == heights[2]


def test_the_line_stays_where_it_is_when_a_mistake_is_gone_before_all_is_laid_out_again(bar, qtbot):
    bar.resize(bar.width(), bar.sizeHint().height())
    QTest.keyClicks(bar.line, "price<")
    qtbot.waitUntil(lambda: mistake(bar) != "")
    bar.resize(bar.width(), bar.sizeHint().height())
    QTest.keyClicks(bar.line, "1")
    bar.layout().activate()

    assert mistake(bar) == ""
    assert bar.line.y() == 0
