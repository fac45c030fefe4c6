"""What widget tests share."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from PySide6.QtGui import QAccessible, QAccessibleActionInterface

from desktop.ui.theme.style import apply

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items):
    """The offscreen platform complains about smallest sizes and menus; there is nothing to be done about it."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support"))


@pytest.fixture
def shown(qtbot):
    """Shows a widget as the active window."""

    def show(widget, width=600, height=0):
        qtbot.addWidget(widget)
        widget.resize(width, height or max(60, widget.sizeHint().height()))
        widget.show()
        widget.activateWindow()
        qtbot.waitUntil(widget.isActiveWindow)
        return widget

    return show


@pytest.fixture
def themed(qapp):
    """Gives the application the looks of a theme, for one test."""
    before = qapp.palette()
    yield lambda theme: apply(qapp, theme)
    qapp.setStyleSheet("")
    qapp.setPalette(before)


@pytest.fixture
def accessible_name():
    """What a screen reader hears of a widget."""

    def name_of(widget):
        interface = QAccessible.queryAccessibleInterface(widget)
        assert interface is not None
        return interface.text(QAccessible.Text.Name)

    return name_of


@pytest.fixture
def toggle():
    """Switches as a screen reader does: Qt then tells of no click."""

    def switch(widget):
        interface = QAccessible.queryAccessibleInterface(widget)
        assert interface is not None
        interface.actionInterface().doAction(QAccessibleActionInterface.toggleAction())

    return switch


@pytest.fixture
def zone(monkeypatch):
    """Moves the computer into a time zone, for one test."""

    def move(name):
        monkeypatch.setenv("TZ", name)
        time.tzset()

    yield move
    monkeypatch.undo()
    time.tzset()
