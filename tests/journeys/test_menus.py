"""Menus that are opened by key, wherever the keyboard is."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from tests.journeys.driver import running
from tests.unit.system.pictures import corners, encoded


async def menu_at(parley, widget):
    """What the menu offers that Shift and F10 open where the keyboard is."""
    await parley.until(widget.window().isActiveWindow, "its window has the keyboard")
    widget.setFocus()
    QTest.keyClick(widget, Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier)
    await parley.until(QApplication.activePopupWidget, f"the menu of {widget.objectName()} opens")
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    offered = [action.text().replace("&", "") for action in menu.actions() if action.text()]
    menu.close()
    await parley.until(lambda: QApplication.activePopupWidget() is None, "it is closed")
    return offered


async def test_shift_and_f10_open_the_menu_of_what_has_the_keyboard(tmp_path):
    picture = tmp_path / "a.png"
    picture.write_bytes(encoded(corners((300, 200)), "PNG"))
    async with running(tmp_path / "data", "--demo") as parley:
        await parley.listed()
        parley.ask("hello")
        await parley.answered()
        parley.program._chat.attach_files([str(picture)])
        await parley.prepared()
        chip = parley.find("attachment")

        assert "Remove" in await menu_at(parley, chip)
        assert "Rename" in await menu_at(parley, parley.find("conversation-list"))
        assert "Compare" in await menu_at(parley, parley.find("model-list"))
        assert "Quote" in await menu_at(parley, parley.transcript)
        assert any("Paste" in words for words in await menu_at(parley, parley.find("composer")))
        assert any("Paste" in words for words in await menu_at(parley, parley.find("model-search")))

        QTest.keyClick(chip, Qt.Key.Key_Space)
        await parley.until(lambda: parley.shown("picture-viewer"), "it is looked at")
        assert await menu_at(parley, parley.find("picture-viewer").canvas)
        parley.find("picture-viewer").close()
        parley.act("key")
        assert any("Paste" in words for words in await menu_at(parley, parley.find("key-field")))
        parley.find("key-dialog").close()
