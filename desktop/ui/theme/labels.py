"""Labels that show any text as it is: Qt's own take what looks like HTML for HTML, pictures included."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPalette
from PySide6.QtWidgets import QLabel, QSizePolicy

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QWidget


WIDE = 80  # characters of a line of a tool tip …
_LONG = re.compile(r"\S{20}")  # … in which there is one without a blank as long as this


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


class ElidedLabel(QLabel):
    """A line of plain text that may have less room than it needs, and then ends in an ellipsis; muted."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)  # it widens nothing
        self.setForegroundRole(QPalette.ColorRole.PlaceholderText)

    def paintEvent(self, _event: QPaintEvent) -> None:
        place, line = self.contentsRect(), int(self.alignment())
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, place.width())
        with QPainter(self) as painter:
            painter.setPen(self.palette().color(self.foregroundRole()))
            painter.drawText(place, line, shown)


def tooltip(*lines: str) -> str:
    """Lines of any text as a tool tip that shows them as they are, without empty ones; Qt's own read markup.

    Qt makes of an address a narrow column, or one that is wider than the screen: it gets lines of its own.
    """
    from html import escape  # noqa: PLC0415 - 10 ms that nobody waits for before the first paint

    lines, front, behind = tuple(filter(None, lines)), "<qt>", "</qt>"
    if any(map(_LONG.search, lines)):
        lines = tuple(part for line in lines for part in broken(line, WIDE).split("\n"))
        front, behind = '<qt><div style="white-space:nowrap">', "</div></qt>"
    return front + "<br>".join(map(escape, lines)) + behind


def broken(text: str, most: int) -> str:
    """A text on lines of at most so many characters, also where it has no blanks; there behind what parts addresses."""
    from textwrap import wrap  # noqa: PLC0415 - as above

    parts = re.compile(rf"\S{{1,{most}}}(?!\S)|\S{{{most // 2},{most}}}(?<=[/?&=#])|\S{{{most}}}")
    words = (" ".join(parts.findall(word)) if len(word) > most else word for word in text.split(" "))
    return "\n".join(wrap(" ".join(words), most, break_on_hyphens=False))


def name_choice(box: QWidget, words: str) -> None:
    """Say what a box of choices is about: on Linux it is heard by its choice, and by its tool tip behind that."""
    box.setAccessibleName(words)
    box.setToolTip(words)
