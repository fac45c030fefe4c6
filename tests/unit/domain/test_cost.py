from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.cost import (
    MOST,
    Use,
    by_hours,
    charged_by,
    cost_of,
    costs,
    hours,
    known_cost,
    model_cost,
    price_while,
    prices_at,
    tiers,
    too_long,
    use_of,
)
from desktop.domain.model import Model
from desktop.domain.pricing import VARIES, Override, Pricing

NOON = datetime(2026, 8, 22, 12, 0, tzinfo=UTC)  # a Saturday
ONE, TWO, THREE = Decimal("0.000001"), Decimal("0.000002"), Decimal("0.000003")


def priced(**prices):
    return Pricing(prices)


@pytest.mark.parametrize(
    ("prices", "use", "cost"),
    [
        (priced(prompt=ONE, completion=TWO), Use(), "0.0016"),
        (priced(prompt=ONE, completion=TWO), Use(0, 0), "0"),
        (priced(prompt=ONE), Use(500, 0), "0.0005"),
        (priced(completion=TWO), Use(0, 500), "0.001"),
        (priced(prompt=TWO, completion=TWO, input_cache_read=ONE), Use(1000, 0, cached=600), "0.0014"),
        (priced(prompt=TWO, completion=TWO, input_cache_read=ONE), Use(1000, 0, cached=5000), "0.001"),
        (priced(prompt=TWO, completion=TWO), Use(1000, 0, cached=600), "0.002"),
        (priced(prompt=ONE, web_search=Decimal("0.01")), Use(1000, 0, searches=2), "0.021"),
        (priced(prompt=ONE, request=Decimal("0.005")), Use(1000, 0), "0.006"),
        # pictures by piece, in tokens at their own price, in tokens at the price of others
        (priced(prompt=ONE, image=Decimal("0.003")), Use(1000, 0, pictures=2), "0.007"),
        (priced(prompt=ONE, image=ONE), Use(1000, 0, pictures=2), "0.003"),
        (priced(prompt=TWO, image=ONE), Use(1000, 0, pictures=2, picture_tokens=500), "0.003"),
        (priced(prompt=ONE, image_token=THREE), Use(1000, 0, pictures=2), "0.007"),
        (priced(prompt=ONE), Use(1000, 0, pictures=2), "0.003"),
        (priced(prompt=ONE, image=Decimal(0)), Use(1000, 0, pictures=2), "0.003"),
        (priced(image=Decimal("0.003")), Use(0, 0, pictures=2), "0.006"),
        (priced(prompt=ONE, completion=TWO, request=Decimal("0.005")), Use(requests=10), "0.066"),
    ],
)
def test_a_use_costs_what_its_pieces_cost(prices, use, cost):
    assert cost_of(prices, use, NOON) == Decimal(cost)


@pytest.mark.parametrize(
    ("prices", "use"),
    [
        (priced(), Use()),
        (priced(prompt=ONE), Use()),
        (priced(completion=ONE), Use()),
        (priced(prompt=ONE, completion=ONE), Use(searches=1)),
        (priced(completion=ONE), Use(0, 10, pictures=1)),
    ],
)
def test_a_price_that_is_needed_and_not_stated_leaves_the_cost_unknown(prices, use):
    assert cost_of(prices, use, NOON) is None


@pytest.mark.parametrize(
    ("prices", "use"),
    [
        (priced(prompt=VARIES, completion=VARIES), Use()),
        (priced(prompt=VARIES), Use()),
        (priced(prompt=ONE, completion=ONE, image=VARIES), Use(pictures=1)),
        (priced(prompt=VARIES, completion=ONE), Use(0, 0, pictures=1)),
    ],
)
def test_one_varying_price_makes_the_cost_vary(prices, use):
    assert cost_of(prices, use, NOON) is VARIES


def test_a_price_that_varies_matters_only_where_it_is_needed():
    assert cost_of(priced(prompt=ONE, completion=VARIES), Use(1000, 0), NOON) == Decimal("0.001")


