"""The sources of an answer, below its text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QRect, Qt
from PySide6.QtGui import QColor, QFontMetrics

from desktop.ui.links import visible
from desktop.ui.theme.theme import RADIUS, SPACE
from desktop.ui.transcript.rows import LINK, Target, paint_focus

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.ui.transcript.entry import SourceLine
    from desktop.ui.transcript.rows import Paint
    from desktop.ui.transcript.style import Style

translate = QCoreApplication.translate


def name_of(source: SourceLine) -> str:
    """What is heard of a source, and what a mark's tip says."""
    words = ", ".join(visible(word) for word in (source.title, source.host) if word)
    return translate("transcript", "Source {n}: {name}").format(n=source.number, name=words)


class SourcesRow:
    """A heading and a line for each source: number, title, host."""

    def __init__(self, sources: Sequence[SourceLine]) -> None:
        self.sources = sources
        self.height = 0

    def _line(self, style: Style) -> int:
        return style.small_height + SPACE // 2

    def measure(self, style: Style, width: int) -> int:
        del width
        self.height = self._line(style) * (1 + len(self.sources)) + SPACE
        return self.height

    def _numbers(self, style: Style) -> int:
        """Width of the column of numbers."""
        return QFontMetrics(style.small).horizontalAdvance(str(len(self.sources))) + SPACE

    def _texts(self, source: SourceLine, style: Style, room: int) -> tuple[str, str]:
        """Title and host, as much as there is room for; the host is what tells who speaks."""
        metrics = QFontMetrics(style.small)
        host = metrics.elidedText(visible(source.host), Qt.TextElideMode.ElideLeft, room // 2)
        left = room - metrics.horizontalAdvance(host) - SPACE if host else room
        return metrics.elidedText(visible(source.title), Qt.TextElideMode.ElideRight, left), host

    def targets(self, style: Style, width: int) -> list[Target]:
        metrics = QFontMetrics(style.small)
        left = self._numbers(style)
        found = []
        for line, source in enumerate(self.sources, 1):
            title, host = self._texts(source, style, width - left)
            wide = left + metrics.horizontalAdvance(title) + (SPACE + metrics.horizontalAdvance(host) if host else 0)
            rect = QRect(-SPACE // 2, line * self._line(style), wide + SPACE, self._line(style))
            found.append(Target(rect, LINK + source.url, name_of(source), name_of(source)))
        return found

    def paint(self, paint: Paint) -> None:
        painter, style, theme = paint.painter, paint.style, paint.style.theme
        painter.setFont(style.small)
        high, left = self._line(style), self._numbers(style)
        painter.setPen(QColor(theme.muted))
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRect(0, 0, paint.width, high), middle, translate("transcript", "Sources"))
        for source, target in zip(self.sources, self.targets(style, paint.width), strict=True):
            if target == paint.hovered:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(theme.raised))
                painter.drawRoundedRect(target.rect, RADIUS, RADIUS)
            title, host = self._texts(source, style, paint.width - left)
            line = QRect(0, target.rect.top(), left - SPACE, high)
            painter.setPen(QColor(theme.muted))
            painter.drawText(line, Qt.AlignmentFlag.AlignRight | middle, str(source.number))
            painter.setPen(QColor(theme.link))
            line = QRect(left, line.top(), paint.width - left, high)
            painter.drawText(line, middle, title)
            painter.setPen(QColor(theme.muted))
            line.setLeft(left + QFontMetrics(style.small).horizontalAdvance(title) + SPACE)
            painter.drawText(line, middle, host)
            if target == paint.focused:
                paint_focus(paint, target.rect)
