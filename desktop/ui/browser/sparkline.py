"""Prices of a model over time, as small as words."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from desktop.domain.history import price_steps
from desktop.ui.browser.facts import price_text
from desktop.ui.browser.prices import price_label
from desktop.ui.figures import day_here, day_text
from desktop.ui.theme.labels import plain_label, tooltip
from desktop.ui.theme.theme import SPACE, theme_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from PySide6.QtGui import QPaintEvent

    from desktop.domain.history import Change, Step
    from desktop.domain.model import Model

MOST = 200  # steps that are drawn: there are no more pixels
MOST_TOLD = 6
LINE = 1.5  # device-independent pixels
DOT = 2.5
SECOND = timedelta(seconds=1)
ZERO = Decimal(0)
FIELDS = ("prompt", "completion")

translate = QCoreApplication.translate


class PriceHistory(QWidget):
    """A line for the input's price and one for the output's; hidden unless there were two prices at least."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("model-price-history")
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(SPACE)
        grid.setVerticalSpacing(SPACE // 2)
        grid.setColumnStretch(1, 1)
        self._rows = []
        for row, field in enumerate(FIELDS):
            widgets = plain_label(price_label(field), self, muted=True), Sparkline(self), plain_label("", self)
            widgets[1].setObjectName(f"model-price-history-{field}")
            for column, widget in enumerate(widgets):
                grid.addWidget(widget, row, column)
            self._rows.append(widgets)
        self.hide()

    def show_prices(self, model: Model, changes: Sequence[Change], today: date, begun: datetime | None = None) -> None:
        """Show the prices of a model, of which these are all changes, oldest first, since the oldest list came."""
        first = begun or datetime.combine(today, time.min, UTC)
        told = {field: price_steps(changes, field, model.pricing.prices.get(field), first) for field in FIELDS}
        moving = {field for field, steps in told.items() if len({step.price for step in steps} - {None}) > 1}
        until = datetime.combine(today, time.max, UTC)
        begin = min((step.since for field in moving for step in told[field]), default=until)
        for (field, steps), (label, line, now) in zip(told.items(), self._rows, strict=True):
            for widget in (label, line, now):
                widget.setVisible(field in moving)
            line.show_steps(steps, begin, until, label.text())
            now.setText(price_text(model.pricing.prices.get(field)))
        self.setVisible(bool(moving))


class Sparkline(QWidget):
    """One price over time."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._steps: Sequence[Step] = ()
        self._begin = self._until = datetime.now(UTC)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(self.fontMetrics().height())

    def show_steps(self, steps: Sequence[Step], begin: datetime, until: datetime, name: str) -> None:
        """Draw a price's steps between two moments, UTC; `name` says which price it is."""
        self._steps, self._begin, self._until = steps[-MOST:], begin, until
        told, prices = _told(steps), [step.price for step in steps if step.price is not None]
        least, most = (price_text(price) for price in (min(prices, default=None), max(prices, default=None)))
        words = self.tr("{price} over time, from {least} to {most}").format(price=name, least=least, most=most)
        self.setAccessibleName(words)
        self.setAccessibleDescription("; ".join(told))
        self.setToolTip(tooltip(words, *told))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        accent = QColor(theme_of(self.palette()).accent)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(accent, LINE, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap, Qt.PenJoinStyle.MiterJoin))
            frame = QRectF(self.rect()).adjusted(DOT, DOT, -DOT, -DOT)
            path = _path(self._steps, self._begin, self._until, frame)
            painter.drawPath(path)
            if self._steps and self._steps[-1].price is not None:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(accent)
                painter.drawEllipse(path.currentPosition(), DOT, DOT)


def _path(steps: Sequence[Step], begin: datetime, until: datetime, frame: QRectF) -> QPainterPath:
    """A line that steps from price to price, with gaps where there is none."""
    path = QPainterPath()
    prices = [step.price for step in steps if step.price is not None]
    low, height = min(prices, default=ZERO), max(prices, default=ZERO) - min(prices, default=ZERO)
    for step, following in pairwise((*steps, None)):
        if step is None or step.price is None:
            continue
        start = _across(step.since, begin, until, frame)
        end = _across(following.since if following else until, begin, until, frame)
        y = frame.bottom() - frame.height() * _share(step.price - low, height)
        connected = path.elementCount() and path.currentPosition().x() == start
        (path.lineTo if connected else path.moveTo)(QPointF(start, y))
        path.lineTo(QPointF(end, y))
    return path


def _across(moment: datetime, begin: datetime, until: datetime, frame: QRectF) -> float:
    share = (moment - begin) / max(until - begin, SECOND)
    return frame.left() + frame.width() * min(1.0, share)


def _share(above: Decimal, height: Decimal) -> float:
    return float(above / height) if height else 1 / 2


def _told(steps: Sequence[Step]) -> list[str]:
    """The newest steps in words, oldest first."""
    none = translate("prices", "no fixed price")
    return [
        f"{day_text(day_here(step.since))}: " + (none if step.price is None else price_text(step.price))
        for step in steps[-MOST_TOLD:]
    ]