@pytest.mark.parametrize(
    ("override", "prompt", "at", "price"),
    [
        (Override({"prompt": TWO}, min_prompt_tokens=200_000), 200_000, NOON, ONE),
        (Override({"prompt": TWO}, min_prompt_tokens=200_000), 200_001, NOON, TWO),
        (Override({"prompt": TWO}, min_prompt_tokens=0), 1, NOON, TWO),
        (Override({"prompt": TWO}, utc_start=1200, utc_end=1300), 1, NOON, TWO),
        (Override({"prompt": TWO}, utc_start=1100, utc_end=1200), 1, NOON, ONE),
        (Override({"prompt": TWO}, utc_start=1000, utc_end=100), 1, NOON, TWO),
        (Override({"prompt": TWO}, utc_start=1000, utc_end=100), 1, NOON.replace(hour=0, minute=59), TWO),
        (Override({"prompt": TWO}, utc_start=1000, utc_end=100), 1, NOON.replace(hour=1), ONE),
        (Override({"prompt": TWO}, utc_start=1000, utc_end=100), 1, NOON.replace(hour=9, minute=59), ONE),
        (Override({"prompt": TWO}, utc_start=0, utc_end=2400), 1, NOON, TWO),
        (Override({"prompt": TWO}, utc_days=("Sat", "sun")), 1, NOON, TWO),
        (Override({"prompt": TWO}, utc_days=("SATURDAY",)), 1, NOON, TWO),
        (Override({"prompt": TWO}, utc_days=("mon",)), 1, NOON, ONE),
        (Override({"prompt": TWO}, utc_days=("6",)), 1, NOON, ONE),
        (Override({"prompt": TWO}), 1, NOON, TWO),
        (Override({"completion": TWO}), 1, NOON, ONE),
        (Override({"prompt": TWO}, min_prompt_tokens=10, utc_start=1200, utc_end=1300), 10, NOON, ONE),
    ],
)
def test_an_override_holds_while_all_of_its_conditions_do(override, prompt, at, price):
    assert prices_at(Pricing({"prompt": ONE}, (override,)), prompt, at)["prompt"] == price


def test_of_several_overrides_the_later_ones_win_key_by_key():
    overrides = (
        Override({"prompt": TWO, "completion": TWO}, min_prompt_tokens=10),
        Override({"prompt": THREE}, min_prompt_tokens=20),
    )

    assert prices_at(Pricing({"prompt": ONE, "image": ONE}, overrides), 50, NOON) == {
        "prompt": THREE,
        "completion": TWO,
        "image": ONE,
    }


def test_pictures_count_toward_the_size_of_a_prompt():
    tiered = Pricing({"prompt": ONE}, (Override({"prompt": TWO}, min_prompt_tokens=2_000),))

    assert cost_of(tiered, Use(1_000, 0, pictures=1), NOON) == Decimal("0.002")
    assert cost_of(tiered, Use(1_000, 0, pictures=2), NOON) == Decimal("0.006")


def test_the_size_of_a_prompt_is_that_of_each_request():
    tiered = Pricing({"prompt": ONE}, (Override({"prompt": TWO}, min_prompt_tokens=2_000),))

    assert cost_of(tiered, Use(1_000, 0, requests=10), NOON) == Decimal("0.01")


def test_a_picture_by_token_stays_so_when_prices_change_with_the_size():
    tiered = Pricing({"prompt": TWO, "image": TWO}, (Override({"prompt": ONE}, min_prompt_tokens=2_000),))

    assert cost_of(tiered, Use(1_000, 0, pictures=2), NOON) == Decimal("0.005")


@pytest.mark.parametrize(
    ("model", "use", "cost"),
    [
        (Model("a/b", "B", pricing=priced(prompt=ONE, completion=TWO)), Use(), Decimal("0.0016")),
        (Model("a/b:free", "B", pricing=priced(prompt=Decimal(0), completion=Decimal(0))), Use(), Decimal(0)),
        (Model("a/b", "B", pricing=priced(prompt=Decimal(0), completion=Decimal(0))), Use(), None),
        (Model("a/b", "B", pricing=priced(prompt=VARIES, completion=VARIES)), Use(), VARIES),
        (Model("a/b", "B", input_modalities=("text",), pricing=priced(prompt=ONE)), Use(1, 0, pictures=1), None),
        (Model("a/b", "B", pricing=priced(prompt=ONE)), Use(0, 0, pictures=1), Decimal("0.001")),
    ],
)
def test_what_costs_nothing_without_being_free_and_what_cannot_see_is_unknown(model, use, cost):
    assert model_cost(model, use, NOON) == cost


