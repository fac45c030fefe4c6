from __future__ import annotations

import json
from decimal import Decimal

import pytest

from desktop.api.model_list import decode
from desktop.api.model_prices import MOST
from desktop.domain.pricing import VARIES, Override


def only(pricing):
    """The one model of a list with one row."""
    (model,), _ = decode(json.dumps({"data": [{"id": "maker/model", "pricing": pricing}]}).encode())
    return model


def test_prices_that_are_none_are_unknown_and_kept():
    model = only({"prompt": "abc", "completion": "-2", "image": "1e400", "audio": None, "discount": 0.5, "new": "0.1"})

    assert {"new": Decimal("0.1")} == model.pricing.prices
    assert {
        "pricing.prompt": "abc",
        "pricing.completion": "-2",
        "pricing.image": "1e400",
        "pricing.discount": 0.5,
    } == model.more


def test_overrides_by_size_hour_and_day_are_read():
    model = only(
        {
            "overrides": [
                {"min_prompt_tokens": 200000, "prompt": "0.000002"},
                {"utc_start": 1000, "utc_end": 100, "utc_days": ["sat", 7], "completion": "-1"},
                {"utc_start": 0, "utc_end": 2400, "request": "0.1"},
            ]
        }
    )

    assert (
        Override({"prompt": Decimal("0.000002")}, min_prompt_tokens=200000),
        Override({"completion": VARIES}, utc_start=1000, utc_end=100, utc_days=("sat", "7")),
        Override({"request": Decimal("0.1")}, utc_start=0, utc_end=2400),
    ) == model.pricing.overrides
    assert {} == model.more


@pytest.mark.parametrize(
    "entry",
    [
        {"min_moon_phase": 3, "prompt": "0.1"},
        {"min_prompt_tokens": "many", "prompt": "0.1"},
        {"min_prompt_tokens": 5, "prompt": "cheap"},
        {"utc_start": 1000, "prompt": "0.1"},
        {"utc_end": 1000, "prompt": "0.1"},
        {"utc_start": 2500, "utc_end": 100, "prompt": "0.1"},
        {"utc_start": 100, "utc_end": 2401, "prompt": "0.1"},
        {"utc_start": 960, "utc_end": 1200, "prompt": "0.1"},
        {"utc_start": -100, "utc_end": 1200, "prompt": "0.1"},
        "half price on sundays",
        None,
    ],
)
def test_an_override_that_is_not_understood_is_skipped_and_kept(entry):
    good = {"min_prompt_tokens": 5, "prompt": "0.2"}
    model = only({"prompt": "0.3", "overrides": [entry, good]})

    assert (Override({"prompt": Decimal("0.2")}, min_prompt_tokens=5),) == model.pricing.overrides
    assert {"pricing.overrides": [entry]} == model.more


def test_overrides_that_are_no_list_are_skipped_and_kept():
    model = only({"overrides": {"min_prompt_tokens": "x"}})

    assert () == model.pricing.overrides
    assert {"pricing.overrides": [{"min_prompt_tokens": "x"}]} == model.more


def test_of_prices_and_overrides_without_number_the_first_are_read_and_the_rest_is_kept():
    overrides = [{"min_prompt_tokens": size, "prompt": "0.2"} for size in range(MOST + 2)]
    model = only({f"price_{n}": "0.1" for n in range(MOST + 1)} | {"overrides": overrides})

    assert list(range(MOST)) == [override.min_prompt_tokens for override in model.pricing.overrides]
    assert [f"price_{n}" for n in range(MOST)] == list(model.pricing.prices)
    assert {f"pricing.price_{MOST}": "0.1", "pricing.overrides": overrides[MOST:]} == model.more
