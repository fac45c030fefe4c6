from __future__ import annotations

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.api.endpoint_list import MOST_PROVIDERS, decode, offers_of
from desktop.domain.errors import NotAnApi, UnreadableAnswer
from desktop.domain.pricing import VARIES, Override, Pricing
from desktop.domain.provider import Details, Provider

FULL = {
    "name": "DeepInfra | a/b",
    "model_id": "a/b",
    "provider_name": "DeepInfra",
    "tag": "deepinfra/fp8",
    "quantization": "fp8",
    "context_length": 131072,
    "max_completion_tokens": 16384,
    "pricing": {
        "prompt": "0.000002",
        "completion": "-1",
        "discount": 0.25,
        "overrides": [{"min_prompt_tokens": 200000, "prompt": "0.000004"}],
    },
    "supported_parameters": ["tools"],
    "supports_implicit_caching": True,
    "uptime_last_1d": 99.5,
    "latency_last_30m": {"p50": 0.4, "p99": 2},
    "throughput_last_30m": {"p50": 80},
    "status": 0,
}


def body(*rows, description="All of it."):
    return json.dumps({"data": {"id": "a/b", "description": description, "endpoints": list(rows)}}).encode()


def test_everything_that_is_stated_is_told_with_the_discount_taken_off():
    [provider] = decode(body(FULL)).providers

    assert provider == Provider(
        name="DeepInfra",
        tag="deepinfra/fp8",
        quantization="fp8",
        context_length=131072,
        max_completion_tokens=16384,
        pricing=Pricing(
            {"prompt": Decimal("0.0000015"), "completion": VARIES},
            (Override({"prompt": Decimal("0.000003")}, min_prompt_tokens=200000),),
        ),
        discount=Decimal("0.25"),
        supported_parameters=("tools",),
        caches=True,
        uptime=99.5,
        latency=0.4,
        throughput=80,
        working=True,
    )


def test_what_is_not_stated_is_not_known_and_what_is_wrong_costs_nothing_else():
    rows = [
        {},
        {"provider_name": None, "name": "Only a name", "status": -2, "context_length": 0, "throughput_last_30m": None},
        {**FULL, "context_length": "long", "latency_last_30m": {"p50": True}, "pricing": {"discount": "much"}},
        "no row",
    ]
    nothing, named, wrong = decode(body(*rows)).providers

    assert nothing == Provider("")
    assert named == Provider("Only a name", working=False)
    assert (wrong.name, wrong.context_length, wrong.latency, wrong.discount) == ("DeepInfra", None, None, 0)


def test_a_router_has_no_providers_and_still_a_description():
    assert decode(body()) == Details("All of it.")
    assert decode(b'{"data":{"endpoints":7,"description":7}}') == Details()


def test_only_so_many_providers_are_told():
    assert len(decode(body(*[FULL] * (MOST_PROVIDERS + 1))).providers) == MOST_PROVIDERS


@pytest.mark.parametrize(
    ("bad", "kind"),
    [(b"<html>", NotAnApi), (b"", UnreadableAnswer), (b"[]", UnreadableAnswer), (b'{"data":[]}', UnreadableAnswer)],
)
def test_what_is_no_answer_is_refused(bad, kind):
    with pytest.raises(kind):
        decode(bad)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from([*FULL, "p50", "prompt"]), inner),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from(list(FULL)), VALUES))
def test_no_row_is_refused_for_what_is_in_it(row):
    assert len(decode(body(row)).providers) == 1


@pytest.mark.parametrize(
    ("discount", "prompt"),
    [(0.9, "3.00E-7"), ("0.2", "0.0000024"), (0, "0.000003"), (1, "0.000003"), (True, "0.000003"), (1e90, "0.000003")],
)
def test_a_discount_is_taken_off_exactly_where_it_is_one(discount, prompt):
    [provider] = decode(body({"pricing": {"prompt": "0.000003", "discount": discount}})).providers

    assert provider.pricing.prompt == Decimal(prompt)


def test_offers_of_a_list_are_those_that_name_a_model():
    rows = [{"model_id": "a/b"}, {"model_id": "a/b", "tag": "p"}, {"model_id": 7}, {}, 7, {"model_id": "c/d", "tag": 7}]

    assert offers_of(json.dumps({"data": rows}).encode()) == {("a/b", ""), ("a/b", "p"), ("c/d", "")}
