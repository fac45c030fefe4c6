"""The context menu of a message."""

from __future__ import annotations

from PySide6.QtCore import QPoint
from PySide6.QtGui import QContextMenuEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QMenu

from desktop.ui.transcript.menu import menu_for

from .conftest import talk


def keys_in(transcript, entry):
    menu = menu_for(transcript, entry, None)
    portable = QKeySequence.SequenceFormat.PortableText
    return {
        action.text(): action.shortcut().toString(portable)
        for action in menu.actions()
        if not action.shortcut().isEmpty()
    }


def test_what_has_a_key_names_it(transcript):
    *_, last = entries = talk(4)
    transcript.show_entries([*entries[:-1], last._replace(version=1, versions=2)])
    transcript.select_all()

    assert {"Copy selection": "Ctrl+C", "Select all": "Ctrl+A", "Delete": "Del"} == keys_in(transcript, 0)
    assert {
        "Copy selection": "Ctrl+C",
        "Copy": "Ctrl+Shift+C",
        "Regenerate": "Ctrl+R",
        "Previous version": "Alt+Left",
        "Next version": "Alt+Right",
        "Delete": "Del",
        "Select all": "Ctrl+A",
    } == keys_in(transcript, 3)


def test_the_message_that_a_menu_was_opened_for_has_the_keyboard(transcript):
    """Else its keys would do something to another one."""
    transcript.show_entries(talk(4))
    at = QPoint(transcript.left + 5, 300)
    QApplication.sendEvent(transcript.viewport(), QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, at))

    assert transcript.keys.entry == transcript.flow.at(300 + transcript.scrolled) >= 0
    transcript.findChild(QMenu).close()
