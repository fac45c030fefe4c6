from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from math import inf, nan

import pytest

from desktop.domain.model import Model, Reasoning
from desktop.domain.pricing import VARIES, Pricing


def model(model_id="maker/model", **facts):
    return Model(id=model_id, name="Maker: Model", **facts)


@pytest.mark.parametrize(
    ("inputs", "sees"),
    [
        (("text", "image"), True),
        (("text",), False),
        (("text", "file", "video"), False),
        ((), None),
    ],
)
def test_whether_a_model_sees_is_stated_or_unknown(inputs, sees):
    assert sees is model(input_modalities=inputs).sees_pictures


def test_a_name_that_sounds_like_seeing_says_nothing():
    assert model("qwen/qwen-vl-vision-4o").sees_pictures is None


@pytest.mark.parametrize(
    ("model_id", "free"),
    [
        ("maker/model:free", True),
        ("openrouter/free", True),
        ("maker/free", False),
        ("maker/model:freedom", False),
        ("maker/model", False),
    ],
)
def test_only_the_suffix_and_the_free_router_are_free(model_id, free):
    assert free is model(model_id).free


@pytest.mark.parametrize(
    ("model_id", "stated", "price"),
    [
        ("maker/model", {"prompt": Decimal("0.5")}, Decimal("0.5")),
        ("maker/model", {}, None),
        ("maker/model", {"prompt": VARIES}, None),
        ("maker/model", {"prompt": Decimal(0)}, None),
        ("maker/model:free", {"prompt": Decimal(0)}, 0),
    ],
)
def test_a_price_is_an_amount_that_can_be_told_and_zero_only_where_it_is_free(model_id, stated, price):
    assert price == model(model_id, pricing=Pricing(stated)).price("prompt")


def test_zero_prices_alone_do_not_make_a_model_free():
    """The Lyria rows are listed at 0 and charge by the song (reference §2.4)."""

    assert not model(pricing=Pricing({"prompt": Decimal(0), "completion": Decimal(0)})).free


@pytest.mark.parametrize(
    ("model_id", "outputs", "ready"),
    [
        ("maker/model", ("text",), True),
        ("maker/model", ("image", "text"), True),
        ("maker/model", (), True),
        ("maker/model", ("image",), True),
        ("maker/model", ("audio",), False),
        ("maker/model", ("embeddings",), False),
        ("maker/model:batch", ("text",), False),
        ("maker/batch", ("text",), True),
    ],
)
def test_batches_and_models_without_text_and_pictures_are_not_offered_for_chat(model_id, outputs, ready):
    assert ready is model(model_id, output_modalities=outputs).chat_ready
    assert model_id.endswith(":batch") is model(model_id).is_batch


@pytest.mark.parametrize(("outputs", "speaks"), [((), True), (("image", "text"), True), (("image",), False)])
def test_a_model_speaks_unless_its_list_says_otherwise(outputs, speaks):
    assert speaks is model("maker/model", output_modalities=outputs).speaks


def test_models_of_one_id_at_two_connections_are_two():
    here, there = model("maker/model"), model("maker/model", connection="https://far.example/v1")

    assert here.key == replace(here, name="Another").key
    assert here.key != there.key


@pytest.mark.parametrize(
    ("figures", "index"),
    [
        ({}, None),
        ({"artificial_analysis": []}, None),
        ({"artificial_analysis": {"coding_index": "x"}}, None),
        ({"artificial_analysis": {"coding_index": True}}, None),
        ({"artificial_analysis": {"coding_index": 74}}, 74.0),
        ({"artificial_analysis": {"coding_index": -2.5}}, -2.5),
        *(({"artificial_analysis": {"coding_index": odd}}, None) for odd in (10**400, inf, -inf, nan, 1e308, -1e308)),
    ],
)
def test_a_benchmark_that_is_no_number_is_none(figures, index):
    assert Model("a/b", "B", benchmarks=figures).benchmark("coding") == index


@pytest.mark.parametrize(
    ("stated", "thinks"),
    [
        ({}, None),
        ({"supported_parameters": ("reasoning",)}, 1),
        ({"reasoning": Reasoning()}, 1),
        ({"reasoning": Reasoning(mandatory=True)}, 2),
    ],
)
def test_whether_a_model_reasons_is_stated_in_either_of_two_places(stated, thinks):
    assert Model("a/b", "B", **stated).thinks == thinks
