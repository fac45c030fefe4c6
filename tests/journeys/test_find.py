"""Finding words in a conversation, from the key to the place and back to writing."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit

from tests.journeys.driver import running

KEY = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


async def test_words_are_found_counted_and_gone_to(tmp_path):
    async with running(tmp_path, "--demo") as parley:
        parley.ask("markdown")
        await parley.answered()
        parley.window.activateWindow()
        parley.act("find")
        field, count = parley.find("find", QLineEdit), parley.find("find-count", QLabel)
        assert parley.window.focusWidget() is field

        parley.type("find", "MARKDOWN")
        search = parley.transcript.search
        await parley.until(lambda: not search.figures.searching, "all is counted")
        current, total, _ = search.figures
        assert total > 1
        assert count.text() == f"{current} of {total}"
        assert field.accessibleDescription() == count.text()

        parley.key("find", KEY.Key_Return)
        assert search.figures.current == current % total + 1
        parley.key("find", KEY.Key_Return, SHIFT)
        parley.act("find-previous")
        parley.act("find-next")
        assert search.figures.current == current

        parley.ask("markdown")
        await parley.answered()
        await parley.until(lambda: search.figures.total > total, "what is said meanwhile is found too")

        parley.workspace.new()
        await parley.until(lambda: count.text() == "No results", "nothing in another conversation")
        assert (0, 0, False) == search.figures
        assert field.text() == "MARKDOWN"

        QTest.keyClick(field, KEY.Key_Escape)
        assert not parley.shown("find")
        assert parley.window.focusWidget().objectName() == "composer"
        assert not search.figures.total


async def test_what_was_found_is_copied_when_the_bar_is_closed(tmp_path):
    async with running(tmp_path, "--demo") as parley:
        parley.ask("markdown")
        await parley.answered()
        parley.act("find")
        parley.type("find", "MARKDOWN")
        await parley.until(lambda: parley.transcript.search.figures.current, "one is found")
        parley.key("find", KEY.Key_Escape)
        assert parley.window.focusWidget() is parley.transcript

        parley.key("transcript", KEY.Key_C, CTRL)
        await parley.until(lambda: QGuiApplication.clipboard().text().upper() == "MARKDOWN", "it is copied")

        parley.key("transcript", KEY.Key_Escape)
        assert not parley.transcript.selection
        assert parley.window.focusWidget().objectName() == "composer"


async def test_escape_closes_the_bar_before_it_stops_an_answer(tmp_path):
    async with running(tmp_path, "--demo") as parley:
        parley.ask("markdown")
        await parley.until(lambda: parley.chat.answering, "an answer comes")
        parley.act("find")
        parley.key("composer", KEY.Key_Escape)
        assert not parley.shown("find")
        assert parley.chat.answering

        parley.key("transcript", KEY.Key_Escape)
        await parley.answered()
