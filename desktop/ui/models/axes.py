"""Axes of the chart of models: what they measure, where a value lies, and which values have a line and a label."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import Enum
from math import ceil, floor, log10
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QCoreApplication

from desktop.domain.model import INDICES
from desktop.domain.pricing import per_million
from desktop.ui.browser.facts import money, tokens_text
from desktop.ui.figures import day_text, number

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from desktop.domain.model import Model

STEPS = (1, 2, 5, 10)
MOST_LINES = 7
MARGIN = 0.04  # of the whole, on either side of the outermost points
NARROWEST = 0.6  # powers of ten on an axis
YEAR = 366  # days

translate = QCoreApplication.translate


class Scale(Enum):
    LOG = "log"
    LINEAR = "linear"
    DAYS = "days"


class Axis(NamedTuple):
    """What is measured; `value` is None where that is not known, `text` words for a value."""

    title: str
    value: Callable[[Model], float | None]
    text: Callable[[float], str]
    scale: Scale


class Chart(NamedTuple):
    """Two axes and what they are together called."""

    title: str
    across: Axis
    up: Axis


class Ruler(NamedTuple):
    """An axis fitted to values.

    Attributes:
        low, high: The ends, as logarithms on a logarithmic axis.
        zero: Values of zero are there; on a logarithmic axis they stand in a strip of their own.
    """

    axis: Axis
    low: float
    high: float
    zero: bool

    def share(self, value: float) -> float | None:
        """Where a value lies, from 0 to 1; None for the strip of zeros."""
        if self.axis.scale is not Scale.LOG:
            return (value - self.low) / (self.high - self.low)
        return (log10(value) - self.low) / (self.high - self.low) if value > 0 else None

    def lines(self) -> list[float]:
        """Values that get a line and a label."""
        if self.axis.scale is Scale.LOG:
            return _powers(self.low, self.high)
        if self.axis.scale is Scale.DAYS:
            return _days(self.low, self.high)
        step = _step((self.high - self.low) / MOST_LINES)
        return [n * step for n in range(ceil(self.low / step), floor(self.high / step) + 1)]


def ruler(axis: Axis, values: Sequence[float]) -> Ruler:
    """The axis, long enough for these values."""
    measured = [log10(value) for value in values if value > 0] if axis.scale is Scale.LOG else values
    low, high = (min(measured), max(measured)) if measured else (0.0, 1.0)
    if axis.scale is Scale.LOG and high - low < NARROWEST:  # near things do not look far apart
        low, high = low - (NARROWEST - high + low) / 2, high + (NARROWEST - high + low) / 2
    margin = (high - low) * MARGIN or 0.5
    return Ruler(axis, low - margin, high + margin, axis.scale is Scale.LOG and len(measured) < len(values))


def _step(least: float) -> float:
    """The smallest of 1, 2, 5, 10, 20 … that is not below."""
    power = 10 ** floor(log10(least))
    return float(next(power * step for step in STEPS if power * step >= least))


def _powers(low: float, high: float) -> list[float]:
    """Powers of ten; with 2 and 5 between them while that makes few lines."""
    powers = range(floor(low), ceil(high) + 1)
    for steps in (STEPS[:3], STEPS[:1]):
        found = [step * 10.0**power for power in powers for step in steps]
        found = [value for value in found if low <= log10(value) <= high]
        if len(found) <= MOST_LINES:
            break
    return found


def _days(low: float, high: float) -> list[float]:
    """First days of years, or of quarters when there are few years."""
    first, last = _day(low).year, _day(high).year
    months = (1,) if high - low > 2 * YEAR else (1, 4, 7, 10)
    days = [date(year, month, 1).toordinal() for year in range(first, last + 1) for month in months]
    return [float(day) for day in days if low <= day <= high]


def _day(ordinal: float) -> date:
    """The day, or the nearest there is: margins may reach beyond the first and the last."""
    return date.fromordinal(min(max(1, round(ordinal)), date.max.toordinal()))


def charts() -> tuple[Chart, ...]:
    """All charts, in the language of the window."""
    price = Axis(translate("axes", "Input, USD per million tokens"), _price, _price_text, Scale.LOG)
    context = Axis(translate("axes", "Context, tokens"), _context, lambda value: tokens_text(round(value)), Scale.LOG)
    released = Axis(
        translate("axes", "Released"),
        lambda model: float(model.created.toordinal()) if model.created else None,
        lambda value: day_text(_day(value)),
        Scale.DAYS,
    )
    names = translate("axes", "Intelligence"), translate("axes", "Coding"), translate("axes", "Agentic")
    indices = [_index(key, name) for key, name in zip(INDICES, names, strict=True)]
    words = translate("axes", "Price and {index}")
    return (
        Chart(translate("axes", "Price and context"), price, context),
        *(Chart(words.format(index=name), price, axis) for name, axis in zip(names, indices, strict=True)),
        Chart(translate("axes", "Release and price"), released, price),
    )


def _index(key: str, name: str) -> Axis:
    title = translate("axes", "{index} index, Artificial Analysis").format(index=name)
    return Axis(title, lambda model: model.benchmark(key), lambda value: number(value, 1), Scale.LINEAR)


def _price(model: Model) -> float | None:
    """USD per million tokens."""
    stated = model.price("prompt")
    return None if stated is None else float(per_million(stated))


def _price_text(value: float) -> str:
    return money(Decimal(repr(value))) if value else translate("axes", "free")


def _context(model: Model) -> float | None:
    return float(model.context_length) if model.context_length else None
