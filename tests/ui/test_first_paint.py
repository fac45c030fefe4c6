"""What the window shows before anything behind it is there, and that nothing of it moves afterwards."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from desktop.system.press import Press
from desktop.ui.application import keep_on_screen
from desktop.ui.main_window import NARROW, SMALLEST, USUAL, MainWindow
from desktop.ui.transcript.typesetter import Typesetter
from tests.ui.browser.rows import CATALOG

FIRST = {
    "model-browser",
    "model-search",
    "model-views",
    "catalog-refresh",
    "new-chat",
    "model-button",
    "composer",
    "drop-area",
    "attach",
    "send",
}


CHAT = {"model-button", "composer", "drop-area", "attach", "send"}  # what a narrow window is left to


@pytest.fixture(params=[SMALLEST, QSize(NARROW, SMALLEST.height()), USUAL], ids=["smallest", "small", "usual"])
def window(request, qtbot):
    made = MainWindow()
    qtbot.addWidget(made)
    made.resize(request.param)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def places(window):
    """Where everything stands that has a name and can be seen."""
    return {
        widget.objectName(): QRect(widget.mapTo(window, QPoint()), widget.size())
        for widget in window.findChildren(QWidget)
        if widget.objectName() and not widget.objectName().startswith("qt_") and widget.isVisible()
        if not isinstance(widget, QLabel) or widget.text()
    }


def test_the_first_paint_shows_menus_search_model_and_composer(window):
    assert (FIRST if window.width() >= NARROW else CHAT) <= set(places(window))
    assert all(action.isVisible() for action in window.menuBar().actions())
    assert not window.grab().isNull()


def test_nothing_moves_when_the_rest_arrives(window):
    before = places(window)
    window.furnish(Typesetter(Press))
    window.browser.show_catalog(CATALOG)
    window.browser.age.show_age(CATALOG, refreshing=False)
    window.chat.show_title("A title that is far too long for the line in which it stands, and then some " * 3)
    window.show_status("Demonstration: not a language model")
    window.sidebar.set_conversations([("a", "A question", "now")])
    QApplication.processEvents()

    after = places(window)
    left = {"conversation-list", "model-list", "model-details"} if window.width() >= NARROW else set()
    assert {"transcript", *left} <= set(after)
    assert before == {name: after[name] for name in before}


def test_the_ground_of_the_transcript_is_there_from_the_first_paint_on(window):
    def ground():
        return window.grab().toImage().pixelColor(window.width() - 20, window.height() // 2).name()

    before = ground()
    window.furnish(Typesetter(Press))

    assert window.chat.transcript.palette().base().color().name() == before == ground()


def test_typing_goes_to_the_composer_from_the_first_paint_on(window):
    QTest.keyClicks(window.focusWidget(), "a question")

    assert "a question" == window.chat.composer.text()


def test_tab_goes_from_the_model_down_to_the_conversation_and_the_composer(window):
    window.furnish(Typesetter(Press))
    names = ["model-button", "transcript", "composer", "attach", "send"]
    found, at = [], window.findChild(QWidget, "model-button")
    while at.objectName() not in found:
        found += [at.objectName()] if at.objectName() in names else []
        at = at.nextInFocusChain()

    assert [name for name in found if name in names] == names


def test_the_first_window_is_no_larger_than_the_screen_and_no_smaller_than_it_can_be(qtbot):
    made = MainWindow()
    qtbot.addWidget(made)
    room = made.screen().availableSize()
    made.resize(room * 2)
    keep_on_screen(made)

    assert made.frameGeometry().width() <= room.width()
    assert made.height() + 40 <= room.height()
    made.setMinimumSize(room * 2)
    keep_on_screen(made)
    assert made.size() == room * 2
