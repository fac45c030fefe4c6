from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QAccessibleActionInterface, QContextMenuEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QLineEdit,
    QListView,
    QMenu,
    QPushButton,
    QStyle,
    QStyleOptionButton,
    QTextEdit,
    QToolButton,
    QWidget,
)

from desktop.domain.bookmark import Bookmark
from desktop.domain.catalog import Catalog, Origin
from desktop.domain.cost import Use
from desktop.domain.fit import Need
from desktop.domain.pricing import Pricing
from desktop.domain.query import Known
from desktop.domain.search import Finder
from desktop.ui.browser.about import About
from desktop.ui.browser.aside import ModelAside
from desktop.ui.browser.browser import ModelBrowser
from desktop.ui.browser.shelf import GLANCE
from desktop.ui.language import install
from desktop.ui.menus import ask_for_menu
from desktop.ui.theme.theme import DARK, LIGHT
from tests.ui.browser.rows import CATALOG, MODELS, NOON

Key = Qt.Key
ACCOUNT_UNKNOWN = "It is not known which models your account excludes. OpenRouter alone tells it, with a key."


def part(browser, name, kind=QWidget):
    found = browser.findChild(kind, name)
    assert found is not None, name
    return found


def search(browser, text):
    field = part(browser, "model-search", QLineEdit)
    field.clear()
    QTest.keyClicks(field, text)
    return field


def names(browser):
    rows = part(browser, "model-list", QListView).model()
    return [rows.index(row).data() for row in range(rows.rowCount())]


def selected(browser):
    return part(browser, "model-list", QListView).currentIndex().data()


def page(browser):
    return part(browser, "model-details", QTextEdit).toPlainText()


def count(browser):
    return part(browser, "model-count", QLabel).text()


def press(browser, name):
    part(browser, name, QAbstractButton).click()


def test_the_list_offers_what_can_chat_and_counts_it_in_all(browser):
    assert len(names(browser)) == 7
    assert "Acme: Writer (batch)" not in names(browser)
    assert count(browser) == "7 of 8"


def test_typing_finds_and_shows_the_best_hit(browser):
    search(browser, "writer")

    assert names(browser) == ["Acme: Writer", "Acme: Writer (free)"]
    assert selected(browser) == "Acme: Writer"
    assert page(browser).startswith("Acme: Writer\nacme/writer\n")
    assert count(browser) == "2 of 8"


def test_what_is_found_later_is_shown_as_what_is_found_at_once(browser):
    search(browser, "gone")
    assert names(browser) == []
    browser.show_retired(Finder([replace(MODELS[0], id="acme/gone", name="Acme: Gone")]))

    assert selected(browser) == "Acme: Gone"
    assert page(browser).startswith("Acme: Gone")


def test_of_one_id_at_two_connections_the_one_that_is_looked_at_stays_so(browser):
    seer = next(model for model in MODELS if model.name == "Acme: Seer")
    browser.show_elsewhere(Finder([replace(seer, name="There: Seer", connection="https://far.example/v1")]), "here")
    search(browser, "seer")
    part(browser, "model-list", QListView).setCurrentIndex(
        part(browser, "model-list", QListView).model().index(names(browser).index("There: Seer"))
    )
    browser.show_known(Known(NOON.date(), favorites=frozenset({"acme/writer"})))

    assert selected(browser) == "There: Seer"
    assert page(browser).startswith("There: Seer")


def test_return_in_the_search_takes_the_first_row(browser, qtbot):
    with qtbot.waitSignal(browser.chosen) as chosen:
        QTest.keyClick(search(browser, "zero"), Key.Key_Return)

    assert chosen.args == ["zero/zero"]


def test_what_is_no_longer_listed_is_not_taken(browser, qtbot):
    gone = replace(MODELS[0], id="acme/gone", name="Acme: Gone", retired=date(2026, 8, 1))
    browser.show_retired(Finder([gone]))
    with qtbot.assertNotEmitted(browser.chosen), qtbot.waitSignal(browser.refused) as refused:
        QTest.keyClick(search(browser, "gone"), Key.Key_Return)

    assert refused.args == [gone]


def test_models_are_sorted_by_what_a_use_costs_and_again_when_it_is_another_one(browser):
    def dear(name, prompt, completion):
        prices = {"prompt": Decimal(prompt), "completion": Decimal(completion)}
        return replace(MODELS[0], id=name, name=name, pricing=Pricing(prices))

    browser.show_catalog(Catalog((dear("reads dear", 2, 1), dear("writes dear", 1, 2)), Origin.FRESH, NOON))
    browser.show_use(Use(10, 1))
    search(browser, "sort:cost")
    assert names(browser) == ["writes dear", "reads dear"]
    browser.show_use(Use(1, 10))

    assert names(browser) == ["reads dear", "writes dear"]


