"""Models as points: pointed at, clicked, framed, or gone through with the arrow keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QMargins, QPointF, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.domain.foreign import one_line
from desktop.ui.figures import number
from desktop.ui.models.marks import (
    LONGEST,
    paint_border,
    paint_chosen,
    paint_current,
    paint_frame,
    paint_label,
    paint_names,
)
from desktop.ui.models.plot import PIECE, Plot
from desktop.ui.models.slices import Slices
from desktop.ui.theme.theme import SPACE, theme_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPaintEvent, QResizeEvent

    from desktop.domain.model import Model
    from desktop.ui.models.axes import Chart
    from desktop.ui.theme.theme import Theme

    Key = tuple[str, str]  # of a model

NEAR = 12.0  # device-independent pixels within which a point is meant
DRAG = 5  # device-independent pixels after which a press is no click
SMALLEST = QSize(240, 180)
SAME = 1.0  # device-independent pixels between points that cannot be told apart
MOST_NAMES = 4  # of others at the same place
LITTLE = 500  # points that take no longer than a frame
FEW = 8  # points that all have their names beside them
CENTERED = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
MARGINS = QMargins(SPACE, SPACE, SPACE, SPACE)
WAYS = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1)}
RETURN = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
ADDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


class ScatterPlot(QWidget):
    """Points of models, of which one is current and any number selected; several may have one id, see `Model.key`.

    Signals:
        moved: Another model is the current one; carries its key.
        selected: Other models are selected; carries their keys.
        taken: The person wants this model for the chat; carries its id.
        laid_out: All points have their places.
    """

    moved = Signal(object)
    selected = Signal(list)
    taken = Signal(str)
    laid_out = Signal()

    def __init__(self, chart: Chart, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chart = chart
        self._models: Sequence[Model] = ()
        self._dimmed: Callable[[Model], object] = lambda _: False
        self._current: Key | None = None
        self._chosen: frozenset[Key] = frozenset()
        self._plot = Plot(chart, QSizeF(SMALLEST), self.font())
        self._picture = self._marks = QPixmap()
        self._slices, self._marking = Slices(self), Slices(self)
        self._pointed: int | None = None
        self._pressed: QPointF | None = None
        self._dragged: QPointF | None = None
        self.setAccessibleName(chart.title)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setMinimumSize(SMALLEST)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    # What is shown

    def show_chart(self, chart: Chart) -> None:
        """Measure the same models by other axes."""
        self._chart = chart
        self.setAccessibleName(chart.title)
        self._lay_out()

    def show_models(self, models: Sequence[Model], dimmed: Callable[[Model], object] = lambda _: False) -> None:
        """Show these; the points of those that are `dimmed` are hollow. What was shown stays until all is ready."""
        self._models, self._dimmed = models, dimmed
        self._lay_out()

    def show_selected(self, current: Key | None, chosen: Iterable[Key]) -> None:
        """Show what is current and selected elsewhere, without telling of it."""
        self._current, self._chosen = current, frozenset(chosen)
        self._mark()

    @property
    def missing(self) -> int:
        """How many models have no place, as a value is not known."""
        return self._plot.missing

    def _lay_out(self) -> None:
        self._slices.start(self._steps(), whole=len(self._models) <= LITTLE)

    def _steps(self) -> Iterator[None]:
        """All that does not change while one points, goes and selects."""
        plot, picture, theme = (
            Plot(self._chart, QSizeF(self.size()), self.font()),
            self._empty(),
            theme_of(self.palette()),
        )
        yield from plot.steps(self._models, self._dimmed)
        picture.fill(QColor(theme.surface))
        if plot.models:
            yield from plot.paint(picture, theme, self.font())
        self._plot, self._picture, self._pointed = plot, picture, None
        self._mark()
        self.laid_out.emit()

    def _mark(self) -> None:
        self._changed()
        self._marking.start(self._mark_steps(), whole=len(self._chosen) <= LITTLE)

    def _mark_steps(self) -> Iterator[None]:
        plot, picture, theme = self._plot, self._empty(), theme_of(self.palette())
        picture.fill(Qt.GlobalColor.transparent)
        marked = [plot.places[plot.at[chosen]] for chosen in self._chosen if chosen in plot.at]
        for start in range(0, len(marked), PIECE):
            with QPainter(picture) as painter:
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                paint_chosen(painter, marked[start : start + PIECE], theme)
            yield
        self._marks = picture
        self.update()

    def _empty(self) -> QPixmap:
        picture = QPixmap(self.size() * self.devicePixelRatio())
        picture.setDevicePixelRatio(self.devicePixelRatio())
        return picture

    def _changed(self) -> None:
        self.update()
        if self.isVisible():
            self.setAccessibleDescription(self._described())

    def _described(self) -> str:
        """For those who do not see points: how many there are, and what is known of the current one."""
        plot = self._plot
        if nothing := self._why_empty():
            return nothing
        words = self.tr("1 model") if len(plot.models) == 1 else self.tr("{n} models")
        parts = [words.format(n=number(len(plot.models)))]
        if plot.missing:
            parts.append(self.tr("{n} without these figures").format(n=number(plot.missing)))
        if self._chosen:
            parts.append(self.tr("{n} selected").format(n=number(len(self._chosen))))
        at = self._here()
        if at is not None:
            parts += self._facts(at)
        return ", ".join(parts)

    def _why_empty(self) -> str:
        """What is said in place of axes that no point would have; "" while there are points, or no models."""
        if self._plot.models or not self._plot.missing:
            return ""
        titles = self._chart.across.title, self._chart.up.title
        lacking = [title for title, stated in zip(titles, self._plot.stated, strict=True) if not stated]
        words = self.tr("None of these models states: {axes}") if lacking else self.tr("No model states both: {axes}")
        return words.format(axes=" · ".join(lacking or titles))

    def _facts(self, at: int) -> list[str]:
        """Name and both values of a point."""
        plot, chart = self._plot, self._chart
        x, y = plot.values[at]
        words = self.tr("{axis}: {value}")
        return [
            one_line(plot.models[at].name, LONGEST),
            words.format(axis=chart.across.title, value=chart.across.text(x)),
            words.format(axis=chart.up.title, value=chart.up.text(y)),
        ]

    def _here(self) -> int | None:
        """The point of the current model."""
        return self._plot.at.get(self._current) if self._current else None

    # Choosing

    def _go(self, at: int) -> None:
        self._current = self._plot.models[at].key
        self._changed()
        self.moved.emit(self._current)

    def _choose(self, keys: Iterable[Key]) -> None:
        self._chosen = frozenset(keys)
        self._mark()
        self.selected.emit([key for key in self._plot.at if key in self._chosen])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go to the nearest point, the space bar selects it, Return takes it, Escape selects none."""
        plot, here = self._plot, self._here()
        if event.key() in WAYS and plot.models:
            self._go(0 if here is None else plot.beyond(here, WAYS[Qt.Key(event.key())]))
        elif event.key() == Qt.Key.Key_Space and here is not None:
            self._choose(self._chosen ^ {plot.models[here].key})
        elif event.key() in RETURN and here is not None:
            self.taken.emit(plot.models[here].id)
        elif event.key() == Qt.Key.Key_Escape and self._chosen:
            self._choose(())
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed = self._dragged = event.position()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is not None:
            self._dragged = event.position()
            self._pointed = None
        else:
            self._point(event.position())
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None or event.button() != Qt.MouseButton.LeftButton:
            return
        frame, plot = self._framed(), self._plot
        found = plot.within(frame) if frame else plot.near(event.position(), NEAR)[:1]
        self._pressed = self._dragged = None
        keys = {plot.models[at].key for at in found}
        if found:
            self._go(found[0])
        adds = bool(event.modifiers() & ADDS)
        self._choose(self._chosen | keys if adds and frame else self._chosen ^ keys if adds else keys)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if found := self._plot.near(event.position(), NEAR):
            self.taken.emit(self._plot.models[found[0]].id)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._pointed = None
        self.update()

    def _point(self, place: QPointF) -> None:
        found = self._plot.near(place, NEAR)
        self._pointed = found[0] if found else None

    def _framed(self) -> QRectF | None:
        """The rectangle that is being dragged; None while it is a click yet."""
        if self._pressed is None or self._dragged is None:
            return None
        way = self._dragged - self._pressed
        return QRectF(self._pressed, self._dragged).normalized() if way.manhattanLength() > DRAG else None

    # Looks

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {event.Type.PaletteChange, event.Type.FontChange}:
            self._lay_out()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._changed()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        theme, plot = theme_of(self.palette()), self._plot
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), theme.surface)
            painter.drawPixmap(0, 0, self._picture)
            painter.drawPixmap(0, 0, self._marks)
            painter.setPen(QColor(theme.muted))
            painter.drawText(self.rect().marginsRemoved(MARGINS), CENTERED, self._why_empty())
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_marks(painter, plot, theme)

    def _paint_marks(self, painter: QPainter, plot: Plot, theme: Theme) -> None:
        if 0 < len(plot.models) <= FEW:
            paint_names(painter, plot, theme)
        here = self._here()
        if here is not None:
            paint_current(painter, plot.places[here], theme, focused=self.hasFocus())
        told = self._pointed if self._pointed is not None else here if self.hasFocus() else None
        if frame := self._framed():
            paint_frame(painter, frame, theme)  # a label would cover what is about to be selected
        elif told is not None:
            paint_label(painter, plot.places[told], self._told(told), theme, QRectF(self.rect()))
        paint_border(painter, QRectF(self.rect()), theme, focused=self.hasFocus())

    def _told(self, at: int) -> list[str]:
        """What stands beside a point that is pointed at, and of others at the same place: names above their figures."""
        plot = self._plot
        others = [other for other in plot.near(plot.places[at], SAME) if other != at]
        told: dict[tuple[str, ...], list[str]] = {}
        for point in (at, *others[:MOST_NAMES]):
            name, *figures = self._facts(point)
            told.setdefault(tuple(figures), []).append(name)
        lines = [line for figures, names in told.items() for line in (*names, *figures)]
        if len(others) > MOST_NAMES:
            lines.append(self.tr("and {n} more here").format(n=number(len(others) - MOST_NAMES)))
        return lines
