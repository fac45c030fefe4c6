"""The left side of the window: hidden, dragged shut, and out of the way where there is no room."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QListView, QWidget

from desktop.domain.attachment import Attachment
from desktop.domain.catalog import Catalog, Origin
from desktop.domain.fit import Need
from desktop.domain.model import Model
from desktop.system.press import Press
from desktop.ui.actions import shortcuts
from desktop.ui.browser.shelf import ShelfRoom
from desktop.ui.composer.chips import ChipGrid
from desktop.ui.main_window import LEFT_WIDTH, NARROW, SIDEBAR_HEIGHT, SMALLEST, USUAL, MainWindow, Stand
from desktop.ui.sidebar.conversations import Row
from desktop.ui.transcript.typesetter import Typesetter
from tests.waiting import wait_until

UNKNOWN = Stand("", {})
NOON = datetime(2026, 8, 22, 12, tzinfo=UTC)
TODAY = NOON.date()
LINE = 20  # device-independent pixels, about


@pytest.fixture
def opened(qtbot):
    def made(stand=UNKNOWN):
        window = MainWindow()
        qtbot.addWidget(window)
        window.restore(stand)
        window.show()
        qtbot.waitExposed(window)
        return window

    return made


def test_a_narrow_window_is_left_to_the_chat_until_it_is_wider(opened):
    window = opened()
    window.resize(NARROW - 1, 600)
    assert not window.left.isVisible()
    window.resize(NARROW - 100, 600)
    assert not window.left.isVisible()
    window.resize(NARROW, 600)
    assert window.left.isVisible()


def test_the_open_chat_is_in_view_when_the_left_side_comes_back(opened):
    window = opened()
    window.furnish(Typesetter(Press))
    window.resize(NARROW, 600)
    window.sidebar.set_conversations([Row(str(n), f"Chat {n}", "now") for n in range(100)])
    window.sidebar.set_current("80")
    chats = window.findChild(QListView, "conversation-list")
    for width in (NARROW - 1, NARROW):
        window.resize(width, 600)
        QApplication.processEvents()

    assert chats.viewport().rect().contains(chats.visualRect(chats.model().index(80, 0)))


def test_in_a_small_window_chips_and_their_scroll_bar_are_seen_below_a_notice(opened):
    window = opened()
    window.furnish(Typesetter(Press))
    window.resize(640, 560)
    composer = window.chat.composer
    composer.set_attachments([Attachment(str(n), f"{n}.png") for n in range(12)])
    composer.set_text("What is this?\nAnd that?\nAnd these?")
    send = ("Send without", lambda: None)
    window.chat.notices.show_notice("a", "This is not attached. " * 8, [send, ("Choose another model", lambda: None)])
    bar = window.findChild(ChipGrid).verticalScrollBar()
    wait_until(lambda: QApplication.processEvents() or bar.isVisible())
    wait_until(lambda: QApplication.processEvents() or composer.height() >= composer.minimumSizeHint().height())

    assert bar.visibleRegion().boundingRect() == bar.rect()


@pytest.mark.parametrize("size", [(NARROW, 560), (SMALLEST.width(), SMALLEST.height())])
@pytest.mark.parametrize("day", [None, TODAY])
def test_in_a_small_window_all_of_a_model_s_page_can_be_brought_into_view(opened, size, day):
    window = opened()
    window.furnish(Typesetter(Press))
    model = Model("acme/small", "Acme: Small", context_length=100)
    window.browser.show_catalog(
        Catalog((model, Model("acme/large", "Acme: Large", context_length=2_000_000)), Origin.FRESH, NOON), day
    )
    window.browser.show_current("acme/small", own=True)
    window.browser.show_need(Need(tokens=1_000_000))
    window.resize(*size)
    if window.left.isHidden():
        window.toggle_left()
    around, reasons = window.browser.findChild(ShelfRoom), window.findChild(QLabel, "model-misfit")
    wait_until(lambda: QApplication.processEvents() or reasons.isVisible())
    names = "model-list", "model-misfit", "model-nearest", "model-details", "model-use", "model-favorite"
    for part in (window.findChild(QWidget, name) for name in names):
        middle = part.mapTo(around.widget(), part.rect().center())
        around.ensureVisible(middle.x(), middle.y(), 0, 2 * LINE)
        QApplication.processEvents()
        assert part.height() >= part.sizeHint().height() or part.height() >= 3 * LINE
        seen = part.visibleRegion().boundingRect()
        assert min(seen.height(), 3 * LINE) == min(part.height(), 3 * LINE), part.objectName()
    assert reasons.height() >= reasons.heightForWidth(reasons.width())


def test_a_small_window_is_no_wish_for_a_short_list_of_chats(opened):
    window = opened()
    window.resize(1000, 1000)
    heights = window.left.sizes()
    window.restore(Stand("", {"left": heights}))
    window.resize(1000, 480)
    assert window.left.sizes() != heights
    assert window.stand().splitters["left"] == heights
    window.left.moveSplitter(window.left.sizes()[0] - 20, 1)
    assert window.stand().splitters["left"] == window.left.sizes()


def test_heights_from_before_the_window_was_laid_out_are_neither_kept_nor_taken(opened):
    window = opened()
    usual = window.left.sizes()
    kept = window.stand().splitters["left"]
    assert kept == [SIDEBAR_HEIGHT, USUAL.height() - SIDEBAR_HEIGHT]
    assert opened(Stand("", {"left": kept})).left.sizes() == usual

    again = opened(Stand("", {"left": [13, 13]}))
    assert again.left.sizes() == usual
    assert again.stand().splitters["left"] == kept


def test_the_name_of_a_model_is_no_shortcut(opened):
    window = opened()
    window.furnish(Typesetter(Press))
    button = window.chat.model_button
    assert "" == button.text()  # not known yet
    window.chat.show_model("Q&A: B&urn", known=True)

    assert button.shortcut().isEmpty()
    assert (button.text(), button.accessibleName()) == ("Q&&A: B&&urn", "Q&A: B&urn")


def test_in_a_narrow_window_the_left_side_can_be_asked_for(opened):
    window = opened()
    window.resize(NARROW - 1, 600)
    window.toggle_left()
    window.resize(NARROW - 50, 600)
    assert window.left.isVisible()
    window.toggle_left()
    window.resize(NARROW + 100, 600)
    assert not window.left.isVisible()


def test_a_left_side_that_was_hidden_is_so_at_the_next_start_and_comes_back_at_its_width(opened):
    window = opened()
    window.toggle_left()
    again = opened(window.stand())

    assert not again.left.isVisible()

    again.toggle_left()

    assert again.left.isVisible()
    assert again.split.sizes()[0] > LEFT_WIDTH / 2


def test_a_left_side_that_was_dragged_shut_comes_back(opened):
    window = opened()
    window.split.setSizes([0, 1_000])
    window.toggle_left()

    assert window.split.sizes()[0] > LEFT_WIDTH / 2


def test_for_want_of_room_nothing_is_forgotten(opened):
    window = opened(Stand("", {"split": [400, 780]}))
    window.resize(NARROW - 1, 600)
    again = opened(window.stand())
    assert not again.left.isVisible()
    again.resize(1_180, 700)

    assert again.left.isVisible()
    assert again.split.sizes()[0] == pytest.approx(400, abs=5)


@pytest.mark.parametrize("end", ["left", "chosen"])
def test_a_hidden_left_side_is_shown_for_as_long_as_a_model_is_looked_for(opened, end):
    window = opened()
    window.toggle_left()
    window.browser.focus_search()
    assert window.left.isVisible()
    assert not window.stand().splitters["split"][0]
    window.browser.left.emit() if end == "left" else window.browser.chosen.emit("a/b")
    assert not window.left.isVisible()


def test_a_left_side_that_was_shown_stays_when_a_model_is_chosen(opened):
    window = opened()
    window.browser.focus_search()
    window.browser.chosen.emit("a/b")
    assert window.left.isVisible()


def test_the_keys_of_the_conversation_are_listed(opened):
    listed = dict(shortcuts(opened().actions_by_id))

    assert "Up, Down" == listed["From message to message, in the conversation"]
    assert {"Tab, Shift+Tab", "Return, Menu, Shift+F10", "Del"} <= set(listed.values())