def test_what_suits_the_chat_can_be_put_first_and_that_follows_the_chat(browser):
    browser.show_need(Need(pictures=1))
    search(browser, "sort:fit")
    shown = browser._shelf._rows._models
    sees = [model.sees_pictures is not False for model in shown]
    assert sees == sorted(sees, reverse=True)
    assert False in sees
    browser.show_need(Need(tokens=10**9))
    short = [model.context_length is not None for model in browser._shelf._rows._models]

    assert short == sorted(short)
    assert False in short


def test_what_does_not_suit_the_chat_is_told_with_what_would(browser, qtbot):
    def misfit():
        return part(browser, "model-misfit", QLabel)

    browser.show()
    browser.show_need(Need(pictures=1))
    search(browser, "writer")
    qtbot.waitUntil(lambda: misfit().isVisible())
    assert misfit().text() == "Does not suit this chat: cannot see pictures"
    press(browser, "model-nearest")
    assert page(browser).startswith("Acme: Seer")
    assert names(browser) == ["Acme: Writer", "Acme: Writer (free)"]
    assert not part(browser, "model-list", QListView).selectionModel().hasSelection()
    qtbot.waitUntil(lambda: not misfit().isVisible())

    search(browser, "acme writer zero")
    search(browser, "")
    part(browser, "model-list", QListView).setCurrentIndex(part(browser, "model-list", QListView).model().index(1, 0))
    qtbot.waitUntil(lambda: misfit().isVisible())
    press(browser, "model-nearest")
    assert selected(browser) == "Acme: Seer"
    browser.show_need(Need())
    search(browser, "writer")
    qtbot.waitUntil(lambda: page(browser).startswith("Acme: Writer"))
    qtbot.wait(2 * GLANCE)
    assert not misfit().isVisible()


def test_what_would_suit_instead_is_of_the_same_connection_where_there_is_one(browser, qtbot):
    far = "http://127.0.0.1:11434/v1"
    blind = replace(MODELS[1], id="blind", name="Blind", connection=far, input_modalities=("text",))
    seer = replace(MODELS[0], name="Seer at home", connection=far, input_modalities=("text", "image"))
    browser.show_elsewhere(Finder([blind, seer]), "openrouter.ai")
    browser.show()
    browser.show_need(Need(pictures=1))
    search(browser, "blind")
    near = part(browser, "model-nearest", QAbstractButton)
    qtbot.waitUntil(near.isVisible)
    assert near.text() == "Nearest that suits: Seer at home"
    near.click()
    assert page(browser).startswith("Seer at home")


def test_the_name_of_what_would_suit_ends_where_the_button_does(themed, shown):
    themed(LIGHT)
    aside = shown(ModelAside("model"), 330, 600)
    blind, seer = replace(MODELS[1], input_modalities=("text",)), replace(MODELS[0], input_modalities=("text", "image"))
    near, option = part(aside, "model-nearest", QPushButton), QStyleOptionButton()
    for letters in range(20, 60):
        aside.show_fit(blind, Need(pictures=1), [replace(seer, name="m" * letters)], date(2025, 4, 23))
        near.initStyleOption(option)
        inside = near.style().subElementRect(QStyle.SubElement.SE_PushButtonContents, option, near)
        assert near.fontMetrics().horizontalAdvance(near.text()) <= inside.width()
    assert near.text().endswith("…")


def test_return_where_nothing_is_searched_for_takes_what_the_person_has_lit_alone(browser, qtbot):
    field = part(browser, "model-search", QLineEdit)
    with qtbot.assertNotEmitted(browser.chosen):
        QTest.keyClick(field, Key.Key_Return)
        browser.show_current("zero/zero")
        QTest.keyClick(field, Key.Key_Return)
    rows = part(browser, "model-list", QListView)
    rows.setCurrentIndex(rows.model().index(names(browser).index("Acme: Writer")))
    with qtbot.waitSignal(browser.chosen) as chosen:
        QTest.keyClick(field, Key.Key_Return)

    assert chosen.args == ["acme/writer"]


def test_return_without_a_row_takes_nothing(browser, qtbot):
    with qtbot.assertNotEmitted(browser.chosen):
        QTest.keyClick(search(browser, "nothing like that"), Key.Key_Return)


@pytest.mark.parametrize("text", ["bby:acme", "price<x", '"writer'])
def test_return_on_what_is_not_understood_takes_nothing_and_says_why_at_once(browser, qtbot, text):
    with qtbot.assertNotEmitted(browser.chosen):
        QTest.keyClick(search(browser, text), Key.Key_Return)

    assert part(browser, "model-mistake", QLabel).text()
    with qtbot.waitSignal(browser.chosen):
        QTest.keyClick(search(browser, "writer"), Key.Key_Return)


def test_down_goes_to_the_rows_and_return_there_takes_the_selected_one(browser, qtbot):
    with qtbot.waitActive(browser):
        browser.show()
        browser.activateWindow()
    field = search(browser, "acme")
    field.setFocus()
    rows = part(browser, "model-list", QListView)
    QTest.keyClick(field, Key.Key_Down)
    QTest.keyClick(rows, Key.Key_Down)
    with qtbot.waitSignal(browser.chosen) as chosen:
        QTest.keyClick(rows, Key.Key_Return)

    assert chosen.args == ["acme/writer"]
    assert rows.hasFocus()
    assert page(browser).startswith("Acme: Writer\n")


