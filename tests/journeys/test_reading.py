"""How answers are read, in the real program: by keys, by the menu, and at the next start."""

from __future__ import annotations

import json

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox

from desktop.domain.reading import Reading
from desktop.store.settings import Settings
from desktop.system.paths import paths
from desktop.ui.dialogs.reading import ReadingDialog
from desktop.ui.screens import chat
from desktop.ui.transcript.code_view import toggle_wrapping
from desktop.ui.transcript.piece import Piece
from tests.journeys.driver import running

CTRL = Qt.KeyboardModifier.ControlModifier
KEYPAD = Qt.KeyboardModifier.KeypadModifier


def sizes(parley):
    pane = parley.window.chat
    return pane.transcript.flow.style.reading.zoom, pane.composer._editor.font().pointSizeF()


async def test_text_is_made_larger_by_keys_and_is_so_at_the_next_start(tmp_path):
    async with running(tmp_path, "--demo") as parley:
        await parley.until(parley.window.isActiveWindow)
        usual = sizes(parley)[1]
        for key, modifiers, zoom in (
            (Qt.Key.Key_Plus, CTRL, 110),
            (Qt.Key.Key_Equal, CTRL, 125),
            (Qt.Key.Key_Plus, CTRL | KEYPAD, 150),
            (Qt.Key.Key_Minus, CTRL | KEYPAD, 125),
            (Qt.Key.Key_Minus, CTRL, 110),
            (Qt.Key.Key_0, CTRL, 100),
            (Qt.Key.Key_Plus, CTRL, 110),
        ):
            QTest.keyClick(parley.window.focusWidget(), key, modifiers)
            assert (zoom, usual * zoom / 100) == sizes(parley)
            assert parley.window._status.text() == f"Zoom {zoom} %"
        await parley.until(lambda: "Zoom" not in parley.window._status.text())
    async with running(tmp_path, "--demo") as parley:
        assert sizes(parley) == (110, usual * 110 / 100)


async def test_the_dialog_changes_what_is_read_at_once_and_what_is_stored(tmp_path):
    async with running(tmp_path, "--demo") as parley:
        parley.window.actions_by_id["reading"].trigger()
        dialog = parley.window.findChild(ReadingDialog)
        for name, value in (("width", "narrow"), ("compact", True), ("spoken", "short"), ("zoom", 50)):
            box = dialog.findChild(QComboBox, f"reading-{name}")
            box.setCurrentIndex(box.findData(value))
        reading = Reading(zoom=50, width="narrow", compact=True, spoken="short")
        assert parley.window.chat.transcript.flow.style.reading == reading
        dialog.reject()
    stored = json.loads(paths(tmp_path).settings.read_text())["reading"]
    assert Reading(**stored) == reading


async def test_a_chat_is_read_on_where_it_was_left_and_at_its_end_if_that_was_on_view(tmp_path, monkeypatch):
    monkeypatch.setattr(chat, "READING", 0)
    async with running(tmp_path, "--demo") as parley:
        parley.window.resize(900, 500)
        for _ in range(2):
            parley.ask("show me formatting")
            await parley.answered()
        await parley.until(lambda: not parley.transcript.flow.unfinished)
        assert {} == Settings(paths(tmp_path).settings).load().places
        parley.transcript.verticalScrollBar().setValue(400)
        await parley.until(lambda: Settings(paths(tmp_path).settings).load().places, "it is stored")
        read = parley.transcript.flow.mark
    async with running(tmp_path, "--demo") as parley:
        await parley.until(lambda: parley.texts() and not parley.transcript.flow.unfinished)
        assert read.id == parley.transcript.flow.mark.id
        assert read.held[:3] == parley.transcript.flow.mark.held[:3]
        parley.transcript.scroll_to_end()
    async with running(tmp_path, "--demo") as parley:
        await parley.until(lambda: parley.texts() and not parley.transcript.flow.unfinished)
        bar = parley.transcript.verticalScrollBar()
        assert 0 < bar.maximum() == bar.value()


async def test_code_that_was_wrapped_by_hand_is_so_when_its_chat_comes_back(tmp_path):
    async with running(tmp_path, "--demo") as parley:
        parley.ask("show me formatting")
        await parley.answered()
        await parley.until(lambda: not parley.transcript.flow.unfinished)
        first = parley.workspace.chat.conversation.id
        view = parley.transcript.flow.view(1)
        code = next(row for row in range(len(view)) if isinstance(view.row(row), Piece) and view.row(row).is_code)
        before = [piece.is_wrapped for piece in view.pieces]
        parley.transcript.rearrange(1, lambda view: toggle_wrapping(view, code))
        after = [piece.is_wrapped for piece in view.pieces]
        parley.act("new")
        await parley.until(lambda: not parley.texts(), "another chat is on view")
        await parley.workspace.open(first)
        await parley.until(lambda: parley.texts() and not parley.transcript.flow.unfinished)

        assert before != after == [piece.is_wrapped for piece in parley.transcript.flow.view(1).pieces]
