from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.model import Model
from desktop.domain.pricing import LARGEST, MILLION, SMALLEST, VARIES, Override, Pricing
from desktop.ui.browser.facts import (
    modalities_text,
    money,
    price_line,
    row_text,
    short_row_text,
    spoken_row,
    tokens_text,
)

DAY = date(2026, 8, 22)


def model(model_id="a/b", prompt=None, completion=None, **facts):
    prices = {"prompt": prompt, "completion": completion}
    stated = {name: price if price is VARIES else Decimal(price) for name, price in prices.items() if price is not None}
    return Model(model_id, "A: B", pricing=Pricing(stated), **facts)


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        ("0", "$0"),
        ("2.5", "$2.50"),
        ("15", "$15"),
        ("15.00", "$15"),
        ("0.075", "$0.075"),
        ("0.28125", "$0.281"),
        ("0.0482", "$0.0482"),
        ("0.00001234", "$0.0000123"),
        ("1.2345", "$1.234"),
        ("150.5", "$150.50"),
        ("12345.678", "$12,345.678"),
        ("0.1", "$0.10"),
        ("0.9999", "$1"),
        ("1e-9", "$0.000000001"),
    ],
)
def test_money_has_sensible_digits(amount, text):
    assert money(Decimal(amount)) == text


@given(st.decimals(min_value=SMALLEST, max_value=LARGEST * MILLION, allow_nan=False, allow_infinity=False))
def test_money_that_is_something_never_looks_like_nothing_and_is_off_by_half_a_percent_at_most(amount):
    shown = Decimal(money(amount).removeprefix("$").replace(",", ""))

    assert shown > 0
    assert abs(shown - amount) <= max(amount * Decimal("0.005"), Decimal(0))


@pytest.mark.parametrize(
    ("row", "line"),
    [
        (model(prompt="0.0000025", completion="0.000015"), "$2.50 in · $15 out per M"),
        (model(), "price not stated"),
        (model(prompt="0", completion="0"), "$0 in · $0 out per M"),
        (model("a/b:free", prompt="0", completion="0"), "free"),
        (model("openrouter/free"), "free"),
        (model(prompt=VARIES, completion=VARIES), "price varies"),
        (model(prompt="0.000001"), "$1 in · not stated out per M"),
        (model(prompt="0", completion="0.000001"), "$0 in · $1 out per M"),
        (model(prompt=VARIES, completion="0.000001"), "varies in · $1 out per M"),
    ],
)
def test_each_kind_of_price_is_called_what_it_is(row, line):
    assert price_line(row, DAY) == line


@pytest.mark.parametrize(
    ("count", "text"),
    [
        (0, "0"),
        (999, "999"),
        (1000, "1K"),
        (8192, "8.19K"),
        (16_384, "16.4K"),
        (32_000, "32K"),
        (128_000, "128K"),
        (131_072, "131K"),
        (999_499, "999K"),
        (999_500, "1M"),
        (1_048_576, "1.05M"),
        (2_000_000, "2M"),
        (10_000_000, "10M"),
        (10**12, "1,000,000M"),
    ],
)
def test_lengths_have_three_digits(count, text):
    assert tokens_text(count) == text


def test_a_row_says_prices_and_context_and_leaves_out_what_is_not_stated():
    row = model(prompt="0.000001", completion="0.000002", context_length=200_000)

    assert row_text(row, DAY) == "$1 in · $2 out per M · 200K context"
    assert short_row_text(row, DAY) == "$1 · $2 · 200K"
    assert row_text(model(), DAY) == "price not stated"


def test_a_price_that_goes_by_the_clock_and_the_week_is_marked_on_every_day():
    row = model(prompt="0.000001", completion="0.000002")
    cheaper = Override({"prompt": Decimal("0.0000005")}, utc_start=1630, utc_end=30, utc_days=("sat",))
    row = replace(row, pricing=replace(row.pricing, overrides=(cheaper,)))

    assert row_text(row, DAY) == "≤ $1 in · $2 out per M"
    assert short_row_text(row, DAY) == "≤ $1 · $2"
    assert "at most $1 per million tokens in, $2 out" in spoken_row(row, DAY, current=False)
    assert row_text(row, date(2026, 8, 24)) == "≤ $1 in · $2 out per M"
    dearer = replace(row, pricing=replace(row.pricing, prices={**row.pricing.prices, "prompt": Decimal("0.0000001")}))
    assert row_text(dearer, DAY) == "≤ $0.50 in · $2 out per M", "what is stated first may be the lowest"


def test_a_row_is_heard_as_a_sentence_that_begins_with_the_name():
    row = model(
        prompt="0.000001",
        completion="0.000002",
        context_length=200_000,
        input_modalities=("text", "image", "smell"),
        output_modalities=("text",),
    )

    assert spoken_row(row, DAY, current=True) == (
        "A: B, the model of this chat, $1 per million tokens in, $2 out, context of 200,000 tokens, "
        "takes text, pictures, smell, answers with text"
    )
    assert spoken_row(model(), DAY, current=False) == (
        "A: B, price not stated, context length not stated, modalities not stated"
    )


def test_modalities_have_names():
    assert modalities_text(("text", "image", "file", "audio", "video")) == "text, pictures, files, audio, video"


def test_what_another_connection_lists_no_longer_is_told_with_its_place():
    gone = model(retired=DAY, connection="https://far.example/v1")
    said = "far.example · no longer listed · last 22 Aug 2026"

    assert (row_text(gone, DAY), short_row_text(gone, DAY)) == (said, said)