def test_escape_takes_the_search_back_and_then_leaves(browser, qtbot):
    field = search(browser, "writer vision")
    with qtbot.assertNotEmitted(browser.left):
        QTest.keyClick(field, Key.Key_Escape)

    assert not field.text()
    assert 7 == len(names(browser))
    for name in ("model-search", "model-list", "model-details"):
        with qtbot.waitSignal(browser.left, timeout=1000):
            QTest.keyClick(part(browser, name), Key.Key_Escape)


@pytest.mark.parametrize("offer", [lambda browser: browser.show_seeing(), lambda browser: browser.look_for("in:text")])
def test_what_was_filtered_for_a_choice_is_shown_whole_after_it(browser, qtbot, offer):
    offer(browser)
    with qtbot.waitSignal(browser.chosen, timeout=1000):
        QTest.keyClick(part(browser, "model-search"), Key.Key_Return)

    assert 7 == len(names(browser))


def test_the_first_model_of_the_chat_leaves_the_list_at_its_top(browser):
    many = tuple(replace(MODELS[0], id=f"a/{n}", name=f"Model {n}") for n in range(200))
    browser.show_catalog(Catalog(many, Origin.BUNDLED, NOON))
    bar = part(browser, "model-list", QListView).verticalScrollBar()
    browser.show_current("a/150")

    assert (0, "Model 150") == (bar.value(), selected(browser))

    browser.show_current("a/120")

    assert bar.value() > 0


def test_a_model_that_the_person_chose_in_an_earlier_run_is_in_view_also_when_the_list_came(browser):
    many = tuple(replace(MODELS[0], id=f"a/{n}", name=f"Model {n}") for n in range(200))
    more = tuple(replace(MODELS[0], id=f"b/{n}", name=f"Newer {n}") for n in range(99))
    browser.show_catalog(Catalog(many, Origin.BUNDLED, NOON))
    rows = part(browser, "model-list", QListView)
    browser.show_current("a/150", own=True)
    for listed in (many, (*more, *many)):
        browser.show_catalog(Catalog(listed, Origin.FRESH, NOON))
        assert selected(browser) == "Model 150"
        assert rows.visualRect(rows.currentIndex()).intersects(rows.viewport().rect())


@pytest.mark.parametrize("own", [True, False])
def test_the_chats_model_is_in_view_when_the_first_list_comes_after_it_where_somebody_chose_it(browser, own):
    browser.show_catalog(Catalog())
    browser.show_current("a/150", own=own)
    many = tuple(replace(MODELS[0], id=f"a/{n}", name=f"Model {n}") for n in range(200))
    browser.show_catalog(Catalog(many, Origin.STORED, NOON))
    rows = part(browser, "model-list", QListView)

    assert selected(browser) == "Model 150"
    assert rows.visualRect(rows.currentIndex()).intersects(rows.viewport().rect()) == own
    QTest.keyClick(part(browser, "model-search"), Key.Key_Down)
    assert rows.visualRect(rows.currentIndex()).intersects(rows.viewport().rect())


def test_down_selects_the_first_row_where_none_was(browser):
    QTest.keyClick(part(browser, "model-search"), Key.Key_Down)

    assert selected(browser) == "Acme: Seer"


def test_down_stays_in_the_search_when_there_is_no_row(browser):
    field = search(browser, "nothing like that")
    QTest.keyClick(field, Key.Key_Down)

    assert selected(browser) is None


def test_a_double_click_takes_a_row_and_a_click_only_shows_it(browser, qtbot):
    browser.show()
    rows = part(browser, "model-list", QListView)
    place = rows.visualRect(rows.model().index(1)).center()
    with qtbot.assertNotEmitted(browser.chosen):
        QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert page(browser).startswith("Acme: Writer\n")
    with qtbot.waitSignal(browser.chosen) as chosen:
        QTest.mouseDClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=place)

    assert chosen.args == ["acme/writer"]


def test_the_buttons_of_the_page_use_the_model_and_copy_its_id(browser, qtbot):
    search(browser, "seer")
    with qtbot.waitSignal(browser.chosen) as chosen:
        press(browser, "model-use")
    press(browser, "model-copy")

    assert chosen.args == ["acme/seer"]
    assert QGuiApplication.clipboard().text() == "acme/seer"


def test_without_a_model_the_page_says_what_it_is_for_and_its_buttons_rest(browser):
    assert page(browser) == ""
    assert part(browser, "model-details", QTextEdit).placeholderText()
    assert not part(browser, "model-use").isEnabled()
    assert not part(browser, "model-copy").isEnabled()


def menu_of(browser, row, reason=QContextMenuEvent.Reason.Mouse):
    """What can be done with a row, by its words."""
    rows = part(browser, "model-list", QListView)
    if reason is QContextMenuEvent.Reason.Keyboard:
        rows.setCurrentIndex(rows.model().index(row))
        ask_for_menu(rows)
    else:
        place = rows.visualRect(rows.model().index(row)).center()
        event = QContextMenuEvent(reason, place, rows.viewport().mapToGlobal(place))
        QApplication.sendEvent(rows.viewport(), event)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return {action.text(): action for action in menu.actions() if action.text()}, menu


