"""A model's page on the screen."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFont, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton

from desktop.domain.bookmark import Bookmark
from desktop.domain.model import Model
from desktop.domain.provider import Provider
from desktop.ui.browser.about import About
from desktop.ui.browser.details import ModelDetails
from desktop.ui.browser.page_view import LABELS, ModelPage
from desktop.ui.browser.provider_table import ProviderTable
from desktop.ui.browser.ways import WayList

TODAY = date(2026, 8, 22)
LINKED = "Made by [Acme](https://acme.example/a_(b)) & [Co](/co). <b>Not</b> bold. See https://docs.example/x."
MODEL = Model("a/b", "A: B", description=LINKED, hugging_face_id="a/B", more={f"fact {n}": n for n in range(50)})
FETCHED = datetime(2026, 8, 22, tzinfo=UTC)
PROVIDERS = tuple(Provider(f"P{n}") for n in range(5))
WAYS = ("a/b", "a/b:nitro")


@pytest.fixture
def details(shown):
    found = shown(ModelDetails(), 340, 260)
    found.show_model(MODEL, TODAY, About(ways=WAYS, asking=True))
    return found


@pytest.fixture
def page(details):
    return details.findChild(ModelPage)


@pytest.mark.parametrize(("stated", "told"), [("", True), ("Its own.", False)])
def test_where_the_list_has_no_descriptions_yet_the_page_says_when_they_come(details, page, stated, told):
    words = "Descriptions come with the first refresh of the list."
    for bundled in (True, False):
        details.show_model(replace(MODEL, description=stated), TODAY, About(bundled=bundled))
        assert (words in page.toPlainText()) is (bundled and told)


def place(page, words):
    """The middle of the first letters of these words on the screen."""
    cursor = page.document().find(words)
    begin = QTextCursor(cursor)
    begin.setPosition(cursor.selectionStart() + 1)
    return page.cursorRect(begin).center()


@pytest.mark.parametrize(
    ("words", "address"),
    [
        ("Acme", "https://acme.example/a_(b)"),
        ("https://docs.example", "https://docs.example/x"),
    ],
)
def test_a_link_asks_to_be_followed_with_its_text(page, qtbot, words, address):
    with qtbot.waitSignal(page.link_activated) as asked:
        QTest.mouseClick(page.viewport(), Qt.MouseButton.LeftButton, pos=place(page, words))
    assert asked.args[0] == address
    assert asked.args[1].startswith(words)


def test_only_what_can_be_opened_is_a_link_and_nothing_is_markup(page):
    text = page.toPlainText()

    assert "Made by Acme & Co. <b>Not</b> bold. See https://docs.example/x." in text
    assert page.anchorAt(place(page, "Co.")) == ""
    assert [address for address, _ in page._links] == [
        "https://acme.example/a_(b)",
        "https://docs.example/x",
        "https://huggingface.co/a/B",
    ]


def test_marks_of_emphasis_and_of_code_become_kinds_of_letters_and_nothing_else_does(details, page):
    told = "**Very** good, *quite* new: `max_tokens`. 2 * 3 * 4, a*b*c, **open, ** too **, `<b>x</b>`, ` alone."
    details.show_model(Model("c/d", "C: D", description=told), TODAY)

    def letters(words):
        found = page.document().find(words).charFormat()
        return found.fontWeight() > QFont.Weight.Normal, found.fontItalic(), bool(found.fontFamilies())

    assert (
        "Very good, quite new: max_tokens. 2 * 3 * 4, a*b*c, **open, ** too **, <b>x</b>, ` alone."
        in page.toPlainText()
    )
    assert [letters(words) for words in ("Very", "quite", "max_tokens", "good")] == [
        (True, False, False),
        (False, True, False),
        (False, False, True),
        (False, False, False),
    ]


def test_paragraphs_stand_apart_once_and_their_lines_not_at_all(details, page):
    details.show_model(Model("c/d", "C: D", description="One\ntwo.\n \n\nThree."), TODAY)
    block = page.document().findBlockByNumber(2)

    assert [block.text(), block.next().text()] == ["One\u2028two.", "Three."]


def test_a_value_stands_beside_its_label_unless_that_takes_half_of_the_page(details, page):
    long, longest = "a_label_of_some_length", "a_label_that_is_as_long_as_the_whole_page_is_wide"
    details.show_model(Model("c/d", "C: D", more={"short": "one", long: "only", longest: "three"}), TODAY)
    text = page.toPlainText()

    assert page.fontMetrics().horizontalAdvance(long) > LABELS
    assert f"short\tone\n{long}\tonly\n{longest}\nthree" in text
    assert place(page, "one").x() == place(page, "only").x()


def test_a_long_label_makes_no_room_for_labels_of_other_sections(details, page):
    def beside(label):
        details.show_model(Model("c/d", "C: D", hugging_face_id="c/D", more={label: "one"}), TODAY)
        return place(page, "c/D").x(), place(page, "one").x()

    (value, other), (same, further) = beside("short"), beside("a_label_of_some_length")
    assert value == same
    assert other < further


@pytest.mark.parametrize("used", [None, FETCHED])
def test_the_button_has_one_name_whether_the_model_was_asked_or_not(details, used):
    details.show_model(MODEL, TODAY, About(Bookmark(used=used)))

    assert "Use in this chat" == details.findChild(QToolButton, "model-use").text()


def test_links_are_reached_and_followed_with_keys(page, qtbot):
    page.setFocus()
    QTest.keyClick(page, Qt.Key.Key_Tab)
    with qtbot.waitSignal(page.link_activated) as asked:
        QTest.keyClick(page, Qt.Key.Key_Return)
    assert asked.args == ["https://acme.example/a_(b)", "Acme"]


def test_widgets_stand_in_their_sections_and_move_with_the_text(details, page):
    ways = details.findChild(WayList)
    below = place(page, "Limits").y()
    assert place(page, "Ways to ask it").y() < ways.y()
    assert ways.geometry().bottom() < below
    before = ways.y()
    page.verticalScrollBar().setValue(50)
    assert ways.y() == before - 50
    details.resize(240, 260)
    assert ways.width() <= page.viewport().width()


def test_what_comes_later_does_not_move_what_is_read(details, page):
    page.verticalScrollBar().setValue(page.verticalScrollBar().maximum())
    before = place(page, "fact 40").y()
    details.show_model(MODEL, TODAY, About(ways=WAYS, providers=PROVIDERS, fetched=FETCHED))

    assert details.findChild(ProviderTable).isVisible()
    assert abs(place(page, "fact 40").y() - before) <= 1


def lines(page):
    return page.toPlainText().split("\n")


def test_a_full_description_takes_the_place_of_the_cut_one_however_late_it_comes(details, page, qtbot):
    cut, full = Model("c/d", "C: D", description="Cut..."), About(description="Cut no more. And more.")
    details.show_model(cut, TODAY)
    assert lines(page)[2] == "Cut..."
    qtbot.wait(400)
    details.show_model(cut, TODAY, full)

    assert lines(page)[2] == full.description
    assert "Cut..." not in lines(page)
    assert page.verticalScrollBar().value() == 0


def test_a_full_description_that_comes_late_does_not_move_what_is_read_below_it(details, page):
    page.verticalScrollBar().setValue(place(page, "Limits").y())
    before = place(page, "Limits").y()
    details.show_model(MODEL, TODAY, About(ways=WAYS, description=f"{MODEL.description} {'And more. ' * 200}"))

    assert "And more." in page.toPlainText()
    assert abs(place(page, "Limits").y() - before) <= 1


def test_another_model_begins_at_the_top_without_the_widgets_of_the_one_before(details, page):
    page.verticalScrollBar().setValue(200)
    details.show_model(Model("c/d", "C: D"), TODAY)

    assert page.verticalScrollBar().value() == 0
    assert not details.findChild(WayList).isVisible()
    details.show_model(None, None)
    assert page.toPlainText() == ""
    details.show_model(MODEL, TODAY, About(ways=("x", "x:free", "x:nitro", "x:floor")))
    assert details.findChild(WayList).geometry().bottom() < place(page, "Limits").y()
    assert details.findChild(WayList).height() > 80


def test_from_one_long_page_to_the_next_the_lines_are_as_wide_as_before(details, page):
    widths = []
    page.document().documentLayout().documentSizeChanged.connect(lambda: widths.append(page.viewport().width()))
    before = page.viewport().width()
    details.show_model(Model("c/d", "C: D", more=MODEL.more), TODAY)

    assert {before} == set(widths)
    details.show_model(Model("e/f", "E: F"), TODAY)
    assert page.verticalScrollBar().isVisible() == (page.verticalScrollBar().maximum() > 0)


def test_tab_goes_through_the_page_and_shows_where_it_is(details, page):
    details.show_model(MODEL, TODAY, About(ways=WAYS, providers=PROVIDERS, fetched=FETCHED))
    switches = details.findChild(WayList).findChildren(QToolButton)
    table = details.findChild(ProviderTable)
    following = page.nextInFocusChain()
    while not following.focusPolicy() & Qt.FocusPolicy.TabFocus:
        following = following.nextInFocusChain()
    assert following is switches[0]
    table.setFocus()
    assert page.viewport().rect().intersects(table.geometry())
    switches[0].setFocus()
    assert page.viewport().rect().contains(switches[0].mapTo(page.viewport(), QPoint(2, 2)))


def test_choosing_a_way_is_choosing_a_model(details, qtbot):
    with qtbot.waitSignal(details.use_requested) as asked:
        details.findChild(WayList).findChildren(QToolButton)[1].click()
    assert asked.args == ["a/b:nitro"]
