"""Labels that show any text as it is: Qt's own take what looks like HTML for HTML, pictures included."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QLabel

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


def plain_label(text: str, parent: QWidget, *, muted: bool = False, selectable: bool = False) -> QLabel:
    """A label of plain text that breaks its lines; `selectable` with mouse and keys, for what one wants to copy."""
    label = QLabel(text, parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    if muted:
        label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
    if selectable:
        label.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
    return label


def tooltip(*lines: str) -> str:
    """Lines of any text as a tool tip that shows them as they are; Qt's own cannot be switched to plain text."""
    from html import escape  # noqa: PLC0415 - 10 ms that nobody waits for before the first paint

    return "<qt>{}</qt>".format("<br>".join(map(escape, lines)))


def name_choice(box: QWidget, words: str) -> None:
    """Say what a box of choices is about: on Linux it is heard by its choice, and by its tool tip behind that."""
    box.setAccessibleName(words)
    box.setToolTip(words)
