"""The files of a question, as blocks that can be opened or saved."""

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

FILE = "file:"  # what the actions of stored files begin with, before their hash …
FILE_AT = "file-at:"  # … and of those at an address
SIGN = 16  # pixels

translate = QCoreApplication.translate


class FileLine(NamedTuple):
    """A file: its name, and in words what it is and how long.

    Attributes:
        url: Where it lies, if it is not stored.
        sign: Name of the drawing before it.
        opens: It is opened in the window; all others are saved.
    """

    blob: str
    name: str
    facts: str
    url: str = ""
    sign: str = "file"
    opens: bool = True

    @property
    def action(self) -> str:
        return FILE_AT + self.url if self.url else FILE + self.blob

    @property
    def label(self) -> str:
        """What pressing it does, in words."""
        if self.url:
            said = translate("transcript", "Open the address of {name}, {facts}")
        elif self.opens:
            said = translate("transcript", "Open the file {name}, {facts}")
        else:
            said = translate("transcript", "Save the file {name}, {facts}")
        return said.format(name=visible(self.name), facts=self.facts)


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
        return [
            Target(
                QRect(0, index * (high + SPACE // 2), min(width, self._wide(file, style)), high),
                file.action,
                file.label,
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
            icon(file.sign, theme, theme.muted, SIGN).paint(painter, sign)
            painter.setFont(style.small)
            painter.setPen(QColor(theme.muted))
            inner.setLeft(sign.right() + SPACE)
            name = min(metrics.horizontalAdvance(visible(file.name)), inner.width() // 3)
            facts = metrics.elidedText(file.facts, Qt.TextElideMode.ElideRight, inner.width() - name - SPACE)
            painter.drawText(inner, middle | Qt.AlignmentFlag.AlignRight, facts)
            inner.setRight(inner.right() - metrics.horizontalAdvance(facts) - SPACE)
            painter.setPen(QColor(theme.text))
            shown = metrics.elidedText(visible(file.name), Qt.TextElideMode.ElideMiddle, inner.width())
            painter.drawText(inner, middle, shown)
            if target == paint.focused:
                paint_focus(paint, target.rect)
