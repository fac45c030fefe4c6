"""What is painted over the points of a chart: those that are selected or current, names, and a frame being dragged."""

from __future__ import annotations

from math import hypot
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QPen

from desktop.domain.foreign import one_line
from desktop.ui.models.plot import POINT
from desktop.ui.theme.theme import RADIUS, SPACE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from PySide6.QtGui import QPainter

    from desktop.ui.models.plot import Plot
    from desktop.ui.theme.theme import Theme

CHOSEN, CURRENT = POINT + 1, POINT + 4  # radii
LONGEST = 60  # characters of a name
SHADE = 60  # opacity of the frame that is dragged, of 255
LEFT_MIDDLE = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


def paint_chosen(painter: QPainter, places: Iterable[QPointF], theme: Theme) -> None:
    painter.setPen(QPen(QColor(theme.text), 1.5))
    painter.setBrush(QColor(theme.accent))
    for place in places:
        painter.drawEllipse(place, CHOSEN, CHOSEN)


def paint_current(painter: QPainter, place: QPointF, theme: Theme, *, focused: bool) -> None:
    """A ring, in the accent while the keyboard is here."""
    painter.setPen(QPen(QColor(theme.accent if focused else theme.muted), 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(place, CURRENT, CURRENT)


def paint_names(painter: QPainter, plot: Plot, theme: Theme) -> None:
    """The name of every point beside it, clear of points and other names, and nearest to it where there is a choice."""
    painter.setPen(QColor(theme.text))
    metrics = painter.fontMetrics()
    around = QPointF(CHOSEN, CHOSEN)
    taken = [QRectF(place - around, place + around) for place in plot.places]
    for at in sorted(range(len(plot.places)), key=lambda at: plot.places[at].y()):
        name = one_line(plot.models[at].name, LONGEST)
        size = QSizeF(metrics.horizontalAdvance(name) + 1, metrics.height())
        place, others = plot.places[at], plot.places[:at] + plot.places[at + 1 :]
        words = _beside(place, size, plot.frame, taken, others)
        taken.append(words)
        painter.drawText(words, LEFT_MIDDLE, name)


def _distance(place: QPointF, area: QRectF) -> float:
    across = max(area.left() - place.x(), 0, place.x() - area.right())
    return hypot(across, max(area.top() - place.y(), 0, place.y() - area.bottom()))


def _is_nearest(place: QPointF, words: QRectF, others: Sequence[QPointF]) -> bool:
    """Whether nobody takes words for those of another point; at the very same place they are of both."""
    own = _distance(place, words)
    return all(other == place or _distance(other, words) > own for other in others)


def _beside(place: QPointF, size: QSizeF, frame: QRectF, taken: Sequence[QRectF], others: Sequence[QPointF]) -> QRectF:
    """Where words are free to stand: beside a point or at its corners, else as far inside as need be.

    Where there is a choice, no other point is nearer.
    """
    width, height = size.width(), size.height()
    right, left = place.x() + SPACE, place.x() - SPACE - width
    middle, above, below = place.y() - height / 2, place.y() - CHOSEN - height, place.y() + CHOSEN
    centered = place.x() - width / 2
    sides = ((right, middle), (left, middle), (centered, above), (centered, below))
    corners = ((x, y) for x in (place.x(), place.x() - width) for y in (above, below))
    spots = [QRectF(QPointF(x, y), size) for x, y in (*sides, *corners)]
    free = [spot for spot in spots if frame.contains(spot) and not any(spot.intersects(other) for other in taken)]
    if free:
        return next((spot for spot in free if _is_nearest(place, spot, others)), free[0])
    inside = min(middle, frame.bottom() - height)
    words = QRectF(QPointF(right if right + width <= frame.right() else max(0.0, left), inside), size)
    step = height if words.center().y() < frame.center().y() else -height  # the axis has words of its own
    while any(words.intersects(other) for other in taken):
        words.translate(0, step)
    return words


def paint_label(painter: QPainter, place: QPointF, lines: Sequence[str], theme: Theme, area: QRectF) -> None:
    """A card with lines beside a point, inside of `area`."""
    metrics = painter.fontMetrics()
    width = max(metrics.horizontalAdvance(line) for line in lines) + 2 * SPACE
    card = QRectF(0, 0, width, len(lines) * metrics.height() + SPACE)
    card.moveTopLeft(place + QPointF(SPACE + CURRENT, -card.height() / 2))
    if card.right() > area.right():
        card.moveRight(place.x() - SPACE - CURRENT)
    card.moveLeft(max(area.left(), card.left()))
    card.moveTop(min(max(area.top(), card.top()), area.bottom() - card.height()))
    painter.setPen(QPen(QColor(theme.border), 1))
    painter.setBrush(QColor(theme.raised))
    painter.drawRoundedRect(card, RADIUS, RADIUS)
    painter.setPen(QColor(theme.text))
    for row, line in enumerate(lines):
        top = card.top() + SPACE / 2 + row * metrics.height()
        painter.drawText(QRectF(card.left() + SPACE, top, width, metrics.height()), LEFT_MIDDLE, line)


def paint_frame(painter: QPainter, frame: QRectF, theme: Theme) -> None:
    shade = QColor(theme.accent)
    painter.setPen(QPen(shade, 1))
    shade.setAlpha(SHADE)
    painter.setBrush(shade)
    painter.drawRect(frame)


def paint_border(painter: QPainter, area: QRectF, theme: Theme, *, focused: bool) -> None:
    """Like the lists of the application's sheet."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    width = 2 if focused else 1
    painter.setPen(QPen(QColor(theme.accent if focused else theme.border), width))
    inset = width / 2
    painter.drawRoundedRect(area.adjusted(inset, inset, -inset, -inset), RADIUS, RADIUS)
