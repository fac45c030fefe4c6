"""Asking where a file is to be saved, and where dialogs for files begin."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QDir, QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.ui.dialogs.saving import ask_where_to_save


@pytest.fixture
def asked(qtbot, tmp_path, monkeypatch):
    """Asks, and gives the dialog."""
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _: str(tmp_path / "place"))
    monkeypatch.setattr(QDir, "homePath", lambda: str(tmp_path))
    window = QWidget()
    qtbot.addWidget(window)
    window.show()

    def ask(**more):
        ask_where_to_save(window, "Save", "code.py", lambda _: None, **more)
        return window.findChildren(QFileDialog)[-1]

    return ask


@pytest.mark.parametrize(("there", "begins"), [(True, "place"), (False, ".")])
def test_where_the_program_was_started_is_not_proposed(asked, tmp_path, there, begins):
    """The desktop names folders that nobody has made."""
    if there:
        (tmp_path / "place").mkdir()
    dialog = asked()
    dialog.setDirectory(QDir.current())
    dialog.reject()

    assert str(tmp_path / begins) == asked().directory().absolutePath()


def test_a_folder_that_is_known_is_proposed(asked, tmp_path):
    (tmp_path / "mine").mkdir()

    assert "mine" == asked(folder=str(tmp_path / "mine")).directory().dirName()
