"""The quiet line below an answer: how it was made, as much of it as there is room for, and a way to the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFontMetrics

from desktop.ui.links import visible
from desktop.ui.theme.theme import RADIUS, SPACE
from desktop.ui.transcript.entry import Fact
from desktop.ui.transcript.rows import Target, paint_focus

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.ui.transcript.rows import Paint
    from desktop.ui.transcript.style import Style

RECEIPT = "receipt"
MOST = 2  # lines


def in_one_line(facts: Sequence[Fact]) -> str:
    return " · ".join(visible(fact.text) for fact in facts)


def shortened(facts: Sequence[Fact], metrics: QFontMetrics, room: int, most: int = 1) -> str:
    """As many lines as there may be, without what there is no room for.

    Details of all facts are left out first, then whole facts, the least important one before the others.
    """
    whole = left = list(facts)
    brief = [Fact(fact.brief or fact.text, fact.rank) for fact in facts]
    while left:
        lines = _lines(left, metrics, room)
        lines[-1] += " …" if left is not whole else ""
        if len(lines) <= most and all(metrics.horizontalAdvance(line) <= room for line in lines):
            return "\n".join(lines)
        if left is whole and any(fact.brief for fact in facts):
            left = brief
        elif len(left) > 1:
            last = max(left, key=lambda fact: fact.rank)
            left = [fact for fact in left if fact is not last]
        else:
            return metrics.elidedText(lines[0], Qt.TextElideMode.ElideMiddle, room)
    return ""


def _lines(facts: Sequence[Fact], metrics: QFontMetrics, room: int) -> list[str]:
    """All facts in their order, in lines that are broken between them."""
    lines: list[str] = []
    for fact in facts:
        longer = f"{lines[-1]} · {visible(fact.text)}" if lines else ""
        if longer and metrics.horizontalAdvance(longer) <= room:
            lines[-1] = longer
        else:
            lines.append(visible(fact.text))
    return lines


def needs_own_line(facts: Sequence[Fact], style: Style, room: int) -> bool:
    """Whether some of it would have to be left out beside the buttons."""
    return QFontMetrics(style.small).horizontalAdvance(in_one_line(facts)) > room


def own_lines(facts: Sequence[Fact], style: Style, width: int) -> int:
    """How many lines it needs where it has them for itself."""
    return shortened(facts, QFontMetrics(style.small), width, MOST).count("\n") + 1


def _text(facts: Sequence[Fact], style: Style, room: QRect) -> str:
    return shortened(facts, QFontMetrics(style.small), room.width(), room.height() // style.small_height)


def receipt_target(facts: Sequence[Fact], style: Style, room: QRect) -> Target:
    """The line as a button, as wide as what can be seen of it."""
    wide = QFontMetrics(style.small).size(0, _text(facts, style, room)).width()
    rect = QRect(room.left(), room.top(), wide, room.height()).adjusted(
        -SPACE // 2, -SPACE // 4, SPACE // 2, SPACE // 4
    )
    return Target(rect, RECEIPT, in_one_line(facts))


def paint_receipt(paint: Paint, facts: Sequence[Fact], target: Target, room: QRect) -> None:
    """`room` may be wider than the target's: where the buttons are not shown."""
    painter, theme = paint.painter, paint.style.theme
    hovered = target == paint.hovered
    if hovered:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.raised))
        painter.drawRoundedRect(target.rect, RADIUS, RADIUS)
    painter.setPen(QColor(theme.text if hovered else theme.muted))
    painter.setFont(paint.style.small)
    text = _text(facts, paint.style, room)
    painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)
    if target == paint.focused:
        paint_focus(paint, target.rect)