@pytest.mark.parametrize("reason", [QContextMenuEvent.Reason.Mouse, QContextMenuEvent.Reason.Keyboard])
def test_the_menu_of_a_row_does_what_can_be_done_with_its_model(browser, reason):
    browser.show()
    told = []
    browser.chosen.connect(lambda *said: told.append(("use", *said)))
    browser.details.favorite_set.connect(lambda *said: told.append(("favorite", *said)))
    browser.details.note_requested.connect(lambda *said: told.append(("note", *said)))
    browser.compare_requested.connect(lambda models: told.append(("compare", *(model.id for model in models))))
    browser.show_current("acme/seer")
    for words in ("Use in this chat", "Compare with Acme: Seer", "Copy id", "Favorite", "Note and tags…"):
        offered, menu = menu_of(browser, 1, reason)
        offered[words].trigger()
        menu.close()

    assert told == [
        ("use", "acme/writer"),
        ("compare", "acme/writer", "acme/seer"),
        ("favorite", "acme/writer", True),
        ("note", "acme/writer"),
    ]
    assert QGuiApplication.clipboard().text() == "acme/writer"


def test_the_menu_offers_nothing_that_cannot_be_done(browser):
    browser.show()
    browser.show_current("acme/writer")
    offered, menu = menu_of(browser, 1)
    menu.close()
    assert not offered["Compare"].isEnabled()
    browser.tell_by(lambda _: About(Bookmark(favorite=True)))
    far = replace(MODELS[1], id="far", name="Far", connection="https://far.example/v1")
    browser.show_elsewhere(Finder([far]), "here.example")
    search(browser, "far")
    offered, menu = menu_of(browser, 0)
    menu.close()
    assert offered["Use at far.example"].isEnabled()
    assert not offered["No favorite any more"].isEnabled()
    assert not offered["Note and tags…"].isEnabled()
    rows = part(browser, "model-list", QListView)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, QPoint(9, 999), QPoint(9, 999))
    QApplication.sendEvent(rows.viewport(), event)
    assert QApplication.activePopupWidget() is None


def test_an_empty_search_says_what_was_searched_and_clears_with_one_press(browser):
    search(browser, "no  such thing")
    words = part(browser, "model-none", QLabel).text()

    assert words == "No model has “no such thing” in its name, id, author or description."
    assert part(browser, "model-none-action", QAbstractButton).text() == "Clear the search"

    press(browser, "model-none-action")
    assert len(names(browser)) == 7
    assert part(browser, "model-search", QLineEdit).text() == ""


def test_an_empty_search_in_a_list_without_descriptions_does_not_claim_to_have_searched_them(browser):
    browser.show_catalog(Catalog(tuple(replace(model, description="") for model in MODELS), Origin.BUNDLED, NOON))
    search(browser, "no such thing")
    words = part(browser, "model-none", QLabel).text()

    assert words == "No model has “no such thing” in its name, id or author. The list has no descriptions."


def test_after_a_search_the_selection_is_where_it_was(browser):
    rows = part(browser, "model-list", QListView)
    rows.setCurrentIndex(rows.model().index(4))
    before = selected(browser)
    search(browser, "seer")
    assert selected(browser) == "Acme: Seer"
    part(browser, "model-search", QLineEdit).clear()

    assert selected(browser) == before == "Router: Auto"
    assert page(browser).startswith("Router: Auto\n")


def test_a_new_list_keeps_search_selection_and_place(browser):
    browser.show()
    browser.resize(340, 420)
    many = tuple(replace(MODELS[1], id=f"acme/{n}", name=f"Acme: {n}") for n in range(200))
    browser.show_catalog(Catalog(many, Origin.STORED, NOON))
    rows = part(browser, "model-list", QListView)
    rows.setCurrentIndex(rows.model().index(100))
    above = rows.verticalScrollBar().value()
    newer = tuple(replace(model, description="newer") for model in many)
    browser.show_catalog(Catalog(newer, Origin.FRESH, NOON))

    assert above > 0
    assert rows.verticalScrollBar().value() == above
    assert selected(browser) == "Acme: 100"
    assert "newer" in page(browser)

    search(browser, "acme 15")
    browser.show_catalog(Catalog(many, Origin.FRESH, NOON))
    assert names(browser)[0] == "Acme: 15"
    assert selected(browser) == "Acme: 15"


def test_the_page_of_a_model_that_vanished_is_empty(browser):
    search(browser, "zero")
    browser.show_catalog(Catalog(MODELS[:2], Origin.FRESH, NOON))

    assert page(browser) == ""
    assert count(browser) == "0 of 2"


