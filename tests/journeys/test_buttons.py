"""What a screen reader can do with the buttons of the whole program."""

from __future__ import annotations

import pytest
from PySide6.QtCore import SIGNAL
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton

from tests.journeys.driver import connected
from tests.server.scripts import lists, model_row

ROWS = [
    model_row("acme/seer", "Acme: Seer") | {"pricing": {"prompt": "0.1", "completion": "0.1"}},
    model_row("acme/seer:free", "Acme: Seer (free)"),
]
ROLES = {QAccessible.Role.Button, QAccessible.Role.ButtonMenu, QAccessible.Role.CheckBox, QAccessible.Role.RadioButton}


def parts_of(here):
    """Every visible part below that is not disabled."""
    for at in range(here.childCount()):
        child = here.child(at)
        if child is not None and not (child.state().invisible or child.state().disabled):
            yield child
            yield from parts_of(child)


@pytest.mark.qt_log_ignore("This plugin does not support")
async def test_each_button_can_be_pressed_and_what_is_switched_needs_no_click(server, tmp_path):
    lists(server, ROWS)
    async with connected(server, tmp_path, "--model", "acme/seer") as parley:
        parley.ask("What is this?")
        await parley.answered()
        parley.type("composer", "And this?")
        parley.act("models")
        window = parley.find("models-window")
        await parley.until(lambda: window.details.findChild(QAbstractButton, "model-way-0"), "the page")
        seen = set[str]()
        for view in window.frame.view_names:
            window.frame.show_view(view)
            for top in (parley.window, window):
                top_part = QAccessible.queryAccessibleInterface(top)
                buttons = [part for part in parts_of(top_part) if part.role() in ROLES]
                names = [part.text(QAccessible.Text.Name) for part in buttons]
                actions = [part.actionInterface().actionNames() if part.actionInterface() else [] for part in buttons]
                seen.update(names)
                assert [name for name, done in zip(names, actions, strict=True) if not done] == []
        assert {"Send", "Author", "Table", "Favorite", "Columns", "Sees pictures", "Suits this chat"} <= seen
        switches = [
            button
            for top in (parley.window, window)
            for button in top.findChildren(QAbstractButton)
            if button.isCheckable()
        ]
        assert [button.objectName() for button in switches if button.receivers(SIGNAL("clicked(bool)"))] == []
