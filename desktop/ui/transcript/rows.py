"""The lines around the text of a message, and what all of them share. Each measures itself, then paints."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QCoreApplication, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics

from desktop.ui.figures import number
from desktop.ui.links import visible
from desktop.ui.theme.theme import RADIUS, SPACE

if TYPE_CHECKING:
    from PySide6.QtGui import QFont, QPainter

    from desktop.ui.transcript.entry import Entry
    from desktop.ui.transcript.picture_memory import PictureMemory
    from desktop.ui.transcript.style import Style

LINK = "link:"  # an action that opens what stands behind it
DISABLED = 0.4  # opacity of what cannot be pressed now
REASONING = "reasoning"  # the action that opens and closes it
COPY_REASONING = "copy-reasoning"
EVERYWHERE = QRectF(-1e6, -1e6, 2e6, 2e6)

translate = QCoreApplication.translate


class Target(NamedTuple):
    """Something that can be pressed: where it is in its row, what it does, what it says.

    Attributes:
        tip: Said beside the pointer; of a link, before the address.
        enabled: Whether pressing it does anything now.
    """

    rect: QRect
    action: str
    label: str
    tip: str = ""
    enabled: bool = True


class Place(NamedTuple):
    """A target and where it belongs: message and row."""

    entry: int
    row: int
    target: Target


class Paint(NamedTuple):
    """What painting needs to know beside the row itself."""

    painter: QPainter
    style: Style
    width: int
    hovered: Target | None  # of the row that is being painted
    focused: Target | None
    done: Target | None  # just pressed, and carried out
    active: bool  # the message is under the pointer or has the keyboard
    pictures: PictureMemory
    clip: QRectF = EVERYWHERE  # what is seen, in the row's coordinates


class HeadRow:
    """Who speaks, and when."""

    def __init__(self, entry: Entry) -> None:
        self.entry = entry
        self.height = 0

    def _above(self, style: Style) -> int:
        """A question is nearer to its answer than to the answer before."""
        return style.above * 2 if self.entry.from_user else style.above

    def measure(self, style: Style, width: int) -> int:
        del width
        self.height = self._above(style) + style.label_height + SPACE // 2
        return self.height

    def targets(self, style: Style, width: int) -> list[Target]:
        del style, width
        return []

    def paint(self, paint: Paint) -> None:
        painter, style, entry = paint.painter, paint.style, self.entry
        line = QRect(0, self._above(style), paint.width, style.label_height)
        quiet = " · ".join(word for word in (entry.state, entry.when) if word)
        painter.setFont(style.label)
        metrics = QFontMetrics(style.label)
        name = metrics.elidedText(visible(entry.speaker), Qt.TextElideMode.ElideMiddle, paint.width // 2)
        used = metrics.horizontalAdvance(name) + SPACE
        painter.setPen(QColor(style.theme.muted if entry.from_user else style.theme.text))
        rest = QFontMetrics(style.small).horizontalAdvance(quiet)
        left = max(0, paint.width - used - rest) if entry.from_user else 0
        painter.drawText(line.adjusted(left, 0, 0, 0), Qt.AlignmentFlag.AlignLeft, name)
        painter.setFont(style.small)
        painter.setPen(QColor(style.theme.muted))
        painter.drawText(line.adjusted(left + used, 1, 0, 0), Qt.AlignmentFlag.AlignLeft, quiet)


class SpaceRow:
    """Nothing, of a fixed height."""

    def __init__(self, height: int) -> None:
        self.height = height

    def measure(self, style: Style, width: int) -> int:
        del style, width
        return self.height

    def targets(self, style: Style, width: int) -> list[Target]:
        del style, width
        return []

    def paint(self, paint: Paint) -> None:
        """Nothing to paint."""


class FoldRow:
    """The line that opens and closes the reasoning, and copies it."""

    def __init__(self, words: int, *, opened: bool, thinking: bool, time: str = "") -> None:
        self.words = words
        self.opened = opened
        self.thinking = thinking
        self.time = time
        self.height = 0

    @property
    def label(self) -> str:
        return self.title + (" ▾" if self.opened else " ▸")

    @property
    def title(self) -> str:
        """The label without its arrow, for those who cannot see it."""
        title = translate("transcript", "Thinking") if self.thinking else translate("transcript", "Reasoning")
        count = translate("transcript", "{n} words").format(n=number(self.words))
        if self.words == 1:
            count = translate("transcript", "1 word")
        return " · ".join(word for word in (title, count, self.time) if word)

    def measure(self, style: Style, width: int) -> int:
        del width
        self.height = style.small_height + SPACE + style.gap // 2
        return self.height

    def targets(self, style: Style, width: int) -> list[Target]:
        del width
        metrics = QFontMetrics(style.small)
        high = style.small_height + SPACE
        copy = translate("transcript", "Copy reasoning")
        wide = metrics.horizontalAdvance(self.label) + SPACE * 2
        return [
            Target(QRect(-SPACE, 0, wide, high), REASONING, self.label),
            Target(QRect(wide - SPACE, 0, metrics.horizontalAdvance(copy) + SPACE * 2, high), COPY_REASONING, copy),
        ]

    def paint(self, paint: Paint) -> None:
        for target in self.targets(paint.style, paint.width):
            if paint.active or target.action != COPY_REASONING:
                paint_button(paint, target)


def paint_button(paint: Paint, target: Target, *, framed: bool = False) -> None:
    """A quiet text button: its ground shows under the pointer, its frame with the keyboard."""
    painter, theme = paint.painter, paint.style.theme
    hovered = target == paint.hovered and target.enabled
    font: QFont = paint.style.small
    if hovered or framed:
        painter.setPen(QColor(theme.control) if framed else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.raised if hovered else theme.surface))
        painter.drawRoundedRect(target.rect.adjusted(0, 0, -1, -1), RADIUS, RADIUS)
    painter.setFont(font)
    painter.setPen(QColor(theme.text if hovered or framed else theme.muted))
    label = translate("transcript", "Copied") if target == paint.done else target.label
    painter.setOpacity(1.0 if target.enabled else DISABLED)
    painter.drawText(target.rect, Qt.AlignmentFlag.AlignCenter, label)
    painter.setOpacity(1.0)
    if target == paint.focused:
        paint_focus(paint, target.rect)


def paint_focus(paint: Paint, rect: QRect) -> None:
    paint.painter.setPen(QColor(paint.style.theme.accent))
    paint.painter.setBrush(Qt.BrushStyle.NoBrush)
    paint.painter.drawRoundedRect(rect.adjusted(0, 0, -1, -1), RADIUS, RADIUS)
