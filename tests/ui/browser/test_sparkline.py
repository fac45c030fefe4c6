"""Prices of a model over time."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QLabel

from desktop.domain.history import Change, ChangeKind, Step
from desktop.domain.model import Model
from desktop.domain.pricing import VARIES, Pricing
from desktop.ui.browser.about import About
from desktop.ui.browser.details import ModelDetails
from desktop.ui.browser.sparkline import MOST_TOLD, PriceHistory, Sparkline, _path
from desktop.ui.theme.theme import DARK, LIGHT, palette_of
from tests.colors import colors_of

START = datetime(2026, 8, 1, tzinfo=UTC)
DAY = timedelta(days=1)
BEGUN = START - 7 * DAY
TODAY = date(2026, 8, 22)
FRAME = QRectF(0, 0, 100, 10)


def model(**prices):
    return Model("a/b", "A: B", pricing=Pricing({name: Decimal(price) for name, price in prices.items()}))


def change(day, field, before, after, kind=ChangeKind.PRICE_UP):
    return Change("a/b", "A: B", kind, START + day * DAY, field, before, after)


RISEN = (
    change(0, "prompt", "0.000001", "0.000003"),
    change(7, "prompt", "0.000003", "0.000002", ChangeKind.PRICE_DOWN),
)
NOW = model(prompt="0.000002", completion="0.000009")


def corners(*steps, until=10):
    """What is drawn of prices from days on, in shares of the time and of the height.

    Lines that begin anew are a list of their own.
    """
    made = [Step(START + day * DAY, price) for day, price in steps]
    path = _path(made, START, START + until * DAY, FRAME)
    lines = []
    for at in range(path.elementCount()):
        element = path.elementAt(at)
        if element.isMoveTo():
            lines.append([])
        lines[-1].append((round(element.x / 100, 3), round(1 - element.y / 10, 3)))
    return lines


@pytest.mark.parametrize(
    ("steps", "lines"),
    [
        ([], []),
        ([(0, Decimal(3))], [[(0, 0.5), (1, 0.5)]]),
        ([(0, Decimal(1)), (5, Decimal(3))], [[(0, 0), (0.5, 0), (0.5, 1), (1, 1)]]),
        ([(0, Decimal(1)), (5, None)], [[(0, 0.5), (0.5, 0.5)]]),
        ([(0, None), (5, None)], []),
        (
            [(0, Decimal(2)), (2, None), (5, Decimal(1)), (8, Decimal(3))],
            [[(0, 0.5), (0.2, 0.5)], [(0.5, 0), (0.8, 0), (0.8, 1), (1, 1)]],
        ),
        ([(0, Decimal(1)), (12, Decimal(2))], [[(0, 0), (1, 0), (1, 1)]]),
    ],
)
def test_a_line_steps_from_price_to_price_and_has_gaps_where_there_is_none(steps, lines):
    assert corners(*steps) == lines


def test_what_the_oldest_list_says_takes_the_time_since_then(prices):
    oldest = datetime(2025, 4, 23, tzinfo=UTC)
    prices.show_prices(NOW, (change(21, "prompt", "0.000001", "0.000002"),), date(2026, 11, 27), oldest)
    line = prices.findChild(Sparkline, "model-price-history-prompt")
    path = _path(line._steps, line._begin, line._until, FRAME)

    assert round(path.elementAt(1).x) == 83
    assert told(prices, "prompt") == "23 Apr 2025: $1; 22 Aug 2026: $2"


@pytest.fixture
def prices(shown):
    return shown(PriceHistory(), 400, 60)


def told(view, field):
    line = view.findChild(Sparkline, f"model-price-history-{field}")
    return line.accessibleDescription() if line.isVisible() else None


def test_only_prices_that_moved_are_drawn_and_what_they_were_is_said(prices, accessible_name):
    prices.show_prices(NOW, RISEN, TODAY, BEGUN)

    assert prices.isVisible()
    assert told(prices, "prompt") == "25 Jul 2026: $1; 1 Aug 2026: $3; 8 Aug 2026: $2"
    assert told(prices, "completion") is None
    line = prices.findChild(Sparkline, "model-price-history-prompt")
    assert accessible_name(line) == "Input over time, from $1 to $3"
    assert line.toolTip().startswith("<qt>Input over time, from $1 to $3<br>25 Jul 2026: $1<br>")
    assert [label.text() for label in prices.findChildren(QLabel) if label.isVisible()] == ["Input", "$2"]


def test_nothing_is_drawn_of_a_model_whose_prices_never_moved(prices):
    prices.show_prices(NOW, RISEN, TODAY, BEGUN)
    prices.show_prices(NOW, (change(1, "context_length", 1, 2, ChangeKind.CONTEXT),), TODAY, BEGUN)

    assert not prices.isVisible()


def test_a_price_that_varies_now_is_said_to_be_no_fixed_one(prices):
    varying = Model("a/b", "A: B", pricing=Pricing({"prompt": VARIES}))
    dearer = change(0, "prompt", "0.000001", "0.000002")
    prices.show_prices(varying, (dearer, change(1, "prompt", "0.000002", "varies", ChangeKind.PRICE)), TODAY, BEGUN)

    assert told(prices, "prompt") == "25 Jul 2026: $1; 1 Aug 2026: $2; 2 Aug 2026: no fixed price"


@pytest.mark.parametrize(("before", "after"), [(None, "0.000002"), ("0.000002", None), ("varies", "0.000002")])
def test_one_price_makes_no_line_whether_it_came_or_went(prices, before, after):
    now = model(prompt=after) if after else model()
    prices.show_prices(now, (change(20, "prompt", before, after, ChangeKind.PRICE),), TODAY, BEGUN)

    assert not prices.isVisible()


def test_of_very_many_steps_the_newest_are_told(prices):
    many = [change(day, "prompt", f"0.{day:06}", f"0.{day + 1:06}") for day in range(1, 3_000)]
    prices.show_prices(model(prompt="0.003"), many, TODAY, BEGUN)

    assert told(prices, "prompt").count(";") == MOST_TOLD - 1
    assert not prices.grab().isNull()


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_it_is_painted_in_the_accent_of_the_theme(prices, theme):
    prices.setPalette(palette_of(theme))
    prices.show_prices(NOW, RISEN, TODAY, BEGUN)
    prices.resize(400, prices.sizeHint().height())

    assert QColor(theme.accent).name() in colors_of(prices.grab().toImage())


def test_the_page_of_a_model_shows_its_prices_and_none_of_the_model_before(shown):
    details = shown(ModelDetails(), 400, 500)
    view = details.findChild(PriceHistory)
    details.show_model(NOW, TODAY, About(changes=RISEN, begun=BEGUN))
    assert view.isVisible()
    details.show_model(model(prompt="1"), TODAY)
    assert not view.isVisible()
    details.show_model(NOW, TODAY, About(changes=RISEN, begun=BEGUN))
    details.show_model(None, None)
    assert not view.isVisible()