def test_the_chats_model_is_marked_and_turned_to(browser):
    browser.show_current("router/auto")

    assert selected(browser) == "Router: Auto"
    rows = part(browser, "model-list", QListView).model()
    heard = [rows.index(row).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(rows.rowCount())]
    assert [text.split(",")[0] for text in heard if "the model of this chat" in text] == ["Router: Auto"]


def test_another_model_of_the_chat_does_not_disturb_a_search(browser):
    search(browser, "acme")
    browser.show_current("router/auto")

    assert selected(browser) == "Acme: Seer"
    part(browser, "model-search", QLineEdit).clear()
    assert selected(browser) == "Router: Auto"


def test_the_same_model_again_leaves_the_persons_selection_alone(browser):
    browser.show_current("router/auto")
    rows = part(browser, "model-list", QListView)
    rows.setCurrentIndex(rows.model().index(0))
    browser.show_current("router/auto")

    assert selected(browser) == "Acme: Seer"


def test_a_list_that_comes_after_the_chats_model_turns_to_it(browser):
    browser.show_catalog(Catalog())
    browser.show_current("zero/zero")
    browser.show_catalog(CATALOG)

    assert selected(browser) == "Zero: Zero"


def test_models_that_see_are_offered_in_the_place_of_what_was_searched(browser):
    search(browser, "writer")
    browser.show_seeing()

    assert names(browser) == ["Acme: Seer"]
    assert part(browser, "model-search", QLineEdit).text() == "vision"
    part(browser, "model-search", QLineEdit).undo()
    assert names(browser) == ["Acme: Writer", "Acme: Writer (free)"]


def test_a_list_that_speaks_of_no_seeing_model_says_so(browser):
    browser.show_catalog(Catalog(MODELS[1:], Origin.FRESH, NOON))
    browser.show_seeing()

    assert part(browser, "model-none", QLabel).text() == "No model in the list is known to meet “vision”."
    press(browser, "model-none-action")
    assert len(names(browser)) == 6


def test_of_an_empty_search_the_condition_that_removes_most_goes_with_one_press(browser):
    search(browser, "by:acme price>100")

    words = "No model meets all of this. Without “price>100” the search finds 3."
    assert part(browser, "model-none", QLabel).text() == words
    assert part(browser, "model-none-action", QAbstractButton).text() == "Drop “price>100”"

    press(browser, "model-none-action")
    assert part(browser, "model-search", QLineEdit).text() == "by:acme"
    assert names(browser) == ["Acme: Seer", "Acme: Writer", "Acme: Writer (free)"]


def test_what_was_searched_for_is_no_shortcut(browser):
    search(browser, "acme q&a")
    button = part(browser, "model-none-action", QAbstractButton)

    assert button.shortcut().isEmpty()
    assert button.text() == "Drop “q&&a”"


def test_where_each_condition_alone_leaves_nothing_only_the_worst_is_named(browser):
    search(browser, "price>100 ctx>9M " + "w" * 80)

    assert part(browser, "model-none", QLabel).text().startswith("No model meets all of this. Most are left out by “")
    press(browser, "model-none-action")
    assert len(names(browser)) == 0


def test_of_words_only_those_go_that_no_model_has(browser):
    search(browser, "acme qqqq vision")
    words = "No model meets all of this. Without “qqqq” the search finds 1."

    assert part(browser, "model-none", QLabel).text() == words
    press(browser, "model-none-action")
    assert part(browser, "model-search", QLineEdit).text() == "acme vision"


@pytest.mark.parametrize(
    ("text", "words", "way_on"),
    [
        (
            "favorite",
            "You have no favorites yet. The star below the details of a model makes it one.",
            "Clear the search",
        ),
        (
            "acme favorite",
            "You have no favorites yet. The star below the details of a model makes it one.",
            "Drop “favorite”",
        ),
        ("used:30d", "You have asked none of these models in that time.", "Clear the search"),
        ("tag:work", "No model has your tag “work”.", "Clear the search"),
        ("excluded", ACCOUNT_UNKNOWN, "Clear the search"),
        ("acme -excluded", ACCOUNT_UNKNOWN, "Drop “-excluded”"),
        ("zdr", "It is not known which providers keep nothing.", "Clear the search"),
        ("acme -zdr", "It is not known which providers keep nothing.", "Drop “-zdr”"),
        ("price>100", "No model in the list is known to meet “price>100”.", "Clear the search"),
    ],
)
def test_what_no_list_states_is_said_in_words(browser, text, words, way_on):
    search(browser, text)

    assert part(browser, "model-none", QLabel).text() == words
    assert part(browser, "model-none-action", QAbstractButton).text() == way_on


def test_nobody_who_keeps_nothing_is_told_from_nobody_having_said(browser):
    browser.show_known(Known(NOON.date(), zero_retention=frozenset()))
    search(browser, "zdr")

    none = part(browser, "model-none", QLabel)
    assert none.text() == "The endpoint names no provider of these models that keeps nothing."


def test_that_the_account_excludes_nothing_is_said_once_that_is_known(browser):
    told = Catalog(MODELS, Origin.FRESH, NOON).allowing(frozenset(model.id for model in MODELS))
    browser.show_catalog(told)
    search(browser, "excluded")

    assert part(browser, "model-none", QLabel).text() == "The settings of your account exclude none of these models."