@pytest.mark.parametrize(
    ("limits", "use", "beyond"),
    [
        ({"context_length": 1_000}, Use(700, 300), 0),
        ({"context_length": 1_000}, Use(701, 300), 1),
        ({"context_length": 1_000}, Use(701, 300, requests=10), 1),
        ({"context_length": 1_500}, Use(201, 300, pictures=1), 1),
        ({"context_length": 1_000, "provider_context_length": 500}, Use(700, 300), 0),
        ({"provider_context_length": 500}, Use(700, 300), 500),
        ({"max_completion_tokens": 300}, Use(700, 300), 0),
        ({"max_completion_tokens": 300}, Use(700, 301), 1),
        ({"max_completion_tokens": 100, "context_length": 900}, Use(700, 300), 200),
        ({}, Use(MOST, MOST), 0),
    ],
)
def test_what_is_longer_than_a_model_allows_has_no_price(limits, use, beyond):
    model = Model("a/b", "B", pricing=priced(prompt=ONE, completion=ONE), **limits)

    assert too_long(model, use) == beyond
    assert (model_cost(model, use, NOON) is None) == bool(beyond)


@given(
    use=st.builds(Use, *[st.integers(0, 10**7)] * 7),
    amounts=st.dictionaries(
        st.sampled_from(["prompt", "completion", "input_cache_read", "image", "web_search", "request", "audio"]),
        st.one_of(st.just(VARIES), st.decimals(0, 1, places=12)),
    ),
)
def test_a_cost_is_never_negative_and_always_exact_varying_or_unknown(use, amounts):
    cost = cost_of(Pricing(amounts), use, NOON)

    assert cost is None or cost is VARIES or (isinstance(cost, Decimal) and cost >= 0)


LONG = Override({"prompt": TWO}, min_prompt_tokens=200)
LONGER = Override({"prompt": THREE}, min_prompt_tokens=500)
NIGHT = Override({"prompt": THREE}, utc_start=2200, utc_end=130)


@pytest.mark.parametrize(
    ("overrides", "steps"),
    [
        ((), [(0, ONE)]),
        ((LONG,), [(0, ONE), (200, TWO)]),
        ((LONGER, LONG), [(0, ONE), (200, TWO)]),  # the later one wins
        ((LONG, LONGER), [(0, ONE), (200, TWO), (500, THREE)]),
        ((Override({"prompt": ONE}, min_prompt_tokens=7),), [(0, ONE)]),
        ((Override({"prompt": TWO}), LONG), [(0, TWO)]),
        ((NIGHT, Override({"prompt": TWO}, utc_days=("sat",)), LONG), [(0, ONE), (200, TWO)]),
    ],
)
def test_tiers_are_the_prices_by_length_of_the_prompt(overrides, steps):
    found = tiers(Pricing({"prompt": ONE}, overrides), NOON)

    assert [(step.start, step.prices["prompt"]) for step in found] == steps


@pytest.mark.parametrize(
    ("overrides", "steps"),
    [
        ((), [(0, ONE)]),
        ((NIGHT,), [(0, THREE), (90, ONE), (1320, THREE)]),
        ((LONG,), [(0, ONE)]),
        ((Override({"prompt": TWO}, utc_start=600, utc_end=2400),), [(0, ONE), (360, TWO)]),
        ((Override({"prompt": TWO}, utc_start=0, utc_end=600, utc_days=("sat",)),), [(0, TWO), (360, ONE)]),
        ((Override({"prompt": TWO}, utc_start=0, utc_end=600, utc_days=("sun",)),), [(0, ONE)]),
    ],
)
def test_hours_are_the_prices_through_a_day(overrides, steps):
    found = hours(Pricing({"prompt": ONE}, overrides), NOON.date())

    assert [(step.start, step.prices["prompt"]) for step in found] == steps


def test_nobody_pays_for_what_nobody_can_use():
    model = Model("a/b", "B", pricing=priced(prompt=ONE, completion=TWO))

    assert [ONE, None, None, ONE] == [
        known_cost(replace(model, **how), Use(1, 0), NOON)
        for how in ({}, {"retired": NOON.date()}, {"excluded": True}, {"excluded": False})
    ]


