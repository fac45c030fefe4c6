"""The chips beside the search line, and the saved searches."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleActionInterface, QCursor, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QLineEdit,
    QListView,
    QPushButton,
    QStyleOptionToolButton,
    QToolButton,
)

from desktop.ui.browser.search_bar import SearchBar

VALUES = {
    "by": {"openai": 60, "a&b": 1},
    "param": {"tools": 352, "seed": 3},
    "in": {"text": 9, "image": 5, "audio": 2},
    "out": {"text": 9, "image": 1},
    "tag": {"to read": 2},
}
NAMES = ["vision", "price", "context", "author", "parameters", "media", "dates", "more"]


@pytest.fixture
def bar(shown):
    bar = SearchBar("models-search")
    bar.furnish()
    bar.offer(VALUES)
    bar.count_by(lambda _, keys: {key: VALUES[key] for key in keys})
    return shown(bar, 900, 120)


def chip(bar, name) -> QToolButton:
    found = bar.findChild(QToolButton, f"filter-{name}")
    assert found is not None
    return found


def entries(bar, name):
    """What the menu of a chip offers, by its words."""
    menu = chip(bar, name).defaultAction().menu()
    menu.aboutToShow.emit()
    return {entry.text(): entry for entry in menu.actions()}


def test_names_are_counted_beside_what_a_choice_replaces(bar):
    asked = []

    def count(query, keys):
        asked.append((query.text, *keys))
        return {key: {"by": {"openai": 6}, "in": {"audio": 1}}.get(key, {}) for key in keys}

    bar.count_by(count)
    bar.set_text("vision by:a&b param:tools")
    assert [*entries(bar, "author")] == ["a&&b · 0", "openai · 6"]
    assert [*entries(bar, "parameters")] == ["tools · 0", "seed · 0"]
    assert "Takes audio · 1" in entries(bar, "media")

    assert "Free" in entries(bar, "price")
    assert asked == [
        ("vision param:tools", "by"),
        ("vision by:a&b param:tools", "param"),
        ("vision by:a&b param:tools", "in", "out"),
    ]


def shown_chips(bar) -> list[str]:
    return [name for name in NAMES if chip(bar, name).isVisible()]


def checked(bar) -> list[str]:
    return [name for name in NAMES if chip(bar, name).defaultAction().isChecked()]


def test_pictures_have_a_chip_of_their_own_that_is_pressed_and_released(bar):
    bar.set_text("claude")
    chip(bar, "vision").click()
    assert ("claude vision", ["vision"]) == (bar.text(), checked(bar))
    chip(bar, "vision").click()

    assert ("claude", []) == (bar.text(), checked(bar))


def test_a_line_that_is_written_by_hand_checks_the_chips(bar):
    bar.set_text("in:IMAGE price<3 -by:x zdr out:audio")

    assert ["vision", "price", "author", "media", "more"] == checked(bar)


@pytest.mark.parametrize(
    ("name", "words", "text"),
    [
        ("price", "Free", "free"),
        ("price", "Input up to $5 per M", "price<=5"),
        ("price", "Output up to $0.10 per M", "outprice<=0.1"),
        ("price", "Input from $0.50 per M", "price>=0.5"),
        ("price", "Output from $5 per M", "outprice>=5"),
        ("context", "At least 128K tokens", "ctx>=128k"),
        ("author", "openai · 60", "by:openai"),
        ("author", "a&&b · 1", "by:a&b"),
        ("parameters", "tools · 352", "param:tools"),
        ("media", "Takes audio · 2", "in:audio"),
        ("media", "Answers with pictures · 1", "out:image"),
        ("more", "Favorites", "favorite"),
        ("more", "Asked in the last 30 days", "used:30d"),
        ("more", "Zero data retention", "zdr"),
        ("more", "Not expiring", "-expiring"),
        ("more", "Tag “to read” · 2", 'tag:"to read"'),
    ],
)
def test_every_entry_writes_its_condition_and_takes_it_back(bar, name, words, text):
    entries(bar, name)[words].trigger()
    assert text == bar.text()

    same = entries(bar, name)[words]
    assert same.isChecked()
    same.trigger()
    assert "" == bar.text()


def test_another_bound_or_period_takes_the_place_of_the_last(bar):
    bar.set_text("a ctx>=200k b changed:7d")
    entries(bar, "context")["At least 1M tokens"].trigger()
    entries(bar, "dates")["Changed in the last 30 days"].trigger()

    assert "a ctx>=1M b changed:30d" == bar.text()


def test_a_lower_and_an_upper_bound_make_a_range(bar):
    for words in ("Input up to $15 per M", "Input from $0.50 per M", "Input up to $5 per M", "Input from $1 per M"):
        entries(bar, "price")[words].trigger()

    assert "price<=5 price>=1" == bar.text()
    assert entries(bar, "price")["Input from $1 per M"].isChecked()


def test_what_has_a_chip_of_its_own_or_goes_without_saying_is_not_offered_again(bar):
    offered = list(entries(bar, "media"))

    assert ["Takes audio · 2", "", "Answers with pictures · 1"] == offered


def test_menus_offer_the_most_frequent_of_many_names_and_show_what_hides_in_one(bar):
    names = {"by": {"z\u202ez": 100, **{f"a{n:05}": 1 for n in range(20_000)}}}
    bar.offer(names)
    bar.count_by(lambda *_: names)
    offered = list(entries(bar, "author"))

    assert len(offered) == 32
    assert offered[-3:] == ["z\ufffdz · 100", "", "19,971 more…"]
    bar.set_text("a")
    entries(bar, "author")["19,971 more…"].trigger()
    assert bar.text() == "a by:"
    assert bar.line.hasFocus()
    popup = bar.line.findChild(QListView, "models-search-offers") or QApplication.activePopupWidget()
    assert popup.isVisible()
    popup.hide()


def test_chips_without_room_stand_in_the_menu_of_the_last_one(bar):
    assert NAMES == shown_chips(bar)
    bar.resize(244, 120)

    seen = shown_chips(bar)
    assert seen[-1] == "more"
    assert 2 <= len(seen) <= 4
    inside = entries(bar, "more")
    assert {"Author", "Abilities", "Media", "New", "Favorites"} <= set(inside)
    bar.set_text("by:openai")
    assert chip(bar, "more").defaultAction().isChecked()

    bar.resize(900, 120)
    assert NAMES == shown_chips(bar)
    assert "Author" not in entries(bar, "more")
    assert ["author"] == checked(bar)


def test_every_chip_stands_inside_and_is_reached_by_tab(bar):
    for width in (100, 244, 340, 500, 900):
        bar.resize(width, 120)
        places = [chip(bar, name).geometry() for name in shown_chips(bar)]
        assert all(left.right() < right.left() for left, right in pairwise(places))
        assert places[-1].right() < width or width == 100


def views(bar):
    """The menu of saved searches, by the words of its entries."""
    menu = bar.views.menu()
    menu.aboutToShow.emit()
    return {entry.text(): entry for entry in menu.actions()}


def test_a_search_is_saved_under_a_name(bar, qtbot):
    bar.set_text("free vision")
    views(bar)["&Save this search…"].trigger()
    dialog = bar.findChild(QDialog, "name-dialog")
    field = dialog.findChild(QLineEdit)
    assert ("free vision", "free vision") == (field.text(), field.selectedText())
    field.setText("  Cheap eyes ")
    with qtbot.waitSignal(bar.views.saved) as saved:
        QTest.keyClick(field, Qt.Key.Key_Return)
    assert not dialog.isVisible()

    assert ["Cheap eyes", "free vision"] == saved.args


def test_a_search_without_a_name_is_not_saved(bar, qtbot):
    bar.set_text("free")
    views(bar)["&Save this search…"].trigger()
    dialog = bar.findChild(QDialog, "name-dialog")
    field = dialog.findChild(QLineEdit)
    field.setText("  ")
    with qtbot.assertNotEmitted(bar.views.saved):
        QTest.keyClick(field, Qt.Key.Key_Return)
    assert not dialog.findChild(QPushButton, "name-keep").isEnabled()
    dialog.reject()


def test_a_saved_search_comes_back_and_is_marked_however_it_is_written(bar):
    bar.views.show_views({"b & c": "free vision", "A": "claude"})
    assert ["A", "b && c"] == list(views(bar))[:2]
    views(bar)["b && c"].trigger()
    assert "free vision" == bar.text()
    bar.set_text("FREE in:image")

    assert [True, False] == [views(bar)[name].isChecked() for name in ("b && c", "A")]


def test_a_saved_search_is_forgotten_and_any_is_copied(bar, qtbot):
    bar.views.show_views({"A": "claude"})
    bar.set_text("by:openai")
    views(bar)["&Copy this search"].trigger()
    assert "by:openai" == QGuiApplication.clipboard().text()
    with qtbot.waitSignal(bar.views.removed) as removed:
        views(bar)["&Remove"].menu().actions()[0].trigger()

    assert ["A"] == removed.args


def test_a_saved_search_is_called_something_else(bar, qtbot):
    bar.views.show_views({"A": "claude"})
    views(bar)["Re&name"].menu().actions()[0].trigger()
    field = bar.findChild(QDialog, "name-dialog").findChild(QLineEdit)
    assert ("A", "A") == (field.text(), field.selectedText())
    field.setText("Opus")
    with qtbot.waitSignal(bar.views.renamed) as renamed:
        QTest.keyClick(field, Qt.Key.Key_Return)

    assert ["A", "Opus"] == renamed.args


def test_an_empty_line_is_neither_saved_nor_copied(bar):
    assert [False, False] == [views(bar)[words].isEnabled() for words in ("&Save this search…", "&Copy this search")]
    assert "&Remove" not in views(bar)


def test_connections_are_chosen_among_where_there_are_several(bar):
    assert not chip(bar, "connection").isVisible()
    assert shown_chips(bar) == NAMES
    bar.offer({**VALUES, "at": {"openrouter.ai": 421, "127.0.0.1:11434": 3}})
    assert chip(bar, "connection").isVisible()
    offered = entries(bar, "connection")
    assert list(offered) == ["openrouter.ai · 421", "127.0.0.1:11434 · 3"]
    offered["127.0.0.1:11434 · 3"].trigger()
    assert bar.text() == "at:127.0.0.1:11434"
    assert chip(bar, "connection").defaultAction().isChecked()
    entries(bar, "connection")["openrouter.ai · 421"].trigger()
    assert bar.text() == "at:openrouter.ai"
    bar.resize(250, 120)
    assert not chip(bar, "price").isVisible()
    bar.offer(VALUES)
    assert not chip(bar, "connection").isVisible()
    assert "Connection" not in entries(bar, "more")


def test_chips_without_room_stay_hidden_while_the_window_gets_wider(bar):
    bar.resize(250, 120)
    told = []

    class Listener(QObject):
        def eventFilter(self, watched, event):  # noqa: N802 - Qt's name
            if event.type() in {QEvent.Type.Show, QEvent.Type.Hide}:
                told.append(watched.objectName())
            return False

    listener = Listener()
    for name in ("connection", *NAMES):
        chip(bar, name).installEventFilter(listener)
    bar.resize(251, 120)

    assert told == []


def test_menus_open_to_the_right_though_arrows_stand_behind_the_words(bar):
    for name in NAMES:
        button, option = chip(bar, name), QStyleOptionToolButton()
        button.initStyleOption(option)
        assert button.layoutDirection() is Qt.LayoutDirection.LeftToRight
        assert option.direction is Qt.LayoutDirection.RightToLeft


def test_a_chip_is_not_lit_once_its_menu_is_gone_and_the_pointer_too(bar, qtbot):
    price = chip(bar, "price")
    QCursor.setPos(price.mapToGlobal(QPoint(0, price.height() + 40)))
    price.setAttribute(Qt.WidgetAttribute.WA_UnderMouse)
    menu = price.defaultAction().menu()
    menu.popup(price.mapToGlobal(QPoint(0, price.height())))
    menu.close()

    qtbot.waitUntil(lambda: not price.underMouse())


def test_a_screen_reader_opens_the_menus_and_presses_the_chip_that_has_none(bar, qtbot):
    def told(name):
        interface = QAccessible.queryAccessibleInterface(chip(bar, name))
        assert interface is not None
        return interface

    opens, press = QAccessibleActionInterface.showMenuAction(), QAccessibleActionInterface.pressAction()
    assert [told(name).actionInterface().actionNames()[0] for name in NAMES] == [press, *[opens] * (len(NAMES) - 1)]
    assert told("author").role() == QAccessible.Role.ButtonMenu
    menu = chip(bar, "author").defaultAction().menu()
    with qtbot.waitSignal(menu.aboutToShow):
        QTimer.singleShot(100, menu, menu.close)
        told("author").actionInterface().doAction(opens)
        assert not menu.isVisible()  # whoever asks is answered at once
    qtbot.waitUntil(lambda: not menu.isVisible())
    told("vision").actionInterface().doAction(press)
    assert bar.text() == "vision"
    assert told("vision").state().checked
    told("vision").actionInterface().doAction(QAccessibleActionInterface.setFocusAction())
    assert chip(bar, "vision").hasFocus()
    bar.setEnabled(False)
    assert told("author").actionInterface().actionNames() == []


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Down, Qt.Key.Key_Menu])
def test_a_key_opens_the_menu_of_a_chip_with_its_first_row_current(bar, key):
    chip = bar.findChild(QToolButton, "filter-media")
    QTest.keyClick(chip, key)
    menu = QApplication.activePopupWidget()
    assert menu.activeAction() is next(action for action in menu.actions() if not action.isSeparator())
    menu.close()
