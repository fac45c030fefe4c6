from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.pricing import LARGEST, SMALLEST, UNITS, VARIES, Pricing, per_million, price_of


@pytest.mark.parametrize(
    ("stated", "price"),
    [
        ("0.0000025", Decimal("0.0000025")),
        ("2.5e-06", Decimal("0.0000025")),
        (2.5e-06, Decimal("0.0000025")),
        (3, Decimal(3)),
        ("0", Decimal(0)),
        ("-0", Decimal(0)),
        (0, Decimal(0)),
        (0.0, Decimal(0)),
        ("1e-15", SMALLEST),
        ("1000000", LARGEST),
    ],
)
def test_a_stated_price_is_that_decimal_whether_it_came_as_text_or_number(stated, price):
    assert price == price_of(stated)
    assert not str(price_of(stated)).startswith("-")


@pytest.mark.parametrize("stated", ["-1", -1, "-1.0", -1.0])
def test_minus_one_says_that_the_price_varies(stated):
    assert price_of(stated) is VARIES


@pytest.mark.parametrize(
    "stated",
    [
        *["abc", "", " ", "$1", "0,5", "-2", "-0.0000001", "1e400", "1e-400", "NaN", "sNaN", "Infinity", "-Infinity"],
        *["9" * 65, "0." + "0" * 70 + "1", "1e-16", "1000001", "1e999999999999999999999"],
        *[None, True, False, [], {}, ["0.1"], float("nan"), float("inf"), -2, 10**400],
        *["1_000", "٣", "0x10", "1e", "."],
    ],
)
def test_what_is_no_plausible_price_is_unknown(stated):
    assert price_of(stated) is None


@given(st.one_of(st.text(), st.integers(), st.floats(), st.none(), st.booleans(), st.lists(st.integers())))
def test_anything_at_all_is_a_price_within_bounds_or_unknown_or_varies(stated):
    price = price_of(stated)

    assert price is None or price is VARIES or price == 0 or SMALLEST <= price <= LARGEST


@given(st.decimals(min_value=SMALLEST, max_value=LARGEST, allow_nan=False, allow_infinity=False, places=15))
def test_a_decimal_comes_back_to_the_last_digit(amount):
    assert amount == price_of(format(amount, "f"))


def test_per_million_is_exact():
    assert Decimal("2.5") == per_million(Decimal("0.0000025"))
    assert Decimal("0.0375") == per_million(Decimal("0.0000000375"))


def test_a_price_that_is_missing_is_not_zero():
    pricing = Pricing({"prompt": Decimal(0)})

    assert pricing.prompt == 0
    assert pricing.completion is None
    assert Pricing().prompt is None


def test_cache_and_reasoning_prices_count_tokens_and_others_do_not():
    assert {"prompt", "completion", "input_cache_read", "internal_reasoning"} <= {
        name for name, unit in UNITS.items() if unit == "token"
    }
    assert ("picture", "request", "search") == (UNITS["image"], UNITS["request"], UNITS["web_search"])
