"""Prices that change with the length of the prompt or with the time of day, as small bars."""

from __future__ import annotations

from datetime import UTC, datetime, time
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QCoreApplication, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.domain import cost
from desktop.domain.cost import DAY
from desktop.ui.browser.facts import price_text, tokens_text
from desktop.ui.browser.prices import price_label
from desktop.ui.theme.labels import tooltip
from desktop.ui.theme.theme import SPACE, theme_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from PySide6.QtGui import QPaintEvent

    from desktop.domain.cost import Tier
    from desktop.domain.pricing import Price, Pricing
    from desktop.ui.theme.theme import Theme

FIELDS = ("prompt", "completion")
BAR = 18  # device-independent pixels of the highest bar
LOWEST = 2  # the same of a price that is small beside the highest one
GAP = 2  # between bars
HOUR = 60  # minutes
ZERO = Decimal(0)
ONE_LINE = int(Qt.TextFlag.TextSingleLine) | int(Qt.TextFlag.TextDontClip)  # by itself Qt breaks what has little room

translate = QCoreApplication.translate


class _Strip(NamedTuple):
    """What is drawn of one cause.

    Attributes:
        places: Where each tier begins and where the last one ends, as shares of the width.
        marks: What stands below these places; "" for nothing.
        told: Each tier in words.
    """

    tiers: Sequence[Tier]
    fields: Sequence[str]
    places: Sequence[float]
    marks: Sequence[str]
    told: Sequence[str]


class PriceChart(QWidget):
    """Bars for the prices of input and output; hidden where both are always the same."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("model-price-chart")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._strips: Sequence[_Strip] = ()
        self.hide()

    def show_pricing(self, pricing: Pricing, day: date) -> None:
        """Show how prices change with the prompt, and through this day (UTC)."""
        by_size = cost.tiers(pricing, datetime.combine(day, time(), UTC))
        self._strips = [strip for strip in (_by_size(by_size), _by_hour(cost.hours(pricing, day))) if strip.fields]
        told = [line for strip in self._strips for line in strip.told]
        self.setAccessibleName(self.tr("Prices by length of the prompt and time of day"))
        self.setAccessibleDescription("; ".join(told))
        self.setToolTip(tooltip(*told))
        self.updateGeometry()
        self.setVisible(bool(self._strips))
        self.update()

    def sizeHint(self) -> QSize:
        line = self.fontMetrics().height()
        rows = sum(len(strip.fields) for strip in self._strips)
        return QSize(200, rows * (line + BAR + SPACE // 2) + len(self._strips) * (line + SPACE))

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, metrics = theme_of(self.palette()), self.fontMetrics()
        line = metrics.height()
        labels = max(metrics.horizontalAdvance(price_label(field)) for field in FIELDS) + 2 * SPACE
        with QPainter(self) as painter:
            top = 0
            for strip in self._strips:
                for field in strip.fields:
                    painter.setPen(QColor(theme.muted))
                    painter.drawText(QRectF(0, top + BAR, labels, line), ONE_LINE, price_label(field))
                    self._draw_bars(
                        painter, strip, field, QRectF(labels, top, self.width() - labels, line + BAR), theme
                    )
                    top += line + BAR + SPACE // 2
                self._draw_marks(painter, strip, QRectF(labels, top, self.width() - labels, line), theme)
                top += line + SPACE

    def _draw_bars(self, painter: QPainter, strip: _Strip, field: str, frame: QRectF, theme: Theme) -> None:
        """A bar a tier, as high as its price; the price stands above it where there is room."""
        line = self.fontMetrics().height()
        prices = [tier.prices.get(field) for tier in strip.tiers]
        highest = max((price for price in prices if isinstance(price, Decimal)), default=ZERO)
        for price, (begin, end) in zip(prices, pairwise(strip.places), strict=True):
            left, right = frame.left() + begin * frame.width(), frame.left() + end * frame.width() - GAP
            height = LOWEST + (BAR - LOWEST) * _share(price, highest)
            bar = QRectF(left, frame.bottom() - height, right - left, height)
            painter.fillRect(bar, QColor(theme.selection))
            painter.fillRect(QRectF(left, bar.top(), bar.width(), LOWEST), QColor(theme.accent))
            words = price_text(price)
            if self.fontMetrics().horizontalAdvance(words) <= bar.width():
                painter.setPen(QColor(theme.text))
                painter.drawText(QRectF(left, bar.top() - line, bar.width(), line), ONE_LINE, words)

    def _draw_marks(self, painter: QPainter, strip: _Strip, frame: QRectF, theme: Theme) -> None:
        painter.setPen(QColor(theme.muted))
        free = frame.left()
        for place, words in zip(strip.places, strip.marks, strict=True):
            width = self.fontMetrics().horizontalAdvance(words)
            left = min(frame.left() + place * frame.width(), frame.right() - width)
            if words and left >= free:
                painter.drawText(QRectF(left, frame.top(), width, frame.height()), ONE_LINE, words)
                free = left + width + SPACE


def _by_size(tiers: Sequence[Tier]) -> _Strip:
    """Steps as wide as each other: one from 32K on would be a line beside one that ends with a million."""
    limits = [tokens_text(tier.start) for tier in tiers[1:]]
    up_to, over = translate("prices", "up to {n} tokens"), translate("prices", "over {n} tokens")
    spans = [*(up_to.format(n=limit) for limit in limits[:1]), *(over.format(n=limit) for limit in limits)]
    marks = [*(f"≤ {limit}" for limit in limits[:1]), *(f"> {limit}" for limit in limits), ""]
    places = [at / len(tiers) for at in range(len(tiers) + 1)]
    return _strip(tiers, places, marks, spans or [""])


def _by_hour(tiers: Sequence[Tier]) -> _Strip:
    clock = [f"{minute // HOUR:02}:{minute % HOUR:02}" for minute in (*(tier.start for tier in tiers), DAY)]
    spans = translate("prices", "{start} to {end} UTC")
    told = [spans.format(start=start, end=end) for start, end in pairwise(clock)]
    return _strip(tiers, [*(tier.start / DAY for tier in tiers), 1.0], clock, told)


def _strip(tiers: Sequence[Tier], places: Sequence[float], marks: Sequence[str], spans: Sequence[str]) -> _Strip:
    fields = [field for field in FIELDS if len({tier.prices.get(field) for tier in tiers}) > 1]
    told = [
        f"{span}: " + " · ".join(f"{price_label(field)} {price_text(tier.prices.get(field))}" for field in fields)
        for tier, span in zip(tiers, spans, strict=True)
    ]
    return _Strip(tiers, fields, places, marks, told)


def _share(price: Price | None, highest: Decimal) -> float:
    return float(price / highest) if isinstance(price, Decimal) and highest else 0.0
