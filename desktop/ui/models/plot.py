"""One chart of models, laid out in a rectangle and painted: axes, lines, and a point a model."""

from __future__ import annotations

from collections import defaultdict
from math import hypot
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from desktop.ui.models.axes import ruler

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from PySide6.QtGui import QFont, QPixmap

    from desktop.domain.model import Model
    from desktop.ui.models.axes import Chart, Ruler
    from desktop.ui.theme.theme import Theme

GAP = 8.0  # device-independent pixels between words and lines
STRIP = 36.0  # device-independent pixels of the strip for zeros
POINT = 4.0  # radius
PIECE = 100  # models a step
CELL = 16.0  # device-independent pixels of the squares that points are looked up in
ASIDE = 2.5  # how much farther a point counts for every pixel off the way
FILLED = 150  # opacity of points, of 255: where many lie over each other it is darker
RIGHT_MIDDLE = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
CENTERED = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
LEFT_TOP = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
RIGHT_TOP = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop


class Plot:
    """Where every model lies, once all `steps` are done.

    Attributes:
        models: Those that have both values, in their order.
        at: Their numbers by `Model.key`.
        values: Their values, across and up.
        hollow: Which of them are painted as circles.
        places: The points, in device-independent pixels.
        missing: How many models have not both values.
        stated: Whether any model has one across, and one up.
        frame: What is inside the axes, strips of zeros included.
    """

    def __init__(self, chart: Chart, size: QSizeF, font: QFont) -> None:
        self.models: list[Model] = []
        self.at: dict[tuple[str, str], int] = {}
        self.values: list[tuple[float, float]] = []
        self.hollow: list[bool] = []
        self.places: list[QPointF] = []
        self.missing = 0
        self.stated = [False, False]
        self._ends: list[tuple[float, ...]] = [(), ()]
        self._chart, self._size, self._metrics = chart, size, QFontMetricsF(font)
        self._cells: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
        self._fit()

    def steps(self, models: Sequence[Model], dimmed: Callable[[Model], object]) -> Iterator[None]:
        """Lay these out, some more at each step."""
        for start in range(0, len(models), PIECE):
            self._measure(models[start : start + PIECE], dimmed)
            yield
        self._fit()
        for start in range(0, len(self.values), PIECE):
            self._place(start)
            yield

    def _measure(self, models: Sequence[Model], dimmed: Callable[[Model], object]) -> None:
        across, up, start = self._chart.across.value, self._chart.up.value, len(self.values)
        for model in models:
            x, y = across(model), up(model)
            self.stated = [self.stated[0] or x is not None, self.stated[1] or y is not None]
            if x is None or y is None:
                self.missing += 1
                continue
            self.at[model.key] = len(self.models)
            self.models.append(model)
            self.values.append((x, y))
            self.hollow.append(bool(dimmed(model)))
        if new := self.values[start:]:
            self._ends = [_ends((*self._ends[axis], *(value[axis] for value in new))) for axis in (0, 1)]

    def _fit(self) -> None:
        self._across, self._up = ruler(self._chart.across, self._ends[0]), ruler(self._chart.up, self._ends[1])
        self._arrange(self._size)

    def _place(self, start: int) -> None:
        for at, (x, y) in enumerate(self.values[start : start + PIECE], start):
            place = QPointF(self._x(x), self._y(y))
            self.places.append(place)
            self._cells[int(place.x() // CELL), int(place.y() // CELL)].append(at)

    def _arrange(self, size: QSizeF) -> None:
        line = self._metrics.height()
        labels = [self._up.axis.text(value) for value in self._up.lines()] + [self._up.axis.text(0)] * self._up.zero
        left = max((self._metrics.horizontalAdvance(label) for label in labels), default=0) + 2 * GAP
        top, bottom = line + 2 * GAP, 2 * line + 2 * GAP
        self.frame = QRectF(left, top, max(1.0, size.width() - left - GAP), max(1.0, size.height() - top - bottom))
        inner = self.frame.adjusted(STRIP * self._across.zero, 0, 0, -STRIP * self._up.zero)
        self._inner = inner if inner.isValid() else self.frame

    def _x(self, value: float) -> float:
        share = self._across.share(value)
        return self.frame.left() + STRIP / 2 if share is None else self._inner.left() + share * self._inner.width()

    def _y(self, value: float) -> float:
        share = self._up.share(value)
        return self.frame.bottom() - STRIP / 2 if share is None else self._inner.bottom() - share * self._inner.height()

    # Looking up

    def near(self, place: QPointF, reach: float) -> list[int]:
        """Points within `reach`, the nearest first."""
        x, y, cells = int(place.x() // CELL), int(place.y() // CELL), int(reach // CELL) + 1
        around = range(-cells, cells + 1)
        likely = [at for dx in around for dy in around for at in self._cells.get((x + dx, y + dy), ())]
        far = {at: hypot(self.places[at].x() - place.x(), self.places[at].y() - place.y()) for at in likely}
        return sorted((at for at in likely if far[at] <= reach), key=lambda at: (far[at], at))

    def within(self, part: QRectF) -> list[int]:
        return [at for at, place in enumerate(self.places) if part.contains(place)]

    def beyond(self, start: int, way: tuple[int, int]) -> int:
        """The nearest point in a direction, or the same when there is none; at one place they come one by one."""
        here, (across, down) = self.places[start], way
        best, least = start, float("inf")
        for at, place in enumerate(self.places):
            dx, dy = place.x() - here.x(), place.y() - here.y()
            along, aside = dx * across + dy * down, abs(dx * down) + abs(dy * across)
            behind = (at - start) * (across + down) <= 0
            if along < 0 or (along == 0 and (aside or behind)):
                continue
            distance = along + ASIDE * aside if along else abs(at - start) / len(self.places)
            if distance < least or (distance == least and across + down < 0):  # back through a pile from its end
                best, least = at, distance
        return best

    # Painting

    def paint(self, picture: QPixmap, theme: Theme, font: QFont) -> Iterator[None]:
        """Axes and points, some more at each step."""
        with QPainter(picture) as painter:
            painter.setFont(font)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_axes(painter, theme)
        for hollow in (True, False):  # what suits lies above what does not
            for start in range(0, len(self.places), PIECE):
                piece = zip(self.places[start : start + PIECE], self.hollow[start : start + PIECE], strict=True)
                _paint_points(picture, [place for place, found in piece if found is hollow], theme, hollow=hollow)
                yield

    def _paint_axes(self, painter: QPainter, theme: Theme) -> None:
        frame, height = self.frame, self._metrics.height()
        grid, words = QPen(QColor(theme.border), 1), QPen(QColor(theme.muted))
        last = -float("inf")
        for x, label in self._marks(self._across, self._x):
            painter.setPen(grid)
            painter.drawLine(QPointF(x, frame.top()), QPointF(x, frame.bottom()))
            half = self._metrics.horizontalAdvance(label) / 2
            middle = min(x, frame.right() - half)  # else it would be cut
            if middle - half > last:  # else it would touch the one before
                painter.setPen(words)
                painter.drawText(QRectF(middle - 2 * half, frame.bottom() + GAP / 2, 4 * half, height), CENTERED, label)
                last = middle + half + GAP
        for y, label in self._marks(self._up, self._y):
            painter.setPen(grid)
            painter.drawLine(QPointF(frame.left(), y), QPointF(frame.right(), y))
            painter.setPen(words)
            painter.drawText(QRectF(0, y - height / 2, frame.left() - GAP, height), RIGHT_MIDDLE, label)
        painter.setPen(QColor(theme.text))
        whole = QRectF(0, GAP / 2, frame.right(), height)
        painter.drawText(whole.translated(GAP / 2, 0), LEFT_TOP, self._up.axis.title)
        below = QRectF(0, frame.bottom() + height + GAP, frame.right(), height)
        painter.drawText(below, RIGHT_TOP, self._across.axis.title)

    def _marks(self, found: Ruler, place: Callable[[float], float]) -> Iterable[tuple[float, str]]:
        values = [0.0] * found.zero + found.lines()
        return [(place(value), found.axis.text(value)) for value in values]


def _ends(values: Sequence[float]) -> tuple[float, ...]:
    """Those that a ruler has to reach, for all of them: the least, the greatest, and the least above zero."""
    return (min(values), max(values), *sorted(value for value in values if value > 0)[:1])


def _paint_points(picture: QPixmap, places: Iterable[QPointF], theme: Theme, *, hollow: bool) -> None:
    ink = QColor(theme.accent)
    ink.setAlpha(FILLED)
    with QPainter(picture) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(theme.control), 1) if hollow else Qt.PenStyle.NoPen)
        painter.setBrush(Qt.BrushStyle.NoBrush if hollow else ink)
        for place in places:
            painter.drawEllipse(place, POINT, POINT)
