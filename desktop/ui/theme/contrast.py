"""How well a color can be told from its ground, as WCAG 2.2 measures it."""

from __future__ import annotations

from functools import cache

from PySide6.QtGui import QColor

TEXT = 4.5  # to 1: what text needs on its ground
MIDDLE = 0.179  # luminance at which black and white stand out equally
STEPS = 50  # on the way from a color to black or white


def contrast(color: str, ground: str) -> float:
    """From 1 to 21; both as `#rrggbb`."""
    light, dark = sorted((_luminance(color), _luminance(ground)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@cache
def legible(color: str, ground: str) -> str:
    """The color that is nearest to `color` and can be read on `ground`: darkened on light, lightened on dark."""
    end = QColor("#000000" if _luminance(ground) > MIDDLE else "#ffffff")
    start = QColor(color)
    ways = (_between(start, end, step / STEPS) for step in range(STEPS + 1))
    return next((found for found in ways if contrast(found, ground) >= TEXT), end.name())


def _between(start: QColor, end: QColor, share: float) -> str:
    """A color on the way from one to the other; `share` is 0 to 1."""
    parts = zip(_channels(start), _channels(end), strict=True)
    return QColor.fromRgbF(*(a + (b - a) * share for a, b in parts)).name()


def _channels(color: QColor) -> tuple[float, float, float]:
    return color.redF(), color.greenF(), color.blueF()


def _luminance(color: str) -> float:
    red, green, blue = (_linear(channel) for channel in _channels(QColor(color)))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4  # noqa: PLR2004 - the guideline's