def test_an_earlier_days_rows_are_judged_as_on_that_day(browser):
    def said():
        return part(browser, "model-list", QListView).model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)

    ended = Catalog((replace(MODELS[1], expiration_date=date(2025, 6, 1)),), Origin.STORED, NOON)
    browser.show_catalog(ended, date(2025, 4, 23))
    assert "suit" not in said()
    browser.show_catalog(ended, date(2025, 5, 31))
    assert said().endswith("does not suit this chat: expires tomorrow")
    browser.show_catalog(ended)
    assert "expired" in said()


def test_an_author_of_any_list_that_is_searched_is_no_mistake(browser):
    def wrong(author):
        search(browser, f"by:{author}")
        return bool(browser._search.query.mistakes)

    assert [wrong("acme"), wrong("acne"), wrong("old-co"), wrong("far-co")] == [False, True, True, True]
    browser.show_retired(Finder([replace(MODELS[1], id="old-co/one", retired=NOON.date())]))
    browser.show_elsewhere(Finder([replace(MODELS[1], id="far-co/one", connection="https://far.example/v1")]), "here")
    assert [wrong("acme"), wrong("acne"), wrong("old-co"), wrong("far-co")] == [False, True, False, False]


def test_names_of_all_lists_are_completed_those_of_the_own_one_first(browser):
    def offered(key):
        return list(browser._search.line._completer.values[key].items())

    listed = Catalog((replace(MODELS[1], supported_parameters=("tools", "seed")), MODELS[2]), Origin.STORED, NOON)
    has_more = replace(MODELS[1], supported_parameters=("mirostat", "tools"), connection="https://far.example/v1")
    gone = replace(has_more, connection="", supported_parameters=("mirostat", "top_a"), retired=NOON.date())
    browser.show_elsewhere(Finder([has_more]), "here")
    browser.show_retired(Finder([gone]))
    assert offered("param") == []
    browser.show_catalog(listed)
    assert offered("param") == [("seed", 1), ("tools", 1), ("mirostat", 2), ("top_a", 1)]
    search(browser, "param:mirostat")
    assert count(browser) == "2 of 4"
    assert not browser._search.query.mistakes
    browser.show_catalog(listed, date(2026, 8, 1))
    assert offered("param") == [("seed", 1), ("tools", 1)]
    assert browser._search.query.mistakes


def test_what_is_counted_is_all_that_is_searched_and_said_in_words(browser):
    def told():
        return count(browser), part(browser, "model-count-beyond", QLabel).text()

    gone = [replace(MODELS[1], id=f"acme/old-{n}", name=f"Acme: Old {n}", retired=NOON.date()) for n in range(9)]
    far = [replace(MODELS[1], id="far", name="Far", connection="https://far.example/v1")]
    assert told() == ("7 of 8", "1 not for chats")
    browser.show_retired(Finder(gone))
    search(browser, "acme")
    assert told() == ("12 of 17", "incl. 9 retired")
    browser.show_elsewhere(Finder(far), "here.example")
    assert told() == ("12 of 18", "incl. 1 elsewhere, 9 retired")
    assert "no longer listed" in part(browser, "model-count-beyond", QLabel).toolTip()
    for text, expected in (
        ("retired", ("9 of 17", "incl. 9 retired")),
        ("at:far.example", ("1 of 9", "incl. 1 elsewhere")),
        ("vision", ("1 of 8", "1 not for chats")),
        ("", ("7 of 8", "1 not for chats")),
    ):
        search(browser, text)
        assert told() == expected
    browser.show_catalog(CATALOG, NOON.date())
    search(browser, "acme")
    assert told() == ("3 of 8", "1 not for chats")


@pytest.fixture(params=["en", "de"])
def language(request, qapp):
    translators = install(qapp, [request.param])
    yield request.param
    for translator in translators:
        qapp.removeTranslator(translator)


def test_how_many_models_are_left_out_is_not_cut_and_moves_nothing(shown, language):
    browser = ModelBrowser()
    browser.furnish()
    unasked = [replace(MODELS[1], id=f"acme/{n}:batch") for n in range(61)]
    browser.show_catalog(Catalog((*MODELS, *unasked), Origin.STORED, NOON))
    shown(browser, browser.minimumSizeHint().width(), 600)
    beyond, rows = part(browser, "model-count-beyond", QLabel), part(browser, "model-list")
    top = rows.mapTo(browser, QPoint()).y()

    assert beyond.text() == {"en": "62 not for chats", "de": "62 nicht für Chats"}[language]
    assert beyond.fontMetrics().horizontalAdvance(beyond.text()) <= beyond.contentsRect().width()
    beyond.setText("")
    QApplication.processEvents()
    assert rows.mapTo(browser, QPoint()).y() == top


