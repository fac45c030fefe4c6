"""Asking where a file is to be saved, and where dialogs for files begin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QDir, QStandardPaths
from PySide6.QtWidgets import QFileDialog

from desktop.ui.dialogs.frame import open_dialog

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget


def ask_where_to_save(
    parent: QWidget, title: str, name: str, save: Callable[[str], None], *, folder: str = "", ending: str = ""
) -> None:
    """Open the file dialog, without waiting for it.

    Args:
        parent: What it lies over.
        title: Of its window.
        name: What is proposed.
        save: Called with the path that the person chooses, if one is chosen.
        folder: Where the dialog begins, "" for where the last one was, and at first for downloads.
        ending: What a name is given that is typed without one, "" for nothing.
    """
    dialog = QFileDialog(parent, title)
    dialog.setObjectName("save-dialog")
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setFileMode(QFileDialog.FileMode.AnyFile)
    dialog.setDefaultSuffix(ending)
    if folder:
        dialog.setDirectory(folder)
    else:
        begin_in(dialog, QStandardPaths.StandardLocation.DownloadLocation)
    dialog.selectFile(name)
    dialog.fileSelected.connect(save)
    open_dialog(dialog)


def begin_in(dialog: QFileDialog, place: QStandardPaths.StandardLocation) -> None:
    """Let a dialog begin where the last one was, and at first in a place for such files."""
    if dialog.directory() == QDir.current():  # where the program was started says nothing
        dialog.setDirectory(folder_for(place))


def folder_for(place: QStandardPaths.StandardLocation) -> str:
    """The folder that the desktop has for such files; where there is none, the person's own."""
    folder = QStandardPaths.writableLocation(place)
    return folder if folder and QDir(folder).exists() else QDir.homePath()
