"""Prices that change with the prompt or the hour, as bars."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtGui import QColor

from desktop.domain.pricing import VARIES, Override, Pricing
from desktop.ui.browser.price_chart import FIELDS, PriceChart
from desktop.ui.browser.prices import price_label
from desktop.ui.theme.theme import DARK, LIGHT, SPACE, palette_of

DAY = date(2026, 8, 22)
ONE, TWO, THREE = Decimal("0.000001"), Decimal("0.000002"), Decimal("0.000003")
BASE = {"prompt": ONE, "completion": THREE}
LONG = Override({"prompt": TWO, "completion": THREE * 2}, min_prompt_tokens=200_000)
NIGHT = Override({"prompt": TWO}, utc_start=2200, utc_end=630)


@pytest.fixture
def chart(shown):
    return shown(PriceChart(), 400, 120)


@pytest.mark.parametrize(
    ("overrides", "told"),
    [
        (
            (LONG,),
            "up to 200K tokens: Input $1 · Output $3; over 200K tokens: Input $2 · Output $6",
        ),
        (
            (NIGHT,),
            "00:00 to 06:30 UTC: Input $2; 06:30 to 22:00 UTC: Input $1; 22:00 to 24:00 UTC: Input $2",
        ),
        (
            (Override({"completion": VARIES}, min_prompt_tokens=5),),
            "up to 5 tokens: Output $3; over 5 tokens: Output varies",
        ),
    ],
)
def test_what_is_painted_is_said_too(chart, accessible_name, overrides, told):
    chart.show_pricing(Pricing(BASE, overrides), DAY)

    assert chart.isVisible()
    assert chart.accessibleDescription() == told
    assert accessible_name(chart) == "Prices by length of the prompt and time of day"
    assert not chart.grab().isNull()


def test_tiers_and_hours_have_a_strip_each(chart):
    chart.show_pricing(Pricing(BASE, (LONG,)), DAY)
    tiers = chart.sizeHint().height()
    chart.show_pricing(Pricing(BASE, (LONG, NIGHT)), DAY)

    assert chart.accessibleDescription().count("; ") == 4
    assert chart.sizeHint().height() > tiers


@pytest.mark.parametrize(
    "overrides", [(), (Override({"input_cache_read": ONE}, min_prompt_tokens=5),), (Override({}),)]
)
def test_prices_that_never_change_are_not_painted(chart, overrides):
    chart.show_pricing(Pricing(BASE, (LONG,)), DAY)
    chart.show_pricing(Pricing(BASE, overrides), DAY)

    assert not chart.isVisible()
    assert chart.accessibleDescription() == ""


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_a_dearer_step_has_a_higher_bar_in_the_colors_of_the_theme(chart, theme):
    chart.setPalette(palette_of(theme))
    chart.show_pricing(Pricing(BASE, (LONG,)), DAY)
    chart.resize(400, chart.sizeHint().height())
    image = chart.grab().toImage()
    accent = QColor(theme.accent).name()

    def tops(x):
        return [y for y in range(image.height()) if image.pixelColor(x, y).name() == accent]

    cheap, dear = tops(image.width() // 3), tops(image.width() - 20)
    assert cheap
    assert dear[0] < cheap[0]


def test_in_no_room_nothing_breaks(chart):
    many = tuple(Override({"prompt": ONE * at}, min_prompt_tokens=at * 1000) for at in range(1, 60))
    chart.show_pricing(Pricing(BASE, many), DAY)
    chart.resize(30, 60)

    assert not chart.grab().isNull()


def test_below_a_tier_stands_its_limit_beside_its_sign_in_any_font(chart):
    font = chart.font()
    for size in range(14, 60):
        font.setPointSizeF(size / 2)
        chart.setFont(font)
        chart.show_pricing(Pricing(BASE, (LONG,)), DAY)
        chart.resize(900, chart.sizeHint().height())
        metrics = chart.fontMetrics()
        left = max(metrics.horizontalAdvance(price_label(field)) for field in FIELDS) + 2 * SPACE
        image = chart.grab().toImage()
        number = range(left + metrics.horizontalAdvance("≤ "), left + metrics.horizontalAdvance("≤ 200K"))
        bottom = range(image.height() - metrics.height() - SPACE, image.height())
        ground = image.pixel(image.width() - 1, image.height() - 1)
        assert any(image.pixel(x, y) != ground for x in number for y in bottom), size / 2