def test_what_the_person_knows_can_be_searched_for_and_completed(browser):
    search(browser, "favorite")
    assert names(browser) == []

    tags = {"zero/zero": frozenset({"Work"})}
    browser.show_known(Known(NOON.date(), favorites=frozenset({"acme/writer"}), tags=tags))
    assert names(browser) == ["Acme: Writer"]
    search(browser, "tag:work")
    assert names(browser) == ["Zero: Zero"]


def test_what_is_found_by_a_note_says_so(browser):
    browser.show_known(Known(NOON.date(), notes={"acme/writer": "Great\nfor <b>invoices</b>"}))
    search(browser, "invoices")
    assert names(browser) == ["Acme: Writer"]
    rows = part(browser, "model-list", QListView).model()
    said = "your note: Great for <b>invoices</b>"
    assert rows.painted(0).facts.startswith(f"{said} · ")
    assert rows.painted(0).short.startswith(f"{said} · ")
    assert said in rows.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "your note: Great for &lt;b&gt;" in rows.index(0).data(Qt.ItemDataRole.ToolTipRole)

    search(browser, "writer")
    assert "your note" not in rows.painted(0).facts
    assert "your note" not in rows.index(0).data(Qt.ItemDataRole.AccessibleTextRole)


@pytest.mark.parametrize(
    ("catalog", "words"),
    [
        (Catalog(), "The list of models has not been loaded yet."),
        (Catalog((), Origin.FRESH, NOON), "This endpoint lists no models for chat."),
    ],
)
def test_without_any_model_the_way_on_is_to_fetch_the_list(browser, qtbot, catalog, words):
    browser.show_catalog(catalog)

    assert part(browser, "model-none", QLabel).text() == words
    with qtbot.waitSignal(browser.refresh_requested):
        press(browser, "model-none-action")


def test_why_there_is_no_list_is_said_in_its_place(browser):
    said = part(browser, "model-none", QLabel)
    browser.show_catalog(Catalog())
    browser.show_failure("<b>far</b> refused the connection.")
    assert said.text() == "The list of models could not be loaded. <b>far</b> refused the connection."
    browser.show_failure("")
    assert said.text() == "The list of models has not been loaded yet."


def test_the_age_is_said_and_the_reason_of_a_failure_is_text(browser, qtbot):
    catalog = replace(CATALOG, as_of=datetime.now(UTC) - timedelta(minutes=5, seconds=1))
    age, refresh = part(browser, "catalog-age", QLabel), part(browser, "catalog-refresh", QAbstractButton)
    browser.age.show_age(catalog, refreshing=False)
    assert (age.text(), age.toolTip(), refresh.isEnabled()) == ("Updated 5 minutes ago", "", True)

    browser.age.show_age(catalog, refreshing=True)
    assert age.text().startswith("Refreshing · list of ")
    assert not refresh.isEnabled()

    browser.age.show_age(catalog, refreshing=False, failure="<b>host</b> is away", offline=True)
    assert age.text().startswith("Offline · list of ")
    assert age.toolTip() == "<qt>&lt;b&gt;host&lt;/b&gt; is away</qt>"
    assert age.accessibleDescription() == "<b>host</b> is away"
    with qtbot.waitSignal(browser.refresh_requested):
        refresh.click()


def test_foreign_markup_is_shown_as_text(browser):
    search(browser, "evil")

    assert "Evil: <img src=x> & <b>bold</b>\nevil/<b>bold</b>\n<script>alert(1)</script>\n" in page(browser)


def test_nothing_of_a_page_can_be_edited_and_tab_leaves_it(browser):
    search(browser, "seer")
    details = part(browser, "model-details", QTextEdit)
    before = page(browser)
    QTest.keyClicks(details, "x")

    assert page(browser) == before
    assert details.tabChangesFocus()


def test_focus_search_selects_what_is_there(browser, qtbot):
    with qtbot.waitActive(browser):
        browser.show()
        browser.activateWindow()
    field = search(browser, "seer")
    browser.focus_search()

    assert field.selectedText() == "seer"
    assert field.hasFocus()


def test_every_part_has_its_name_for_screen_readers(browser):
    browser.show_current("acme/seer")
    browser.age.show_age(CATALOG, refreshing=False)
    for name in (
        *["model-search", "model-list", "model-details", "model-count", "catalog-age", "catalog-refresh"],
        *["filter-vision", "filter-more", "model-views", "model-use", "model-copy"],
    ):
        assert QAccessible.queryAccessibleInterface(part(browser, name)).text(QAccessible.Text.Name), name

    def heard(name):
        return QAccessible.queryAccessibleInterface(part(browser, name)).text(QAccessible.Text.Name)

    assert heard("model-count") == "7 of 8"
    assert heard("catalog-age") == part(browser, "catalog-age", QLabel).text()
    row = QAccessible.queryAccessibleInterface(part(browser, "model-list")).child(0)
    assert row.text(QAccessible.Text.Name).startswith("Acme: Seer, the model of this chat, ")
    details = QAccessible.queryAccessibleInterface(part(browser, "model-details")).textInterface()
    assert details.text(0, details.characterCount()).startswith("Acme: Seer\nacme/seer")