def test_costs_are_known_of_those_whose_prices_are():
    pricings = priced(prompt=ONE, completion=TWO), priced(prompt=VARIES), Pricing()
    models = [Model("a/one", "One", pricing=pricing) for pricing in pricings]

    assert [known_cost(model, Use(1, 1), NOON) for model in models] == [ONE + TWO, None, None]


@pytest.mark.parametrize(
    "other",
    [
        *({"id": "a/b:free"}, {"input_modalities": ("image",)}, {"pricing": Pricing({"prompt": TWO})}),
        *({"context_length": 9}, {"provider_context_length": 9}, {"max_completion_tokens": 9}),
        *({"retired": NOON.date()}, {"excluded": True}),
    ],
)
def test_models_are_alike_in_cost_of_which_all_is_alike_that_counts_for_it(other):
    model = Model("a/b", "B", input_modalities=("text",), pricing=Pricing({"prompt": ONE}))
    reckoned = costs(Use(1, 0), NOON)

    assert (ONE, charged_by(model)) == (reckoned.of(model), reckoned.alike(replace(model, name="Another")))
    assert charged_by(model) != charged_by(replace(model, **other))


def test_a_price_goes_by_the_hours_where_they_have_different_ones():
    pricing = Pricing({"prompt": ONE, "completion": TWO}, (NIGHT, LONG))

    assert by_hours(pricing, "prompt", NOON.date()) == (THREE, ONE)
    assert by_hours(pricing, "completion", NOON.date()) == ()
    assert by_hours(Pricing({"prompt": ONE}), "prompt", NOON.date()) == ()


@pytest.mark.parametrize("day", range(1, 8))
def test_a_price_goes_by_the_days_of_a_week_whichever_of_them_it_is(day):
    weekend = Override({"prompt": TWO}, utc_days=("saturday", "sunday"))
    amounts = by_hours(Pricing({"prompt": ONE}, (weekend,)), "prompt", NOON.date().replace(day=day))

    assert sorted(amounts) == [ONE, TWO]


DAY = Override({"prompt": TWO}, utc_start=130, utc_end=2200)


@pytest.mark.parametrize(
    ("overrides", "context", "condition", "price"),
    [
        ((), None, LONG, ONE),
        ((), 201, LONG, ONE),
        ((), 200, LONG, None),  # no prompt can be so long
        ((LONG,), None, LONG, TWO),
        ((LONG, LONGER), None, LONG, TWO),
        ((LONG, LONGER), None, LONGER, THREE),
        ((LONG, LONGER), None, Override({}, min_prompt_tokens=300), TWO),
        ((), None, NIGHT, ONE),
        ((NIGHT,), None, NIGHT, THREE),
        ((NIGHT, DAY), None, NIGHT, THREE),
        ((NIGHT, LONG), None, LONG, VARIES),  # it changes meanwhile
        ((NIGHT,), None, DAY, VARIES),
        ((Override({"completion": ONE}, utc_start=0, utc_end=5),), None, LONG, ONE),
    ],
)
def test_a_price_holds_while_the_condition_of_any_model_does(overrides, context, condition, price):
    model = Model("a/b", "B", context_length=context, pricing=Pricing({"prompt": ONE}, overrides))

    assert price_while(model, condition, "prompt") == price
    assert price_while(model, condition, "web_search") is None


@given(
    st.builds(
        Use, st.integers(0, MOST), st.integers(0, MOST), pictures=st.integers(0, 1_000), requests=st.integers(1, 1_000)
    )
)
def test_a_use_comes_back_from_its_text(use):
    assert use_of(use.text) == use


@given(st.text(alphabet="0123456789 -x²", max_size=40))
def test_any_text_is_some_use(text):
    assert use_of(text).requests >= 1


@pytest.mark.parametrize("text", ["", "1 2 3", "1 2 3 4 5", "x y z w", "99999999999 1 1 1", "1 1 9999 1"])
def test_a_damaged_use_is_the_usual_one(text):
    assert use_of(text) == Use()


def test_no_use_is_asked_less_than_once():
    assert use_of("1 2 3 0") == Use(1, 2, pictures=3, requests=1)
