"""What all dialogs share: the column of their contents, the row of their buttons, and how they come and go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from desktop.ui.buttons import PushButton
from desktop.ui.copy_button import CopyButton
from desktop.ui.menus import open_by_key
from desktop.ui.theme.theme import SPACE

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QDialog, QPushButton


def column_in(dialog: QDialog, spacing: int = SPACE) -> QVBoxLayout:
    """The layout of a dialog, with the room that all of them have at the edges."""
    column = QVBoxLayout(dialog)
    column.setContentsMargins(SPACE * 2, SPACE * 2, SPACE * 2, SPACE * 2)
    column.setSpacing(spacing)
    return column


def push_button(
    dialog: QDialog, name: str, words: str, slot: Callable[[], object] | None = None, *, primary: bool = False
) -> QPushButton:
    """A button that Return presses only when it is the primary one, or has the keyboard; `name` is its object name."""
    return _named(PushButton(words, dialog), name, words, slot, primary=primary)


def copy_button(dialog: QDialog, name: str, words: str, text_of: Callable[[], str]) -> QPushButton:
    """A button that copies a text, and says so."""
    return _named(CopyButton(words, text_of, dialog), name, words)


def _named(
    made: QPushButton, name: str, words: str, slot: Callable[[], object] | None = None, *, primary: bool = False
) -> QPushButton:
    made.setObjectName(name)
    made.setAccessibleName(words.replace("&", ""))
    made.setAutoDefault(False)
    if primary:
        made.setProperty("kind", "primary")
        made.setDefault(True)
    if slot is not None:
        made.clicked.connect(slot)
    return made


def row_of(*buttons: QPushButton, apart: Sequence[QPushButton] = ()) -> QHBoxLayout:
    """Buttons at the end of a row, the last one being what most people want; `apart` stand at its start."""
    row = QHBoxLayout()
    row.setSpacing(SPACE)
    for made in apart:
        row.addWidget(made)
    row.addStretch(1)
    for made in buttons:
        row.addWidget(made)
    return row


def open_dialog(dialog: QDialog) -> None:
    """Show a dialog over its window; it is gone once it is closed."""
    dialog.finished.connect(dialog.deleteLater)
    open_by_key(dialog)
    dialog.open()