def test_what_stands_in_the_search_line_has_names_and_the_magnifier_is_no_button(browser):
    buttons = {button.accessibleName(): button for button in part(browser, "model-search").findChildren(QToolButton)}

    assert {"Clear the search", "Search models", "Search syntax (F1)"} == set(buttons)
    assert not buttons["Search models"].isEnabled()


def test_tab_goes_through_the_browser_from_top_to_bottom(browser):
    browser.show_current("acme/seer")
    order, at = [], part(browser, "model-search")
    for _ in range(40):
        if at.focusPolicy() & Qt.FocusPolicy.TabFocus and at.objectName() and at.isEnabled():
            order.append(at.objectName())
        at = at.nextInFocusChain()
        if at.objectName() == "model-search":
            break

    named = [name for name in order if name.startswith(("model-", "catalog-", "filter-"))]
    for hidden in ("model-none-action", "model-leave-out"):
        named.remove(hidden)
    assert named == [
        "model-search",
        *[
            f"filter-{name}"
            for name in ("vision", "connection", "price", "context", "author", "parameters", "media", "dates", "more")
        ],
        *[
            "model-fits",
            "model-views",
            "model-today",
            "model-list",
            "model-nearest",
            "model-details",
            "model-providers",
            "model-providers-all",
            "model-use",
            "model-copy",
        ],
        *["model-note", "model-favorite", "catalog-refresh"],
    ]


@pytest.mark.parametrize("width", [280, 340, 480])
def test_all_rows_are_painted_in_both_themes_and_the_colors_follow(browser, themed, width):
    browser.resize(width, 600)
    browser.show()
    looks = []
    for theme in (LIGHT, DARK):
        themed(theme)
        browser.show_current("acme/seer")
        looks.append(browser.grab().toImage())

    assert looks[0].size() == looks[1].size()
    # the ground of the page, and of a row that is not selected
    details = part(browser, "model-details")
    spot = details.mapTo(browser, details.rect().center() * 2 - details.rect().bottomRight())
    spot += details.rect().bottomLeft() / 4
    light, dark = (look.pixelColor(spot.x() + 3, spot.y()) for look in looks)
    assert (light.name(), dark.name()) == (LIGHT.surface, DARK.surface)


def test_a_row_is_pressed_without_looking_and_keeps_its_interface_while_it_is_there(browser, qtbot):
    rows = part(browser, "model-list", QListView)
    listed = QAccessible.queryAccessibleInterface(rows)
    at = names(browser).index("Acme: Writer")
    row = listed.child(at)
    press = QAccessibleActionInterface.pressAction()
    with qtbot.waitSignal(browser.chosen) as chosen:
        row.actionInterface().doAction(press)

    assert chosen.args == ["acme/writer"]
    assert (listed.role(), listed.childCount()) == (QAccessible.Role.List, rows.model().rowCount())
    assert (row.role(), row.text(QAccessible.Text.Name).partition(",")[0]) == (
        QAccessible.Role.ListItem,
        "Acme: Writer",
    )
    assert (listed.child(at) is row, listed.indexOfChild(row), row.parent() is listed) == (True, at, True)

    number, action = row.number, row.actionInterface()
    search(browser, "zero")
    assert QAccessible.accessibleInterface(number) is None
    assert (row.isValid(), action.actionNames()) == (False, [])
    with qtbot.assertNotEmitted(browser.chosen):
        action.doAction(press)


def test_the_pane_shows_only_what_suits_the_chat_where_that_is_wanted(browser):
    fits = part(browser, "model-fits", QToolButton)
    everything = names(browser)
    fits.click()
    assert names(browser) == everything
    browser.show_need(Need(pictures=1))
    assert set(names(browser)) < set(everything)
    assert "Acme: Writer" not in names(browser)
    count, all_of_them = part(browser, "model-count", QLabel).text().split(" of ")
    assert (int(count), int(all_of_them)) == (len(names(browser)), len(CATALOG.models))
    search(browser, "writer")
    assert names(browser) == []
    assert part(browser, "model-none", QLabel).text().startswith("None of the 2 models suits this chat.")
    press(browser, "model-none-action")
    assert (fits.isChecked(), names(browser)) == (False, ["Acme: Writer", "Acme: Writer (free)"])


def test_esc_takes_the_search_back_and_leaves_what_suits(browser, qtbot):
    part(browser, "model-fits", QToolButton).click()
    field = search(browser, "seer")
    QTest.keyClick(field, Key.Key_Escape)
    assert field.text() == ""
    with qtbot.waitSignal(browser.left):
        QTest.keyClick(field, Key.Key_Escape)
    assert part(browser, "model-fits", QToolButton).isChecked()


def test_the_model_of_the_chat_that_does_not_suit_is_not_said_to_be_unlisted(browser):
    browser.show_current("acme/writer", own=True)
    browser.show_need(Need(pictures=1))
    part(browser, "model-fits", QToolButton).click()

    assert "not listed" not in part(browser, "model-details", QTextEdit).placeholderText()
