"""The text files of a question, as blocks that can be opened."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QCoreApplication, QRect, Qt
from PySide6.QtGui import QColor, QFontMetrics

from desktop.ui.links import visible
from desktop.ui.theme.style import icon
from desktop.ui.theme.theme import RADIUS, SPACE
from desktop.ui.transcript.rows import Target, paint_focus

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.ui.transcript.rows import Paint
    from desktop.ui.transcript.style import Style

FILE = "file:"  # what the actions of files begin with; the hash of the stored text follows
SIGN = 16  # pixels

translate = QCoreApplication.translate


class FileLine(NamedTuple):
    """A text file: its name, and in words how long it is."""

    blob: str
    name: str
    facts: str


class FilesRow:
    """A block for each file, one below the other."""

    def __init__(self, files: Sequence[FileLine]) -> None:
        self.files = files
        self.height = 0

    def _line(self, style: Style) -> int:
        return style.small_height + SPACE * 2

    def measure(self, style: Style, width: int) -> int:
        del width
        self.height = (self._line(style) + SPACE // 2) * len(self.files) + SPACE // 2
        return self.height

    def _wide(self, file: FileLine, style: Style) -> int:
        metrics = QFontMetrics(style.small)
        return SPACE * 4 + SIGN + metrics.horizontalAdvance(visible(file.name)) + metrics.horizontalAdvance(file.facts)

    def natural(self, style: Style, width: int) -> int:
        """How wide the blocks want to be, up to `width`."""
        return min(width, max(self._wide(file, style) for file in self.files))

    def targets(self, style: Style, width: int) -> list[Target]:
        high = self._line(style)
        said = translate("transcript", "Open the file {name}, {facts}")
        return [
            Target(
                QRect(0, index * (high + SPACE // 2), min(width, self._wide(file, style)), high),
                FILE + file.blob,
                said.format(name=visible(file.name), facts=file.facts),
            )
            for index, file in enumerate(self.files)
        ]

    def paint(self, paint: Paint) -> None:
        painter, style, theme = paint.painter, paint.style, paint.style.theme
        metrics = QFontMetrics(style.small)
        middle = Qt.AlignmentFlag.AlignVCenter
        for file, target in zip(self.files, self.targets(style, paint.width), strict=True):
            painter.setPen(QColor(theme.accent if target == paint.hovered else theme.border))
            painter.setBrush(QColor(theme.surface))
            painter.drawRoundedRect(target.rect, RADIUS, RADIUS)
            inner = target.rect.adjusted(SPACE, 0, -SPACE, 0)
            sign = QRect(inner.left(), inner.center().y() - SIGN // 2 + 1, SIGN, SIGN)
            icon("file", theme, theme.muted, SIGN).paint(painter, sign)
            painter.setFont(style.small)
            painter.setPen(QColor(theme.muted))
            painter.drawText(inner, middle | Qt.AlignmentFlag.AlignRight, file.facts)
            inner.setLeft(sign.right() + SPACE)
            inner.setRight(inner.right() - metrics.horizontalAdvance(file.facts) - SPACE)
            painter.setPen(QColor(theme.text))
            name = metrics.elidedText(visible(file.name), Qt.TextElideMode.ElideMiddle, inner.width())
            painter.drawText(inner, middle, name)
            if target == paint.focused:
                paint_focus(paint, target.rect)
